package org.lvsh.kernel.model;

/**
 * A firewall mark, 1 to 4294967295. The kernel would take 0 for a service on TCP 0.0.0.0:0 ({@code
 * ip_vs_genl_parse_service}), so 0 is refused here.
 */
public record Mark(long value) implements Comparable<Mark> {
  public static final long MAX = 0xFFFF_FFFFL;

  public Mark {
    if (value < 1 || value > MAX) {
      throw new IllegalArgumentException("a mark is between 1 and " + MAX + ": " + value);
    }
  }

  @Override
  public int compareTo(Mark other) {
    return Long.compare(value, other.value);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Mark that && value == that.value;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(value);
  }

  @Override
  public String toString() {
    return Long.toString(value);
  }
}
