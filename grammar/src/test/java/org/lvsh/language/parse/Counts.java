package org.lvsh.language.parse;

/** How much a random test tries: little by default, much with {@code -Dlvsh.counts=full}. */
public final class Counts {
  private Counts() {}

  public static int of(int quick, int full) {
    return System.getProperty("lvsh.counts", "quick").equals("full") ? full : quick;
  }
}
