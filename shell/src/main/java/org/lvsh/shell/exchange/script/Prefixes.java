package org.lvsh.shell.exchange.script;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Programs that run the program behind them: {@code sudo -n ipvsadm …}. */
final class Prefixes {
  /** Their names, and how many words stand between their options and that program. */
  private static final Map<String, Integer> OPERANDS =
      Map.ofEntries(
          Map.entry("sudo", 0),
          Map.entry("doas", 0),
          Map.entry("exec", 0),
          Map.entry("command", 0),
          Map.entry("builtin", 0),
          Map.entry("nohup", 0),
          Map.entry("setsid", 0),
          Map.entry("nice", 0),
          Map.entry("ionice", 0),
          Map.entry("stdbuf", 0),
          Map.entry("env", 0),
          Map.entry("time", 0),
          Map.entry("busybox", 0),
          Map.entry("timeout", 1),
          Map.entry("chrt", 1),
          Map.entry("taskset", 1),
          Map.entry("action", 1));

  /** Options of these whose value is the next word. */
  private static final Map<String, Set<String>> WITH_VALUE =
      Map.of(
          "sudo", Set.of("-u", "-g", "-h", "-p", "-C", "-r", "-t", "-T", "--user", "--group"),
          "doas", Set.of("-u", "-C"),
          "exec", Set.of("-a"),
          "nice", Set.of("-n"),
          "ionice", Set.of("-c", "-n"),
          "stdbuf", Set.of("-i", "-o", "-e"),
          "env", Set.of("-u", "-C"),
          "time", Set.of("-f", "-o"),
          "timeout", Set.of("-k", "-s", "--kill-after", "--signal"));

  private Prefixes() {}

  /** How many words stand before the program that counts. */
  static int of(List<String> words) {
    int at = 0;
    int behind = behind(words, at);
    while (behind > at && behind < words.size()) {
      at = behind;
      behind = behind(words, at);
    }
    return at;
  }

  /** The namespace that a command runs in, where it is another one. */
  static Optional<String> namespace(List<String> words) {
    int end = of(words);
    for (int at = 0; at < end; at = Math.max(at + 1, behind(words, at))) {
      int namespace = namespaceAt(words, at);
      if (namespace > 0) {
        return Optional.of(words.get(namespace));
      }
    }
    return Optional.empty();
  }

  /** Where the name stands in {@code ip netns exec NAME}; 0 where it is another command. */
  private static int namespaceAt(List<String> words, int from) {
    int at = from;
    if (at >= words.size() || !ShellCommand.name(words.get(at)).equals("ip")) {
      return 0;
    }
    at++;
    while (at < words.size() && words.get(at).startsWith("-")) {
      at++;
    }
    boolean runs =
        at + 2 < words.size()
            && words.get(at).matches("net(n|ns)?")
            && words.get(at + 1).matches("e(x|xe|xec)?");
    return runs ? at + 2 : 0;
  }

  /** The place behind a prefix; the same where there is none. */
  private static int behind(List<String> words, int from) {
    int namespace = namespaceAt(words, from);
    if (namespace > 0) {
      return namespace + 1;
    }
    String program = ShellCommand.name(words.get(from));
    if (!OPERANDS.containsKey(program) || isLookup(program, words, from)) {
      return from;
    }
    int at = from + 1;
    while (at < words.size() && isOption(words.get(at))) {
      boolean valued =
          WITH_VALUE.getOrDefault(program, Set.of()).contains(words.get(at))
              && !words.get(at).contains("=");
      at += valued ? 2 : 1;
    }
    return at + OPERANDS.get(program);
  }

  /** {@code command -v NAME} runs nothing. */
  private static boolean isLookup(String program, List<String> words, int from) {
    return program.equals("command")
        && from + 1 < words.size()
        && words.get(from + 1).matches("-[pvV]*[vV]");
  }

  private static boolean isOption(String word) {
    return word.startsWith("-") || word.matches("[A-Za-z_][A-Za-z0-9_]*=.*");
  }
}
