package org.lvsh.kernel.traffic;

import java.time.Duration;
import java.util.Map;
import org.lvsh.kernel.model.KnownSetting;
import org.lvsh.kernel.model.Setting;
import org.lvsh.kernel.model.Timeouts;

/**
 * The settings of a kernel that its traffic depends on.
 *
 * @param timeouts how long idle connections live
 * @param expireNodest {@code expire_nodest_conn}: whether connections end with their server
 * @param expireQuiescent {@code expire_quiescent_template}: whether templates end with the weight
 *     of their server
 * @param lblcExpiration {@code lblc_expiration}
 * @param lblcrExpiration {@code lblcr_expiration}
 */
public record TrafficSettings(
    Timeouts timeouts,
    boolean expireNodest,
    boolean expireQuiescent,
    Duration lblcExpiration,
    Duration lblcrExpiration) {
  /** {@code DEFAULT_EXPIRATION} in {@code ip_vs_lblc.c}. */
  private static final Duration DAY = Duration.ofDays(1);

  /** What a kernel starts with. */
  public static final TrafficSettings DEFAULT =
      new TrafficSettings(Timeouts.DEFAULT, false, false, DAY, DAY);

  /** Those of a kernel; what is not said there is as it starts. */
  public static TrafficSettings of(Timeouts timeouts, Map<String, Setting> settings) {
    return new TrafficSettings(
        timeouts,
        KnownSetting.EXPIRE_NODEST_CONN.isOn(settings),
        KnownSetting.EXPIRE_QUIESCENT_TEMPLATE.isOn(settings),
        Duration.ofSeconds(KnownSetting.LBLC_EXPIRATION.value(settings)),
        Duration.ofSeconds(KnownSetting.LBLCR_EXPIRATION.value(settings)));
  }
}
