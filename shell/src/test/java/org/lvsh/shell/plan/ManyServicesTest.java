package org.lvsh.shell.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.lvsh.shell.compile.RandomFiles;
import org.lvsh.shell.session.Scene;

/** A large configuration takes a time in proportion: a quadratic step would take minutes here. */
class ManyServicesTest {
  private static final int SERVICES = RandomFiles.seeds(10_000, 50_000);
  private static final Duration LIMIT = Duration.ofSeconds(60 + SERVICES / 250);

  private static String file() {
    StringBuilder file = new StringBuilder();
    for (int i = 0; i < SERVICES; i++) {
      file.append(
          "service s%d on 10.%d.%d.1 port %d\n"
              .formatted(i, i >> 8 & 0xFF, i & 0xFF, 80 + (i >> 16)));
      file.append("  server 172.16.%d.%d\n".formatted(i >> 8 & 0xFF, i & 0xFF));
    }
    return file.toString();
  }

  @Test
  void manyServicesAreDeclaredEditedAndRemovedInTime() {
    Scene scene = Scene.empty();
    assertTimeout(
        LIMIT,
        () -> {
          scene.apply(file());
          assertEquals(SERVICES, scene.live().services().size());
          assertTrue(scene.plan(file()).isEmpty());
          assertEquals(1, scene.plan("set s7 wrr").operations().size());
          scene.apply("remove all");
        });
  }

  @Test
  void manyServersOfOneServiceAreDeclaredAndRemovedInTime() {
    StringBuilder file = new StringBuilder("service web on 10.0.0.1 port 80\n");
    for (int i = 0; i < SERVICES; i++) {
      file.append("  server 172.16.%d.%d:80\n".formatted(i >> 8 & 0xFF, i & 0xFF));
    }
    Scene scene = Scene.empty();
    assertTimeout(
        LIMIT,
        () -> {
          scene.apply(file.toString());
          assertEquals(SERVICES, scene.servers().size());
          assertTrue(scene.plan(file.toString()).isEmpty());
        });
  }
}
