package org.lvsh.kernel.snapshot;

import com.google.common.base.Ascii;

/** The constants of an enumeration as a snapshot spells them: in lower case. */
final class Words {
  private Words() {}

  static String of(Enum<?> constant) {
    return Ascii.toLowerCase(constant.name());
  }

  /**
   * The constant that a word spells.
   *
   * @throws IllegalArgumentException where there is none
   */
  static <E extends Enum<E>> E read(Class<E> type, String word) {
    for (E constant : type.getEnumConstants()) {
      if (of(constant).equals(word)) {
        return constant;
      }
    }
    throw new IllegalArgumentException("no " + type.getSimpleName() + ": " + word);
  }
}
