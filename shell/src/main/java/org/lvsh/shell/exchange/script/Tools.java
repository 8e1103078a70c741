package org.lvsh.shell.exchange.script;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The programs that make a director, by their names wherever these are written. */
final class Tools {
  private static final String NAMES = "ipvsadm|ip6?tables(?:-legacy|-nft)?|nft";
  private static final Pattern TOOL = Pattern.compile("(?:" + NAMES + ")(?:-save|-restore)?");

  /** A word of its own or the end of a path: not {@code ipvsadm-1.26.tar.gz}. */
  private static final Pattern WITHIN =
      Pattern.compile(
          "(?<![^\\s\"'`;|&(/=])(?:" + NAMES + ")(?:-save|-restore)?(?![^\\s\"'`;|&)])");

  /** A setting of IPVS, as sysctl names it or as a file. */
  private static final Pattern SETTING = Pattern.compile("\\bnet([./])ipv4\\1vs\\1\\w");

  /** A command of one of them that changes something, within a text. */
  private static final Pattern CHANGE =
      Pattern.compile(
          "(?<![A-Za-z0-9_])(?:ipvsadm\\s+(?:-[AaEeDdCR]|--(?:add|edit|del|cl|set|start|stop|rest))"
              + "|ip6?tables(?:-legacy|-nft)?\\s(?:[^;|&\\n]*\\s)?(?:-[AIDFR]\\b"
              + "|--(?:app|ins|del|fl|rep))"
              + "|nft\\s+(?:add|create|insert|replace|delete|destroy|flush|-f)"
              + "|(?:ipvsadm|ip6?tables(?:-legacy|-nft)?)-restore)");

  /** What of the system these scripts look for, which is always there. */
  private static final Set<String> ALWAYS_THERE =
      Set.of(
          "awk",
          "basename",
          "cat",
          "cut",
          "date",
          "dirname",
          "echo",
          "egrep",
          "expr",
          "grep",
          "head",
          "hostname",
          "id",
          "ifconfig",
          "ip",
          "logger",
          "mkdir",
          "modprobe",
          "ping",
          "rm",
          "route",
          "sed",
          "seq",
          "sleep",
          "sort",
          "sysctl",
          "tail",
          "tee",
          "touch",
          "tr",
          "uname",
          "uniq",
          "wc",
          "xargs");

  private static final Pattern LOOKUP =
      Pattern.compile(
          "(?:\\$\\(|`)\\s*(?:which|command\\s+-v|type\\s+-[pP])\\s+([A-Za-z0-9_./-]+)"
              + "\\s*(?:[12&]?>\\s*/dev/null\\s*|2>&1\\s*)*[)`]");
  private static final Pattern USER =
      Pattern.compile("(?:\\$\\(|`)\\s*(?:/usr/bin/|/bin/)?(id\\s+-u|id\\s+-un|whoami)\\s*[)`]");

  private Tools() {}

  static boolean isOne(String program) {
    return TOOL.matcher(program).matches();
  }

  /** Whether one of them is named somewhere, or a setting of IPVS. */
  static boolean isIn(String text) {
    return WITHIN.matcher(text).find() || isSetting(text);
  }

  /** Whether a setting of IPVS is named somewhere. */
  static boolean isSetting(String text) {
    return SETTING.matcher(text).find();
  }

  /** Whether something stands at a path where there is IPVS. */
  static boolean isOfIpvs(String path) {
    return path.matches("/proc/sys/net/ipv4/vs(/[^/]*)?");
  }

  /** Whether one of them is called within a text in a way that changes something. */
  static boolean changeIn(String text) {
    return CHANGE.matcher(text).find();
  }

  /**
   * What a substitution gives where that is plain: the name of a program that is looked for, which
   * is as good as its path, and the user, which is root where any of this has an effect.
   */
  static Optional<String> given(String substitution) {
    Matcher lookup = LOOKUP.matcher(substitution);
    if (lookup.matches()) {
      String program = lookup.group(1);
      String name = ShellCommand.name(program);
      return Optional.of(program.contains("/") ? program : "/sbin/" + program)
          .filter(path -> isOne(name) || ALWAYS_THERE.contains(name));
    }
    Matcher user = USER.matcher(substitution);
    return user.matches()
        ? Optional.of(user.group(1).endsWith("-u") ? "0" : "root")
        : Optional.empty();
  }
}
