package org.lvsh.kernel.model;

import java.util.ArrayList;
import java.util.List;

/** A run of ports, both ends included, 0 to 65535. The run from 0 to 65535 means any port. */
public record Ports(int first, int last) implements Comparable<Ports> {
  public static final int MAX = 65535;
  public static final Ports ANY = new Ports(0, MAX);

  public Ports {
    if (first < 0 || last > MAX || first > last) {
      throw new IllegalArgumentException("no run of ports: " + first + "-" + last);
    }
  }

  public static Ports of(int port) {
    return new Ports(port, port);
  }

  public boolean isAny() {
    return first == 0 && last == MAX;
  }

  public boolean isSingle() {
    return first == last;
  }

  public boolean contains(Ports other) {
    return first <= other.first && other.last <= last;
  }

  /**
   * What is left without others.
   *
   * @param others runs within this one, in order, of which none overlaps another
   */
  public List<Ports> without(List<Ports> others) {
    List<Ports> left = new ArrayList<>();
    int next = first;
    for (Ports other : others) {
      if (other.first > next) {
        left.add(new Ports(next, other.first - 1));
      }
      next = other.last + 1;
    }
    if (next <= last) {
      left.add(new Ports(next, last));
    }
    return left;
  }

  public boolean overlaps(Ports other) {
    return first <= other.last && other.first <= last;
  }

  @Override
  public int compareTo(Ports other) {
    int byFirst = Integer.compare(first, other.first);
    return byFirst != 0 ? byFirst : Integer.compare(last, other.last);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Ports that && first == that.first && last == that.last;
  }

  @Override
  public int hashCode() {
    return 31 * first + last;
  }

  /** {@code 80}, {@code 8000-8010} or {@code any}. */
  @Override
  public String toString() {
    if (isAny()) {
      return "any";
    }
    return isSingle() ? Integer.toString(first) : first + "-" + last;
  }
}
