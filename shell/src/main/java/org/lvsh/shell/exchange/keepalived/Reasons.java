package org.lvsh.shell.exchange.keepalived;

import java.util.Set;
import java.util.TreeSet;

/** Why statements of virtual and real servers have no counterpart. */
final class Reasons {
  static final String CHECKS = "health checking is left to keepalived";
  static final String EVENTS = "scripts and mails on changes are left to keepalived";
  static final String SORRY = "it comes in when health checks fail, which are left to keepalived";
  static final String QUORUM = "a quorum is counted by health checks, which are left to keepalived";

  private static final Set<String> OF_CHECKS =
      Set.of(
          "alpha",
          "connect_timeout",
          "delay_before_retry",
          "delay_loop",
          "ha_suspend",
          "inhibit_on_failure",
          "omega",
          "retry",
          "virtualhost",
          "warmup");

  private static final Set<String> OF_EVENTS =
      Set.of("notify_down", "notify_up", "quorum_down", "quorum_up", "smtp_alert");

  /** What is understood in both kinds of block and not carried over. */
  static final Set<String> KNOWN = known();

  private Reasons() {}

  private static Set<String> known() {
    Set<String> known = new TreeSet<>(OF_CHECKS);
    known.addAll(OF_EVENTS);
    return known;
  }

  static boolean ofChecks(String keyword) {
    return OF_CHECKS.contains(keyword);
  }

  static boolean ofEvents(String keyword) {
    return OF_EVENTS.contains(keyword);
  }
}
