package org.lvsh.kernel.traffic;

import java.util.OptionalLong;
import org.lvsh.kernel.model.Forwarding;
import org.lvsh.kernel.model.RealServer;
import org.lvsh.kernel.model.ServerKey;
import org.lvsh.kernel.model.ServerStatistics;
import org.lvsh.kernel.model.ServiceKey;

/**
 * A real server of a service as the kernel holds it ({@code struct ip_vs_dest}): its settings, what
 * hangs on it, and its place in the service's list. One that was removed goes on in the trash while
 * anything hangs on it.
 */
final class Destination implements Contender {
  private final ServiceKey serviceKey;
  private final Meter meter = new Meter();
  private BalancedService owner;
  private RealServer settings;
  private int lastWeight;
  private boolean available = true;
  private boolean overloaded;
  private int active;
  private long total;
  private int persistent;
  private int remembered;
  private OptionalLong idleSince = OptionalLong.empty();

  /** The next one in the list, which was added before this one. Kept when this one is removed. */
  private Destination older;

  /** The one before it in the list, which was added after this one. Kept likewise. */
  private Destination newer;

  Destination(BalancedService owner, RealServer settings) {
    this.serviceKey = owner.key();
    this.owner = owner;
    this.settings = settings;
    this.lastWeight = settings.weight();
  }

  ServiceKey serviceKey() {
    return serviceKey;
  }

  @Override
  public ServerKey key() {
    return settings.key();
  }

  RealServer settings() {
    return settings;
  }

  BalancedService owner() {
    return owner;
  }

  Meter meter() {
    return meter;
  }

  @Override
  public int weight() {
    return settings.weight();
  }

  @Override
  public int lastWeight() {
    return lastWeight;
  }

  void restoreLastWeight(int weight) {
    lastWeight = weight;
  }

  boolean isAvailable() {
    return available;
  }

  @Override
  public boolean isOverloaded() {
    return overloaded;
  }

  void restoreOverload(boolean was) {
    overloaded = was;
  }

  @Override
  public long active() {
    return active;
  }

  @Override
  public long total() {
    return total;
  }

  /** Whether replies come back through the director, which then sees and counts them. */
  boolean isMasqueraded() {
    return settings.forwarding().method() == Forwarding.Method.MASQUERADE;
  }

  ServerStatistics statistics(long now) {
    return new ServerStatistics(meter.read(now), active, total - active, persistent);
  }

  /** Whether a connection, a template or a scheduler's memory refers to it. */
  boolean isReferenced() {
    return total + persistent + remembered > 0;
  }

  /** A scheduler keeps it in mind. */
  void remember() {
    remembered++;
  }

  void forget() {
    remembered--;
  }

  /** A connection begins ({@code ip_vs_bind_dest}). */
  void bindConnection() {
    total++;
    if (total == settings.upperLimit()) {
      updateOverload(1);
    }
  }

  /** A connection becomes one that counts as active. */
  void activate() {
    active++;
  }

  /** A connection ends ({@code ip_vs_unbind_dest}). */
  void unbindConnection(boolean wasActive) {
    if (wasActive) {
      active--;
    }
    total--;
    if (total + 1 == lowerLimit()) {
      updateOverload(-1);
    }
  }

  void bindTemplate() {
    persistent++;
  }

  void unbindTemplate() {
    persistent--;
  }

  private long lowerLimit() {
    return Limits.lower(settings);
  }

  /**
   * {@code __ip_vs_dest_update_overload}.
   *
   * @param direction 1 where a connection was added, -1 where one went, 0 where a limit changed
   */
  private void updateOverload(int direction) {
    long upper = settings.upperLimit();
    if (upper == 0) {
      overloaded = false;
    } else if (total >= (direction > 0 ? lowerLimit() : upper)) {
      overloaded = true;
    } else if (total < (direction < 0 ? upper : lowerLimit())) {
      overloaded = false;
    }
  }

  /** Other settings ({@code __ip_vs_update_dest}). */
  void change(RealServer asked) {
    update(asked, asked.weight() != 0);
  }

  /** Back from the trash; counted anew where its service is another than the one it was of. */
  void revive(BalancedService service, RealServer asked) {
    if (owner != service) {
      meter.zero();
      owner = service;
    }
    available = true;
    idleSince = OptionalLong.empty();
    update(asked, true);
  }

  private void update(RealServer asked, boolean keepsWeight) {
    RealServer old = settings;
    settings = asked;
    if (keepsWeight) {
      lastWeight = asked.weight();
    }
    if (old.upperLimit() != asked.upperLimit() || old.lowerLimit() != asked.lowerLimit()) {
      updateOverload(0);
    }
  }

  /** It is removed. */
  void discard() {
    available = false;
  }

  /** Since when nothing has referred to it in the trash, as far as anybody has looked. */
  OptionalLong idleSince() {
    return idleSince;
  }

  void idleSince(OptionalLong since) {
    idleSince = since;
  }

  Destination older() {
    return older;
  }

  Destination newer() {
    return newer;
  }

  void linkOlder(Destination next) {
    older = next;
  }

  void linkNewer(Destination previous) {
    newer = previous;
  }
}
