package org.lvsh.kernel.firewall;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lvsh.kernel.model.Mark;
import org.lvsh.kernel.model.MarkInUse;

/** Reads marks as {@code iptables-extensions(8)} and, in text, {@code nft(8)} write them. */
final class MarkWords {
  private static final Pattern IPTABLES =
      Pattern.compile(
          " --(?:set-xmark|set-mark|or-mark|mark) (0x[0-9a-fA-F]+|\\d+)(?:/(0x[0-9a-fA-F]+|\\d+))?");

  private static final Pattern HEXADECIMAL = Pattern.compile("\\b0x[0-9a-f]{1,8}\\b");

  private MarkWords() {}

  /** The marks in a line of {@code iptables-save}, whether set or looked at. */
  static List<MarkInUse> ofIptables(String line) {
    List<MarkInUse> marks = new ArrayList<>();
    Matcher found = IPTABLES.matcher(line);
    while (found.find()) {
      long mask = found.group(2) == null ? Mark.MAX : number(found.group(2));
      MarkInUse.ofRule(number(found.group(1)), mask | added(line, found)).ifPresent(marks::add);
    }
    return marks;
  }

  /** {@code --set-xmark} also turns on the bits of the value that are not in the mask. */
  private static long added(String line, Matcher found) {
    return line.startsWith(" --set-xmark", found.start()) ? number(found.group(1)) : 0;
  }

  /** The marks in rules of nft as text: every hexadecimal number after the word, whole. */
  static List<MarkInUse> ofNft(String listing) {
    List<MarkInUse> marks = new ArrayList<>();
    listing
        .lines()
        .filter(line -> line.contains(" mark "))
        .flatMap(line -> HEXADECIMAL.matcher(line).results())
        .forEach(
            number -> MarkInUse.ofRule(number(number.group()), Mark.MAX).ifPresent(marks::add));
    return marks;
  }

  private static long number(String word) {
    return Long.decode(word);
  }
}
