package org.lvsh.shell.exchange.ldirectord;

import java.util.Optional;

/** Why directives have no counterpart. */
final class Reasons {
  static final String CHECKS = "lvsh does not check real servers all the time";
  static final String EVENTS = "lvsh sends no mail";
  static final String FALLBACK =
      "it comes in when all real servers are down, which lvsh does not watch";

  private Reasons() {}

  /** What ldirectord itself names in the place of directives that it had once. */
  static Optional<String> replacement(String name) {
    return switch (name) {
      case "timeout" -> Optional.of("it has become checktimeout and negotiatetimeout");
      case "connecttimeout" -> Optional.of("it has become negotiatetimeout");
      default -> Optional.empty();
    };
  }
}
