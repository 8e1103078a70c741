package org.lvsh.shell.app;

/** The ways from a client to the real servers of the lab's topology: a family and a forwarding. */
enum Route {
  IPV4_DIRECT(false, "direct"),
  IPV4_MASQUERADE(false, "masquerade"),
  IPV6_DIRECT(true, "direct"),
  IPV6_MASQUERADE(true, "masquerade");

  private final boolean six;
  private final String forwarding;

  Route(boolean six, String forwarding) {
    this.six = six;
    this.forwarding = forwarding;
  }

  boolean isIpv6() {
    return six;
  }

  /** The word of the language. */
  String forwarding() {
    return forwarding;
  }

  /** The director's address in the net of the real servers. */
  String director() {
    return six ? "fd00:1::1" : "192.168.1.1";
  }
}
