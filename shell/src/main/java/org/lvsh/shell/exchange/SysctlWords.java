package org.lvsh.shell.exchange;

import org.lvsh.kernel.model.Setting;

/** Settings in the words of {@code sysctl}. */
public final class SysctlWords {
  private SysctlWords() {}

  /** What {@code sysctl -w} is told, as a shell takes it. */
  public static String setting(Setting setting) {
    return "net.ipv4.vs." + setting.name() + "=" + ShellText.word(setting.value());
  }
}
