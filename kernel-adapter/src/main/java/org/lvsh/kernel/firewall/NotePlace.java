package org.lvsh.kernel.firewall;

import java.util.Comparator;

/**
 * Where a piece of a note stands.
 *
 * @param note the number of the note: 0 is the last mark, every other one the ownership of a
 *     service
 * @param part the number of the piece, from 0 on without a gap
 */
record NotePlace(long note, int part) implements Comparable<NotePlace> {
  private static final Comparator<NotePlace> ORDER =
      Comparator.comparing(NotePlace::note).thenComparing(NotePlace::part);

  NotePlace {
    if (note < 0 || part < 0) {
      throw new IllegalArgumentException("no place: " + note + "." + part);
    }
  }

  @Override
  public int compareTo(NotePlace other) {
    return ORDER.compare(this, other);
  }
}
