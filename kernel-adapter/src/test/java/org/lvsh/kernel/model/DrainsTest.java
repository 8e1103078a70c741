package org.lvsh.kernel.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DrainsTest {
  private static final ServerKey IPV4 = new ServerKey(IpAddress.of("10.0.0.1"), 80);
  private static final ServerKey IPV6 = new ServerKey(IpAddress.of("fd00::1"), 0);
  private static final Instant SINCE = Instant.ofEpochSecond(1_764_126_000);

  @Test
  void theyAreOneWordInTheOrderOfTheServers() {
    Drains both = Drains.NONE.with(IPV6, new Drain(2, SINCE)).with(IPV4, new Drain(4, SINCE));
    assertEquals("10.0.0.1:80=4@1764126000,[fd00::1]:0=2@1764126000", both.toString());
    assertEquals(both, Drains.of(both.toString()));
    assertEquals(Optional.of(new Drain(4, SINCE)), both.of(IPV4));
    assertEquals(Drains.NONE, both.without(IPV4).without(IPV6));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "10.0.0.1:80",
        "10.0.0.1:80=4",
        "10.0.0.1=4@1",
        "10.0.0.1:80=-1@1",
        "10.0.0.1:80=4294967295@1",
        "10.0.0.1:65536=4@1",
        "fd00::1:80=4@1",
        "10.0.0.1:80=4@1,",
        "10.0.0.1:80=4@1,10.0.0.1:80=4@1",
        "10.0.0.1:80=4@9999999999999"
      })
  void anythingElseIsNone(String text) {
    assertThrows(IllegalArgumentException.class, () -> Drains.of(text));
  }

  @Test
  void aWeightIsNotNegativeAndAMomentAWholeSecond() {
    assertThrows(IllegalArgumentException.class, () -> new Drain(-1, SINCE));
    assertThrows(IllegalArgumentException.class, () -> new Drain(1, SINCE.plusMillis(1)));
    assertThrows(IllegalArgumentException.class, () -> new Drain(1, Instant.ofEpochSecond(-1)));
  }
}
