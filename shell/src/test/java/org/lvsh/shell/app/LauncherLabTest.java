package org.lvsh.shell.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** {@code scripts/lvsh} on a real kernel. */
@Tag("lab")
class LauncherLabTest {
  @BeforeEach
  void empty() {
    Lab.empty();
  }

  /**
   * As where {@code /tmp} is mounted without the right to run what lies in it: a library that had
   * to be unpacked there could not be loaded.
   */
  @Test
  void nothingIsUnpackedToSpeakWithTheKernel() {
    String shown =
        Lab.bash(
            """
            cd /proc
            export JAVA_TOOL_OPTIONS=-Djava.io.tmpdir=/proc/nowhere
            '%s/scripts/lvsh' show services 2>/dev/null
            """
                .formatted(Project.ROOT));
    assertEquals("no services\n", shown);
  }
}
