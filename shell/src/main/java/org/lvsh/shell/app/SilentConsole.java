package org.lvsh.shell.app;

import java.util.List;
import java.util.Optional;
import org.lvsh.shell.command.Console;
import org.lvsh.shell.view.Line;

/** Where nobody looks: what is worth knowing is in the history and the audit log. */
final class SilentConsole implements Console {
  private static final Attendance NOBODY =
      new Attendance() {
        @Override
        public boolean isStopped() {
          return false;
        }

        @Override
        public void close() {}
      };

  @Override
  public void print(List<Line> lines) {}

  @Override
  public void tell(List<Line> lines) {}

  @Override
  public boolean canAsk() {
    return false;
  }

  @Override
  public Reply ask(String question) {
    return Reply.NOBODY;
  }

  @Override
  public boolean isWatched() {
    return false;
  }

  @Override
  public Watch watch() {
    throw new IllegalStateException("nobody watches");
  }

  @Override
  public Optional<Screen> screen() {
    return Optional.empty();
  }

  @Override
  public boolean isOpen() {
    return true;
  }

  @Override
  public Work begin(String what) {
    return Work.UNSEEN;
  }

  @Override
  public Work beginChange(String what) {
    return Work.UNSEEN;
  }

  @Override
  public Attendance attend(String verb) {
    return NOBODY;
  }
}
