package org.lvsh.kernel.traffic;

/**
 * What ran out while time passed.
 *
 * @param connections how many ended
 * @param templates likewise
 */
public record Lapse(long connections, long templates) {
  public static final Lapse NOTHING = new Lapse(0, 0);

  /** The sums of these and the others. */
  public Lapse plus(Lapse other) {
    return new Lapse(connections + other.connections, templates + other.templates);
  }
}
