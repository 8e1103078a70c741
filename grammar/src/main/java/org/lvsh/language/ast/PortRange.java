package org.lvsh.language.ast;

/**
 * Ports as they are written: one, a range, or {@code any}.
 *
 * @param first 1 to 65535; 0 for {@code any}
 * @param last {@code first} to 65535
 */
public record PortRange(int first, int last) {
  private static final int MAX = 65_535;

  public static final PortRange ANY = new PortRange(0, MAX);

  public PortRange {
    if (first < 0 || last < first || last > MAX) {
      throw new IllegalArgumentException("no ports: " + first + "-" + last);
    }
  }

  public boolean isAny() {
    return first == 0 && last == MAX;
  }

  @Override
  public String toString() {
    if (isAny()) {
      return "any";
    }
    return first == last ? Integer.toString(first) : first + "-" + last;
  }
}
