package org.lvsh.shell.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.lvsh.kernel.model.Errno;
import org.lvsh.kernel.model.Operation;
import org.lvsh.kernel.model.SyncDaemon.Role;

class RefusalsTest {
  private static final String UNKNOWN = "it gives a reason that lvsh does not know";

  private static String reason(int errno) {
    return Refusals.of(new Operation.StopDaemon(Role.MASTER), Optional.of(new Errno(errno)))
        .orElseThrow()
        .reason();
  }

  @Test
  void eachErrnoWithANameHasAMeaning() {
    IntStream.rangeClosed(1, 4095)
        .filter(number -> !new Errno(number).toString().equals("errno " + number))
        .forEach(number -> assertNotEquals(UNKNOWN, reason(number)));
  }

  @Test
  void oneWithoutIsARefusalAllTheSame() {
    assertEquals(UNKNOWN, reason(524));
  }
}
