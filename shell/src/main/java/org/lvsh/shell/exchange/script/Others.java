package org.lvsh.shell.exchange.script;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What is known of programs whose commands are not read. */
final class Others {
  /** What neither changes anything nor decides what does. */
  private static final Set<String> QUIET =
      Set.of(
          ":",
          "true",
          "set",
          "shopt",
          "echo",
          "printf",
          "cat",
          "sleep",
          "wait",
          "cd",
          "umask",
          "clear",
          "shift",
          "trap",
          "date",
          "exit",
          "return",
          "break",
          "continue",
          "unset",
          "read",
          "mapfile",
          "readarray",
          "getopts");

  private static final Set<String> SAYS =
      Set.of("echo", "printf", "cat", "sleep", "wait", "date", "clear", "read");

  /** What is taken to do what it is called for. */
  private static final Set<String> SUCCEEDS =
      Set.of(
          "modprobe",
          "insmod",
          "depmod",
          "ip",
          "ifconfig",
          "route",
          "sysctl",
          "arp",
          "arping",
          "service",
          "systemctl",
          "mkdir",
          "touch",
          "rm",
          "cp",
          "mv",
          "ln",
          "chmod",
          "chown",
          "logger",
          "yum",
          "dnf",
          "apt",
          "apt-get",
          "success",
          "action",
          "log_daemon_msg",
          "log_end_msg",
          "log_success_msg",
          "log_failure_msg",
          "log_warning_msg",
          "chkconfig",
          "update-rc.d",
          "ipvsadm",
          "ipvsadm-save",
          "iptables-save",
          "ip6tables-save");

  /** What looks at files, and runs others only where that is said. */
  private static final Set<String> MAY_RUN = Set.of("awk", "gawk", "mawk", "find");

  /** What looks for something, at the director's programs as well, and runs none of them. */
  private static final Set<String> HARMLESS =
      Set.of(
          "md5sum",
          "sha1sum",
          "sha256sum",
          "cksum",
          "du",
          "od",
          "rpm",
          "dpkg",
          "dpkg-query",
          "grep",
          "egrep",
          "fgrep",
          "zgrep",
          "sed",
          "cut",
          "head",
          "tail",
          "sort",
          "uniq",
          "wc",
          "tr",
          "diff",
          "cmp",
          "file",
          "stat",
          "ls",
          "which",
          "whereis",
          "type",
          "hash",
          "command",
          "kill",
          "pkill",
          "killall",
          "pidof",
          "pgrep",
          "ps",
          "lsmod",
          "rmmod",
          "man",
          "mail",
          "tee",
          "basename",
          "dirname",
          "readlink",
          "alias",
          "unalias",
          "false",
          "pacman",
          "zypper",
          "apk",
          "ssh",
          "scp",
          "rsync",
          "rc-service",
          "rc-update",
          "invoke-rc.d",
          "log_progress_msg",
          "log_action_msg",
          "usage",
          "[",
          "[[",
          "test");

  /** Files of functions that the system has for its scripts. */
  private static final Set<String> LIBRARIES =
      Set.of(
          "/etc/init.d/functions",
          "/etc/rc.d/init.d/functions",
          "/lib/lsb/init-functions",
          "/lib/init/vars.sh",
          "/etc/rc.status",
          // Says whether there is a network, and what the machine is called.
          "/etc/sysconfig/network");

  /** What is told of a file that is read. */
  static final String OTHER_FILE =
      "another file is read here, so no variable set before is known behind it: copy its lines in";

  private static final Set<String> LOOKS = Set.of("which", "type", "hash", "command");
  private static final Set<String> SHELLS = Set.of("sh", "bash", "dash", "ash", "ksh", "zsh");

  /** What asks for something; whether it finds it only the machine knows. */
  private static final Set<String> QUERIES =
      Set.of(
          "is-active",
          "is-enabled",
          "is-failed",
          "is-system-running",
          "status",
          "show",
          "list",
          "lst",
          "ls",
          "get",
          "--status-all",
          "check",
          "installed",
          "-L",
          "-l",
          "--list",
          "--check");

  private Others() {}

  static boolean isQuiet(String program) {
    return QUIET.contains(program);
  }

  /** Whether a command reads another file as a part of the script. */
  static boolean isReading(String program, List<String> arguments) {
    return program.matches("\\.|source")
        && (arguments.isEmpty() || !LIBRARIES.contains(arguments.get(0)));
  }

  /** Whether it is counted among what says or waits for something. */
  static boolean says(String program) {
    return SAYS.contains(program);
  }

