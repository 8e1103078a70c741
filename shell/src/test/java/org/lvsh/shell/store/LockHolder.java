package org.lvsh.shell.store;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;

/** A process that takes the lock of a folder, says so with an {@code h}, and waits for its end. */
final class LockHolder {
  private LockHolder() {}

  public static void main(String[] arguments) {
    Operator operator = new Operator("other", Optional.empty(), ProcessHandle.current().pid());
    Store.in(Path.of(arguments[0]), operator, Clock.systemUTC())
        .alone(
            "apply other.lvs",
            () -> {
              System.out.write('h');
              System.out.flush();
              return end();
            });
  }

  private static int end() {
    try {
      return System.in.read();
    } catch (IOException closed) {
      return -1;
    }
  }
}
