package org.lvsh.shell.compile;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What the kernel takes without a word and an operator may regret. Each is told with its code, by
 * which {@code allow} silences it.
 */
public enum Warning {
  /** A service without servers. */
  NO_SERVERS,
  /** The port of a server that the kernel ignores, or that all ports end at. */
  SERVER_PORT,
  /** A server's port that is not the service's, where the forwarding method cannot change it. */
  PORT_NOT_CHANGED,
  /** A range that leaves out what a narrower service has. */
  PORTS_LEFT_OUT,
  /** A mark that others on the machine use. */
  MARK_OF_OTHERS,
  /** Rules that change although nobody spoke of their service. */
  RULES_MOVED,
  /** Two services for 80 and 443 of an address, each sticky by itself. */
  STICKY_APART,
  /** A time of persistence that is longer than a month. */
  STICKY_LONG,
  /** A limit that sticky clients pass. */
  STICKY_LIMIT,
  /** Servers that statements give a weight, and that stay drained all the same. */
  DRAINED,
  /** Sticky clients of port 21 and of all ports, that share their templates. */
  STICKY_FTP,
  /** One-packet scheduling of what is not UDP. */
  ONE_PACKET_UNUSED,
  /** The SIP engine for what is not UDP. */
  SIP_NOT_UDP,
  /** Flags of a scheduler that knows none. */
  FLAGS_UNUSED,
  /** A pool that no service takes its servers from. */
  POOL_UNUSED;

  /** As it is written: {@code no-servers}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The codes of all of them. */
  public static List<String> codes() {
    return Arrays.stream(values()).map(Warning::code).toList();
  }
}
