package org.lvsh.language.ast;

/**
 * Firewall marks one after the other.
 *
 * @param first 1 to 4294967295
 * @param last {@code first} to 4294967295
 */
public record MarkRange(long first, long last) {
  public MarkRange {
    if (first < 1 || last < first || last > 0xFFFF_FFFFL) {
      throw new IllegalArgumentException("no marks: " + first + "-" + last);
    }
  }

  @Override
  public String toString() {
    return first + "-" + last;
  }
}
