package org.lvsh.shell.compile;

/**
 * The names of the scheduler flags. All schedulers share three bits; for {@code sh} and {@code mh}
 * the first means fallback and the second port ({@code IP_VS_SVC_F_SCHED_SH_FALLBACK}, {@code
 * IP_VS_SVC_F_SCHED_SH_PORT} and the same for mh).
 */
public final class SchedulerFlags {
  private SchedulerFlags() {}

  static int bit(String flag) {
    return switch (flag) {
      case "fallback" -> 1;
      case "port" -> 2;
      default -> flag.charAt(flag.length() - 1) - '0';
    };
  }

  /** The word for a bit, 1 to 3, of a scheduler. */
  public static String word(String scheduler, int bit) {
    boolean named = scheduler.equals("sh") || scheduler.equals("mh");
    if (named && bit == 1) {
      return "fallback";
    }
    return named && bit == 2 ? "port" : "flag-" + bit;
  }
}