  /** How a command of such a program ends. */
  static Status status(String program, List<String> arguments) {
    if (LOOKS.contains(program)) {
      return arguments.stream().filter(one -> !one.startsWith("-")).allMatch(Others::isThere)
          ? Status.SUCCESS
          : Status.UNKNOWN;
    }
    if (program.equals("false")) {
      return Status.FAILURE;
    }
    if (Set.of("read", "mapfile", "readarray", "getopts").contains(program)) {
      return Status.UNKNOWN;
    }
    boolean succeeds = QUIET.contains(program) || SUCCEEDS.contains(program);
    return succeeds && !asks(program, arguments) ? Status.SUCCESS : Status.UNKNOWN;
  }

  private static boolean isThere(String program) {
    return Tools.isOne(ShellCommand.name(program));
  }

  private static boolean asks(String program, List<String> arguments) {
    List<String> words = arguments.stream().filter(one -> !one.startsWith("-")).toList();
    return switch (program) {
      case "ip" -> words.size() < 2 || words.stream().anyMatch(QUERIES::contains);
      case "ifconfig", "route", "arp" -> words.size() < 2;
      case "arping" -> arguments.stream().noneMatch(one -> one.matches("-[A-Za-z]*[UA].*"));
      case "ipvsadm" ->
          arguments.stream().anyMatch(one -> one.matches("-[LlSZDd].*|--(list|del).*"));
      case "sysctl" -> arguments.stream().noneMatch(one -> one.contains("=") || one.equals("-p"));
      default ->
          SUCCEEDS.contains(program)
              && !program.startsWith("log")
              && arguments.stream().anyMatch(QUERIES::contains);
    };
  }

  /**
   * Why a command may change something that only a shell could find out; nothing where it does not.
   *
   * @param known whether all of its words are
   * @param reads whether it may read from another command or a file
   * @param input what it reads, where that is known
   */
  static Optional<String> mayChange(
      String program, List<String> arguments, boolean known, boolean reads, String input) {
    if (program.equals("eval") || SHELLS.contains(program)) {
      return text(program, arguments, known, reads, input);
    }
    boolean names = arguments.stream().anyMatch(Tools::isIn);
    if (MAY_RUN.contains(program) && arguments.stream().noneMatch(Tools::changeIn)) {
      return Optional.empty();
    }
    if (QUIET.contains(program) || SUCCEEDS.contains(program) || HARMLESS.contains(program)) {
      return Optional.empty();
    }
    if (names) {
      return Optional.of(
          "only a shell can find out what %s does with '%s'"
              .formatted(
                  program,
                  arguments.stream().filter(Tools::isIn).findFirst().orElseThrow().strip()));
    }
    return Optional.of("'%s' is no program that lvsh can read".formatted(program))
        .filter(why -> Tools.isIn(program));
  }

  /** Commands in a text: of {@code eval}, behind {@code sh -c}, or read by a shell. */
  private static Optional<String> text(
      String program, List<String> arguments, boolean known, boolean reads, String input) {
    boolean eval = program.equals("eval");
    boolean commands = eval || arguments.stream().anyMatch(one -> one.matches("-[a-z]*c"));
    boolean names = Tools.isIn(input) || arguments.stream().anyMatch(Tools::isIn);
    boolean file = !commands && arguments.stream().anyMatch(one -> !one.startsWith("-"));
    boolean unread = reads && input.isEmpty() && !commands && !file;
    return Optional.of("commands in a text that %s runs are not read".formatted(program))
        .filter(why -> names || unread || (commands && !known));
  }

  private static boolean isServiceOfTools(String program, List<String> arguments) {
    return program.matches("service|systemctl|rc-service|invoke-rc\\.d")
        && arguments.stream()
            .anyMatch(one -> one.matches("(ipvsadm|ip6?tables|nftables)(\\.service)?"));
  }

  /** Why a command is not carried over. */
  static String why(String program, List<String> arguments) {
    if (isServiceOfTools(program, arguments)) {
      return "what a service of the system loads and saves stays with it: import its file by itself";
    }
    return switch (program) {
      case ".", "source" ->
          isReading(program, arguments)
              ? OTHER_FILE
              : "functions of the system are read here, which say nothing of the director";
      case "modprobe", "insmod" -> "lvsh loads what it needs by itself";
      case "ip", "ifconfig", "route", "arp", "arping" ->
          "addresses and routes are not lvsh's: they stay with the system";
      case "sysctl" -> "not a setting of IPVS: it stays with the system";
      case "ssh" -> "what is done on another machine stays there";
      default ->
          SHELLS.contains(program) && arguments.stream().anyMatch(one -> !one.startsWith("-"))
              ? "another script is run here: import it by itself, or copy it in"
              : "says nothing of the director that lvsh could read";
    };
  }
}
