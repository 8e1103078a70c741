package org.lvsh.kernel.model;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What was said of the packets of a service of the firewall-mark class. It is kept beside the
 * rules, which cannot tell it: ports that are left to a narrower service look like ports that
 * nobody wanted.
 *
 * @param addresses the virtual addresses in the order they were said, at least one
 * @param protocols at least one
 * @param ports disjoint, in ascending order, at least one
 * @param mark what was said of the mark
 */
public record Claim(
    List<IpAddress> addresses, Set<Protocol> protocols, List<Ports> ports, MarkSaid mark) {
  private static final Pattern TEXT = Pattern.compile("(\\S+) (\\S+) (\\S+) (\\S+)");
  private static final Pattern PORTS = Pattern.compile("(\\d{1,5})(?:-(\\d{1,5}))?");

  public Claim {
    addresses = List.copyOf(addresses);
    ports = List.copyOf(new TreeSet<>(ports));
    if (addresses.isEmpty() || protocols.isEmpty() || ports.isEmpty()) {
      throw new IllegalArgumentException("a claim of nothing");
    }
    protocols = Collections.unmodifiableSet(EnumSet.copyOf(protocols));
  }

  /** What was said of a service's mark. */
  public enum MarkSaid {
    /** Nothing: it has one because its ports need one. */
    NOTHING,
    /** That it has one, whichever. */
    AUTOMATIC,
    /** Which one it has. */
    FIXED
  }

  /** One line that {@link #of} reads: {@code 192.168.0.1 tcp 80,443 fixed}. */
  @Override
  public String toString() {
    return "%s %s %s %s"
        .formatted(
            joined(addresses, IpAddress::toString),
            joined(protocols, Protocol::word),
            joined(ports, Ports::toString),
            mark.name().toLowerCase(Locale.ROOT));
  }

  private static <T> String joined(Iterable<T> values, Function<T, String> word) {
    StringBuilder joined = new StringBuilder();
    for (T value : values) {
      joined.append(joined.isEmpty() ? "" : ",").append(word.apply(value));
    }
    return joined.toString();
  }

  /**
   * Reads what {@link #toString} writes.
   *
   * @throws IllegalArgumentException where the text is anything else
   */
  public static Claim of(String text) {
    Matcher parts = TEXT.matcher(text);
    if (!parts.matches()) {
      throw new IllegalArgumentException("no claim: " + text);
    }
    return new Claim(
        all(parts.group(1), IpAddress::of),
        Set.copyOf(all(parts.group(2), Claim::protocol)),
        all(parts.group(3), Claim::ports),
        MarkSaid.valueOf(parts.group(4).toUpperCase(Locale.ROOT)));
  }

  private static <T> List<T> all(String words, Function<String, T> value) {
    return Pattern.compile(",").splitAsStream(words).map(value).collect(Collectors.toList());
  }

  private static Protocol protocol(String word) {
    return Protocol.valueOf(word.toUpperCase(Locale.ROOT));
  }

  private static Ports ports(String word) {
    Matcher range = PORTS.matcher(word);
    if (word.equals("any")) {
      return Ports.ANY;
    }
    if (!range.matches()) {
      throw new IllegalArgumentException("no ports: " + word);
    }
    int first = Integer.parseInt(range.group(1));
    return new Ports(first, range.group(2) == null ? first : Integer.parseInt(range.group(2)));
  }
}
