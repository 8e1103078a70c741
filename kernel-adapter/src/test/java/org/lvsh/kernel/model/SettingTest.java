package org.lvsh.kernel.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingTest {
  @Test
  void blanksBetweenWordsDoNotMatter() {
    assertEquals(new Setting("x", "3 50"), Setting.of("x", " 3\t \t50\r\n"));
    assertEquals(List.of("3", "50"), Setting.of("x", "3\t50\n").words());
    assertEquals(List.of(), Setting.of("x", "\n").words());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "..", "../ip_forward", "a/b", "a b", "-a", "é"})
  void aNameIsThatOfAFileInTheFolder(String name) {
    assertThrows(IllegalArgumentException.class, () -> new Setting(name, "1"));
  }

  @Test
  void aNameAndAValueHaveALongest() {
    Setting longest = new Setting("n".repeat(63), "v".repeat(1024));
    assertThrows(IllegalArgumentException.class, () -> new Setting(longest.name() + "n", "1"));
    assertThrows(IllegalArgumentException.class, () -> new Setting("n", longest.value() + "v"));
  }

  @ParameterizedTest
  @ValueSource(strings = {" 1", "1 ", "1  2", "1\n", "1\t2", "é", "\u0001"})
  void aValueIsWordsWithOneBlankBetween(String value) {
    assertThrows(IllegalArgumentException.class, () -> new Setting("x", value));
  }

  @ParameterizedTest
  @CsvSource({
    "conntrack,      0,    1,     true",
    "conntrack,      0,    on,    false",
    "conntrack,      0,    1 1,   false",
    "sync_threshold, 3 50, 7 60,  true",
    "sync_threshold, 3 50, 7,     false",
    "sync_threshold, 3 50, 7 x,   false",
    "est_cpulist,    0,    '0-3,8', true",
    "unheard_of,     auto, always, true",
    "unheard_of,     auto, 1,      true",
    "unheard_of,     1,    auto,   false",
    "unheard_of,     '',   a b,    true",
  })
  void aValueFitsWhereTheKernelTakesItWhole(
      String name, String present, String asked, boolean fits) {
    assertEquals(fits, new Setting(name, asked).fits(new Setting(name, present)));
  }

  @Test
  void aDefenseThatTheKernelHasMovedIsTheOneThatWasAskedFor() {
    Setting one = new Setting("drop_entry", "1");
    Setting two = new Setting("drop_entry", "2");
    assertTrue(one.isMetBy(two) && two.isMetBy(one) && one.isMetBy(one));
    assertFalse(one.isMetBy(new Setting("drop_entry", "3")));
    assertFalse(new Setting("drop_entry", "0").isMetBy(one));
    assertFalse(one.isMetBy(new Setting("drop_packet", "2")));
    assertFalse(new Setting("sync_ports", "1").isMetBy(new Setting("sync_ports", "2")));
  }

  @Test
  void whatIsKnownHasTheNameOfItsFileAndTakesItsFirstValue() {
    assertEquals(Optional.of(KnownSetting.AM_DROPRATE), new Setting("am_droprate", "1").known());
    assertEquals(Optional.empty(), new Setting("AM_DROPRATE", "1").known());
    for (KnownSetting known : KnownSetting.values()) {
      known.first().ifPresent(first -> assertTrue(known.takes(first), first::toString));
    }
  }
}
