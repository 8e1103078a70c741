package org.lvsh.kernel.model;

/** The transport protocols that IPVS balances. */
public enum Protocol {
  TCP(6, "tcp"),
  UDP(17, "udp"),
  SCTP(132, "sctp");

  private final int number;
  private final String word;

  Protocol(int number, String word) {
    this.number = number;
    this.word = word;
  }

  /** The number in the IP header. */
  public int number() {
    return number;
  }

  /** The protocol in lower case, as operators write it. */
  public String word() {
    return word;
  }
}
