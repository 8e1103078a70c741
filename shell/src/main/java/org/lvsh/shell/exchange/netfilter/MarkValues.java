package org.lvsh.shell.exchange.netfilter;

import java.util.OptionalLong;
import org.lvsh.kernel.model.Mark;

/** Marks as the tools of a packet filter write them: decimal, hexadecimal or octal. */
final class MarkValues {
  private MarkValues() {}

  /** A number from 0 to 4294967295; empty where it is none. */
  static OptionalLong number(String text) {
    try {
      long number = Long.decode(text);
      return number >= 0 && number <= Mark.MAX ? OptionalLong.of(number) : OptionalLong.empty();
    } catch (NumberFormatException none) {
      return OptionalLong.empty();
    }
  }
}
