package org.lvsh.shell.exchange.ipvsadm;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The options of ipvsadm(8), and which of its commands take them ({@code generic_opt_check}). */
enum Option {
  TCP_SERVICE('t', "tcp-service", Argument.NEEDED),
  UDP_SERVICE('u', "udp-service", Argument.NEEDED),
  SCTP_SERVICE('\0', "sctp-service", Argument.NEEDED),
  FWMARK_SERVICE('f', "fwmark-service", Argument.NEEDED),
  IPV6('6', "ipv6", Argument.NONE),
  SCHEDULER('s', "scheduler", Argument.NEEDED),
  PERSISTENT('p', "persistent", Argument.POSSIBLE),
  NETMASK('M', "netmask", Argument.NEEDED),
  ENGINE('\0', "pe", Argument.NEEDED),
  FLAGS('b', "sched-flags", Argument.NEEDED),
  ONE_PACKET('o', "ops", Argument.NONE),
  REAL_SERVER('r', "real-server", Argument.NEEDED),
  MASQUERADING('m', "masquerading", Argument.NONE),
  IPIP('i', "ipip", Argument.NONE),
  GATEWAYING('g', "gatewaying", Argument.NONE),
  WEIGHT('w', "weight", Argument.NEEDED),
  UPPER('x', "u-threshold", Argument.NEEDED),
  LOWER('y', "l-threshold", Argument.NEEDED),
  TUNNEL_TYPE('\0', "tun-type", Argument.NEEDED),
  TUNNEL_PORT('\0', "tun-port", Argument.NEEDED),
  TUNNEL_NO_CHECKSUM('\0', "tun-nocsum", Argument.NONE),
  TUNNEL_CHECKSUM('\0', "tun-csum", Argument.NONE),
  TUNNEL_REMOTE_CHECKSUM('\0', "tun-remcsum", Argument.NONE),
  INTERFACE('\0', "mcast-interface", Argument.NEEDED),
  SYNC_ID('\0', "syncid", Argument.NEEDED),
  GROUP('\0', "mcast-group", Argument.NEEDED),
  GROUP_PORT('\0', "mcast-port", Argument.NEEDED),
  TTL('\0', "mcast-ttl", Argument.NEEDED),
  MAX_LENGTH('\0', "sync-maxlen", Argument.NEEDED),
  NUMERIC('n', "numeric", Argument.NONE);

  /** What says which service is meant. */
  static final Set<Option> SERVICE =
      EnumSet.of(TCP_SERVICE, UDP_SERVICE, SCTP_SERVICE, FWMARK_SERVICE);

  /** How a server is reached. */
  static final Set<Option> FORWARDING = EnumSet.of(MASQUERADING, IPIP, GATEWAYING);

  private static final Set<Option> OF_SERVICES =
      EnumSet.of(SCHEDULER, PERSISTENT, NETMASK, ENGINE, FLAGS, ONE_PACKET);
  private static final Set<Option> OF_SERVERS =
      EnumSet.of(
          MASQUERADING,
          IPIP,
          GATEWAYING,
          WEIGHT,
          UPPER,
          LOWER,
          TUNNEL_TYPE,
          TUNNEL_PORT,
          TUNNEL_NO_CHECKSUM,
          TUNNEL_CHECKSUM,
          TUNNEL_REMOTE_CHECKSUM);
  private static final Set<Option> OF_DAEMONS =
      EnumSet.of(INTERFACE, SYNC_ID, GROUP, GROUP_PORT, TTL, MAX_LENGTH);

  private final char letter;
  private final String word;
  private final Argument argument;

  Option(char letter, String word, Argument argument) {
    this.letter = letter;
    this.word = word;
    this.argument = argument;
  }

  /** Whether a value stands behind it. */
  enum Argument {
    NONE,
    NEEDED,
    /** Where the next word is no option. */
    POSSIBLE
  }

  Argument argument() {
    return argument;
  }

  /** As it is written: the letter, where it has one. */
  String written() {
    return letter == '\0' ? "--" + word : "-" + letter;
  }

  static Optional<Option> of(char letter) {
    return Arrays.stream(values()).filter(one -> one.letter == letter).findFirst();
  }

  static Optional<Option> of(String word) {
    return Arrays.stream(values()).filter(one -> one.word.equals(word)).findFirst();
  }

  /** The long names. */
  static List<String> words() {
    return Arrays.stream(values()).map(one -> one.word).toList();
  }

  boolean isFor(Command command) {
    return switch (command) {
      case ADD_SERVICE, EDIT_SERVICE -> isOfKey() || OF_SERVICES.contains(this);
      case DELETE_SERVICE, ZERO -> isOfKey();
      case ADD_SERVER, EDIT_SERVER -> isOfKey() || this == REAL_SERVER || OF_SERVERS.contains(this);
      case DELETE_SERVER -> isOfKey() || this == REAL_SERVER;
      case START_DAEMON -> OF_DAEMONS.contains(this);
      case STOP_DAEMON -> this == SYNC_ID;
      case LIST, SAVE -> true;
      case CLEAR, SET, RESTORE, HELP -> false;
    };
  }

  private boolean isOfKey() {
    return SERVICE.contains(this) || this == IPV6;
  }
}
