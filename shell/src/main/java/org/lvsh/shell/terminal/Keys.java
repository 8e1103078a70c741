package org.lvsh.shell.terminal;

import org.jline.keymap.KeyMap;
import org.jline.terminal.Terminal;
import org.jline.utils.InfoCmp.Capability;
import org.lvsh.shell.watch.Key;

/** What the keys of a terminal send, by its description and as most of them do. */
final class Keys {
  /** How long the rest of what a key sends may take to come: Escape is the first part of others. */
  private static final long REST_MILLIS = 50;

  private static final char FIRST = ' ';
  private static final char LAST = '~';

  private Keys() {}

  static KeyMap<Key> of(Terminal terminal) {
    KeyMap<Key> keys = new KeyMap<>();
    keys.setAmbiguousTimeout(REST_MILLIS);
    keys.setUnicode(Key.of(Key.Kind.OTHER));
    keys.setNomatch(Key.of(Key.Kind.OTHER));
    for (char character = FIRST; character <= LAST; character++) {
      keys.bind(Key.of(character), String.valueOf(character));
    }
    bind(keys, terminal, Key.Kind.UP, Capability.key_up, "\u001B[A", "\u001BOA");
    bind(keys, terminal, Key.Kind.DOWN, Capability.key_down, "\u001B[B", "\u001BOB");
    bind(keys, terminal, Key.Kind.RIGHT, Capability.key_right, "\u001B[C", "\u001BOC");
    bind(keys, terminal, Key.Kind.LEFT, Capability.key_left, "\u001B[D", "\u001BOD");
    bind(keys, terminal, Key.Kind.PAGE_UP, Capability.key_ppage, "\u001B[5~");
    bind(keys, terminal, Key.Kind.PAGE_DOWN, Capability.key_npage, "\u001B[6~");
    bind(keys, terminal, Key.Kind.HOME, Capability.key_home, "\u001B[H", "\u001BOH", "\u001B[1~");
    bind(keys, terminal, Key.Kind.END, Capability.key_end, "\u001B[F", "\u001BOF", "\u001B[4~");
    bind(keys, terminal, Key.Kind.BACKSPACE, Capability.key_backspace, "\b", "\u007F");
    keys.bind(Key.of(Key.Kind.ENTER), "\r", "\n");
    keys.bind(Key.of(Key.Kind.ESCAPE), "\u001B");
    keys.bind(Key.of(Key.Kind.LEAVE), "\u0003", "\u0004");
    keys.bind(Key.of(Key.Kind.REDRAW), "\u000C");
    return keys;
  }

  private static void bind(
      KeyMap<Key> keys, Terminal terminal, Key.Kind kind, Capability described, String... usual) {
    keys.bind(Key.of(kind), usual);
    String said = KeyMap.key(terminal, described);
    if (said != null && !said.isEmpty()) {
      keys.bind(Key.of(kind), said);
    }
  }
}
