package org.lvsh.shell.watch;

/** Whether open connections keep a template beyond its time ({@code ip_vs_conn_expire}). */
public enum Hold {
  /** It goes when its time is over, or it is no template. */
  NONE,
  /** A connection on it has more time left than the template, so the kernel will keep it. */
  WILL_BE,
  /**
   * Its time is over, and the kernel keeps it for 60 s again and again. That is seen when it begins
   * anew with 60 s or less; the table does not say it.
   */
  PAST
}
