package org.lvsh.shell.exchange;

import java.util.regex.Pattern;
import org.lvsh.kernel.model.Setting;

/** Settings in the words of {@code sysctl}. */
public final class SysctlWords {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_.,:-]+");

  private SysctlWords() {}

  /** What {@code sysctl -w} is told, as a shell takes it. */
  public static String setting(Setting setting) {
    String value = setting.value();
    String quoted =
        PLAIN.matcher(value).matches() ? value : "'" + value.replace("'", "'\\''") + "'";
    return "net.ipv4.vs." + setting.name() + "=" + quoted;
  }
}
