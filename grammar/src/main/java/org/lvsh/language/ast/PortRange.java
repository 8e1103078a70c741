package org.lvsh.language.ast;

/**
 * Ports as they are written: one, a range, or {@code any}.
 *
 * @param first 1 to 65535; 0 for {@code any}
 * @param last {@code first} to 65535
 */
public record PortRange(int first, int last) {
  public static final PortRange ANY = new PortRange(0, 65535);

  public PortRange {
    if (first < 0 || last < first || last > 65535) {
      throw new IllegalArgumentException("no ports: " + first + "-" + last);
    }
  }

  public boolean isAny() {
    return equals(ANY);
  }

  @Override
  public String toString() {
    if (isAny()) {
      return "any";
    }
    return first == last ? Integer.toString(first) : first + "-" + last;
  }
}
