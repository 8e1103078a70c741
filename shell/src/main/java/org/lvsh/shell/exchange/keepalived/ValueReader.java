package org.lvsh.shell.exchange.keepalived;

import java.util.Collection;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.lvsh.kernel.model.AddressFamily;
import org.lvsh.kernel.model.IpAddress;
import org.lvsh.kernel.model.Mark;
import org.lvsh.kernel.model.Ports;
import org.lvsh.language.diagnostic.Suggestion;
import org.lvsh.shell.exchange.Gathering;

/** Reads the values of statements; where one is wrong, tells so and gives none. */
final class ValueReader {
  private final Gathering gathering;

  ValueReader(Gathering gathering) {
    this.gathering = gathering;
  }

  /**
   * A word that must be there.
   *
   * @param what it says, such as {@code a port}
   */
  Optional<Word> word(Entry entry, int index, String what) {
    if (index < entry.size()) {
      return Optional.of(entry.word(index));
    }
    String before = entry.word(entry.size() - 1).text();
    gathering.error(
        "missing-value",
        entry.span(),
        "%s is missing after '%s'".formatted(what, before),
        "see keepalived.conf(5)");
    return Optional.empty();
  }

  /** A number that must be there. */
  OptionalLong number(Entry entry, int index, long least, long most, String what) {
    Optional<Word> word = word(entry, index, what);
    return word.isPresent() ? number(word.get(), least, most, what) : OptionalLong.empty();
  }

  OptionalLong number(Word word, long least, long most, String what) {
    String digits = word.text().strip();
    boolean isNumber = digits.matches("\\+?[0-9]{1,18}");
    if (isNumber) {
      long value = Long.parseLong(digits);
      if (least <= value && value <= most) {
        return OptionalLong.of(value);
      }
    }
    gathering.error(
        "bad-number",
        word.span(),
        "'%s' is not %s".formatted(word.text(), what),
        unknownName(word).orElse("%s is a whole number, %d to %d".formatted(what, least, most)));
    return OptionalLong.empty();
  }

  /** A port behind an address; 0 where there is none, and empty where it is wrong. */
  OptionalInt port(Entry entry, int index) {
    if (index >= entry.size()) {
      return OptionalInt.of(0);
    }
    OptionalLong port = number(entry.word(index), 0, Ports.MAX, "a port");
    return port.isPresent() ? OptionalInt.of((int) port.getAsLong()) : OptionalInt.empty();
  }

  Optional<IpAddress> address(Word word) {
    Optional<IpAddress> address = literal(word.text());
    if (address.isEmpty()) {
      gathering.error(
          "bad-address",
          word.span(),
          "%s is not an address".formatted(word.text().isEmpty() ? "nothing" : word.text()),
          unknownName(word).orElse(addressHint(word.text())));
    }
    return address;
  }

  private static String addressHint(String text) {
    if (text.matches("[0-9.]+:[0-9]+")) {
      return "write a blank between the address and the port";
    }
    return text.matches("[0-9.]+[-/].*")
        ? "a range stands in a virtual_server_group alone"
        : "write an IPv4 or IPv6 address";
  }

  /** An address, or nothing where a text is none. */
  static Optional<IpAddress> literal(String text) {
    try {
      return Optional.of(IpAddress.of(text));
    } catch (IllegalArgumentException none) {
      return Optional.empty();
    }
  }

  /** {@code inet} or {@code inet6}. */
  Optional<AddressFamily> family(Word word) {
    if (word.is("inet") || word.is("inet6")) {
      return Optional.of(word.is("inet") ? AddressFamily.IPV4 : AddressFamily.IPV6);
    }
    gathering.error(
        "bad-family",
        word.span(),
        "'%s' is not an address family".formatted(word),
        "write inet or inet6");
    return Optional.empty();
  }

  /** A firewall mark. keepalived takes 0, too, which the kernel takes for no mark at all. */
  Optional<Mark> mark(Entry entry, int index) {
    OptionalLong value = number(entry, index, 1, Mark.MAX, "a firewall mark");
    return value.isPresent() ? Optional.of(new Mark(value.getAsLong())) : Optional.empty();
  }

  /** Words that keepalived does not look at. */
  void ignored(Entry entry, int from) {
    if (from < entry.size()) {
      gathering.notCarried(
          entry.word(from).span().to(entry.word(entry.size() - 1).span()),
          "keepalived does not look at what follows there");
    }
  }

  /** Says that a word is none of those that can stand there. */
  void unknown(Word word, String what, Collection<String> known) {
    gathering.error(
        "unknown-word",
        word.span(),
        "'%s' is not %s".formatted(word, what),
        unknownName(word)
            .or(() -> Suggestion.hint(known, word.text()))
            .orElse("write one of " + String.join(", ", known)));
  }

  private static Optional<String> unknownName(Word word) {
    return word.text().contains("$")
        ? Optional.of("lvsh does not know what the name in it stands for: write the value")
        : Optional.empty();
  }
}
