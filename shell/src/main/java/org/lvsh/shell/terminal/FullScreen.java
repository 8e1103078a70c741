package org.lvsh.shell.terminal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jline.keymap.BindingReader;
import org.jline.keymap.KeyMap;
import org.jline.terminal.Attributes;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;
import org.jline.utils.Display;
import org.jline.utils.InfoCmp.Capability;
import org.jline.utils.ShutdownHooks;
import org.lvsh.shell.command.Console;
import org.lvsh.shell.view.Line;
import org.lvsh.shell.view.ScreenLine;
import org.lvsh.shell.watch.Key;

/**
 * A terminal whose whole screen is taken for a while. What was on it is there again afterwards,
 * also where the process is ended by a signal: then nothing is drawn any more.
 */
final class FullScreen implements AutoCloseable {
  private static final int LEAST = 1;

  private final Terminal terminal;
  private final Colours colours;
  private final Display display;
  private final Attributes before;
  private final BindingReader keyboard;
  private final KeyMap<Key> keys;
  private final ShutdownHooks.Task atTheEnd = this::end;
  private final Terminal.SignalHandler resizing;
  private final Terminal.SignalHandler continuing;
  private final Terminal.SignalHandler interrupting;
  private volatile boolean changed = true;
  private volatile boolean interrupted;
  private Size size = new Size(LEAST, LEAST);
  private volatile boolean ending;
  private boolean closed;

  private FullScreen(Terminal terminal, Colours colours) {
    this.terminal = terminal;
    this.colours = colours;
    this.display = new Display(terminal, true);
    this.keyboard = new BindingReader(terminal.reader());
    this.keys = Keys.of(terminal);
    this.before = terminal.getAttributes();
    this.resizing = terminal.handle(Terminal.Signal.WINCH, signal -> changed = true);
    this.continuing = terminal.handle(Terminal.Signal.CONT, signal -> changed = true);
    this.interrupting = terminal.handle(Terminal.Signal.INT, signal -> interrupted = true);
  }

  /** Takes the screen. */
  static FullScreen take(Terminal terminal, Colours colours) {
    FullScreen screen = new FullScreen(terminal, colours);
    ShutdownHooks.add(screen.atTheEnd);
    screen.prepare();
    return screen;
  }

  /** Keys come one by one, and none of them is a signal. */
  private synchronized void prepare() {
    terminal.enterRawMode();
    Attributes attributes = terminal.getAttributes();
    attributes.setLocalFlag(Attributes.LocalFlag.ISIG, false);
    terminal.setAttributes(attributes);
    terminal.puts(Capability.enter_ca_mode);
    terminal.puts(Capability.keypad_xmit);
    terminal.puts(Capability.cursor_invisible);
    terminal.flush();
  }

  /** Whether somebody has sent a signal that is as good as Ctrl-C. */
  boolean isInterrupted() {
    return interrupted;
  }

  /** Whether it is to be drawn as a whole, since its size has changed. */
  boolean hasChanged() {
    return changed;
  }

  /** Lets all of it be drawn anew. */
  void clear() {
    changed = true;
  }

  int width() {
    return size.getColumns();
  }

  int height() {
    return size.getRows();
  }

  /**
   * Waits for a key.
   *
   * @return as {@link BindingReader#peekCharacter} says
   */
  int await(long millis) {
    return untilTheEnd(() -> keyboard.peekCharacter(millis));
  }

  /** Takes a key; empty where only a part of it has come. */
  Optional<Key> take() {
    return untilTheEnd(() -> Optional.ofNullable(keyboard.readBinding(keys, null, false)));
  }

  /** Whatever reads a terminal changes how it is read, so it must not when the process ends. */
  private <T> T untilTheEnd(Supplier<T> read) {
    synchronized (this) {
      if (!ending) {
        return read.get();
      }
    }
    while (true) {
      LockSupport.park(this);
    }
  }

  /** Gives the screen back where the process ends; whoever reads it waits for that. */
  private void end() {
    ending = true;
    close();
  }

  /** Draws what has changed. */
  synchronized void draw(Console.Live live) {
    if (closed) {
      return;
    }
    if (changed) {
      changed = false;
      Size now = terminal.getSize();
      size = new Size(Math.max(LEAST, now.getColumns()), Math.max(LEAST, now.getRows()));
      display.clear();
      display.resize(size.getRows(), size.getColumns());
    }
    List<AttributedString> lines = new ArrayList<>();
    for (ScreenLine line : live.draw(size.getColumns(), size.getRows())) {
      lines.add(drawn(line));
    }
    display.update(lines, 0);
  }

  private AttributedString drawn(ScreenLine line) {
    AttributedStringBuilder text = new AttributedStringBuilder();
    if (line.selected()) {
      text.append(line.text(), AttributedStyle.INVERSE);
    } else {
      for (Line piece : line.pieces()) {
        text.append(AttributedString.fromAnsi(colours.apply(piece)));
      }
    }
    return text.toAttributedString();
  }

  /** Gives the screen back; once is enough. */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    terminal.puts(Capability.cursor_normal);
    terminal.puts(Capability.keypad_local);
    terminal.puts(Capability.exit_ca_mode);
    terminal.flush();
    terminal.setAttributes(before);
    terminal.handle(Terminal.Signal.WINCH, resizing);
    terminal.handle(Terminal.Signal.CONT, continuing);
    terminal.handle(Terminal.Signal.INT, interrupting);
    ShutdownHooks.remove(atTheEnd);
  }
}
