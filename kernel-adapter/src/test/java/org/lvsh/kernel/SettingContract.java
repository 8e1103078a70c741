package org.lvsh.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lvsh.kernel.Samples.add;
import static org.lvsh.kernel.Samples.mark;
import static org.lvsh.kernel.Samples.service;
import static org.lvsh.kernel.model.Errno.EINVAL;
import static org.lvsh.kernel.model.Errno.ENOENT;

import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.lvsh.kernel.model.KnownSetting;
import org.lvsh.kernel.model.Operation;
import org.lvsh.kernel.model.Outcome;
import org.lvsh.kernel.model.Setting;

/** The part of the contract that is about the settings in files of their own. */
public interface SettingContract {
  /** Not of Linux 6.1 as Debian builds it, or only with the module of a scheduler. */
  Set<KnownSetting> NOT_ALWAYS =
      Set.of(
          KnownSetting.DEBUG_LEVEL,
          KnownSetting.EST_CPULIST,
          KnownSetting.EST_NICE,
          KnownSetting.LBLC_EXPIRATION,
          KnownSetting.LBLCR_EXPIRATION);

  TriedKernel kernel();

  private static Operation setting(String name, String value) {
    return new Operation.SetSetting(new Setting(name, value));
  }

  private String value(String name) {
    return kernel().read().settings().get(name).value();
  }

  private void keeps(String name, String... values) {
    for (String value : values) {
      kernel().takes(setting(name, value));
      assertEquals(value, value(name), name);
    }
  }

  private void refusesValues(String name, String... values) {
    for (String value : values) {
      kernel().refuses(EINVAL, setting(name, value));
    }
  }

  @Test
  default void aFreshKernelHasEverySettingWithItsFirstValue() {
    NavigableMap<String, Setting> settings = kernel().read().settings();
    for (KnownSetting known : KnownSetting.values()) {
      if (!NOT_ALWAYS.contains(known)) {
        Setting there = settings.get(known.fileName());
        assertEquals(known.first().orElse(there), there, known::fileName);
        assertTrue(known.takes(there), there::toString);
      }
    }
    settings.forEach((name, setting) -> assertTrue(setting.known().isPresent(), name));
    settings.forEach((name, setting) -> assertEquals(name, setting.name()));
  }

  @Test
  default void everySettingTakesTheValueThatItHas() {
    NavigableMap<String, Setting> before = kernel().read().settings();
    before.values().forEach(one -> kernel().takes(new Operation.SetSetting(one)));
    assertEquals(before, kernel().read().settings());
  }

  @Test
  default void aSettingKeepsWhatItTakes() {
    keeps("expire_nodest_conn", "1", "7", "-1", "0");
    keeps("expire_quiescent_template", "1", "0");
    keeps("am_droprate", "2147483647", "-2147483648", "10");
    keeps("sync_version", "0", "1");
    keeps("sync_ports", "2", "1073741824", "1");
    keeps("sync_retries", "3", "0");
    keeps("sync_threshold", "0 1", "9 0", "2147483646 2147483647", "3 50");
    keeps("sync_refresh_period", "8589934", "-8589934", "0");
    keeps("drop_entry", "3", "1", "0");
    String before = value("sync_qlen_max");
    keeps("sync_qlen_max", "0", "18446744073709551615", before);
  }

  @Test
  default void aNumberOutOfRangeIsRefused() {
    refusesValues("expire_nodest_conn", "2147483648", "-2147483649", "99999999999999999999");
    refusesValues("drop_entry", "4", "-1");
    refusesValues("drop_packet", "4", "-1");
    refusesValues("secure_tcp", "4", "-1");
    refusesValues("sync_version", "2", "-1");
    refusesValues("sync_ports", "0", "3", "-2");
    refusesValues("sync_retries", "4", "-1");
    refusesValues("sync_threshold", "3 3", "4 3", "-1 3", "0 -1");
    refusesValues("sync_refresh_period", "8589935", "-8589935", "2147483648");
    refusesValues("sync_qlen_max", "-1", "18446744073709551616");
  }

  /** Of some of these Linux takes a part, or another number, without a word. */
  @Test
  default void whatIsNotAsManyPlainNumbersIsRefused() {
    refusesValues("conn_reuse_mode", "", "on", "0x1", "010", "+1", "1.5", "1s", "1 1", "1,1", "-0");
    refusesValues("sync_threshold", "", "5", "5 x", "x 5", "5 60 7", "5,60");
    refusesValues("sync_qlen_max", "many", "1 2");
  }

  @Test
  default void aSettingThatIsNotThereIsRefused() {
    kernel().refuses(ENOENT, setting("no_such_setting", "1"));
    kernel().refuses(ENOENT, setting("Conntrack", "1"));
  }

  /** There is memory enough, so that the kernel defends itself in no case. */
  @Test
  default void theKernelMovesADefenseThatIsAutomatic() {
    for (String name : List.of("drop_entry", "drop_packet", "secure_tcp")) {
      kernel().takes(setting(name, "2"));
      assertEquals("1", value(name), name);
      kernel().takes(setting(name, "0"));
    }
  }

  @Test
  default void eachSettingStandsByItself() {
    Operation[] operations = {
      setting("sync_retries", "2"), setting("sync_retries", "9"), setting("sync_ports", "4")
    };
    assertEquals(
        List.of(
            Outcome.done(operations[0]),
            Outcome.refused(operations[1], EINVAL),
            Outcome.done(operations[2])),
        kernel().apply(operations));
    assertEquals("2", value("sync_retries"));
    assertEquals("4", value("sync_ports"));
  }

  @Test
  default void settingsStayWhereServicesComeAndGo() {
    kernel().takes(setting("sync_ports", "8"), add(mark(5)), setting("pmtu_disc", "0"));
    kernel().takes(new Operation.RemoveService(mark(5)));
    NavigableMap<String, Setting> expected = new TreeMap<>(kernel().read().settings());
    expected.put("sync_ports", new Setting("sync_ports", "8"));
    expected.put("pmtu_disc", new Setting("pmtu_disc", "0"));
    assertEquals(expected, kernel().read().settings());
  }

  @Test
  default void aSchedulersModuleBringsItsSetting() {
    kernel().takes(add(service(mark(5), "lblc")), add(service(mark(6), "lblcr")));
    assertEquals("86400", value("lblc_expiration"));
    keeps("lblcr_expiration", "60", "8589934", "86400");
    refusesValues("lblc_expiration", "8589935", "1 2");
    kernel().takes(new Operation.RemoveService(mark(5)), new Operation.RemoveService(mark(6)));
    assertEquals("86400", value("lblc_expiration"));
  }
}
