package org.lvsh.shell.store;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/** A moment as operators read it: {@code 2026-11-25 02:10:00}, in the time zone of the machine. */
public final class Moment {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

  private Moment() {}

  public static String text(Instant when) {
    return TIME.format(when.atZone(ZoneId.systemDefault()));
  }
}
