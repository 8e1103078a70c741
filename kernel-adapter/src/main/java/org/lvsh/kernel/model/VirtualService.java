package org.lvsh.kernel.model;

import java.util.Objects;
import java.util.Optional;

/**
 * A virtual service as the kernel holds it, without its servers and without counters.
 *
 * @param onePacket each packet is scheduled by itself ({@code ipvsadm -o}); the kernel heeds it for
 *     UDP only
 */
public record VirtualService(
    ServiceKey key, Scheduler scheduler, Optional<Persistence> persistence, boolean onePacket) {
  public VirtualService {
    Objects.requireNonNull(key);
    Objects.requireNonNull(scheduler);
    Objects.requireNonNull(persistence);
  }

  /**
   * The same without what the kernel takes and does not heed, and other tools refuse: {@link
   * #onePacket} on an address where packets are not UDP's ({@code ip_vs_in}). On a mark they may be
   * anyone's.
   */
  public VirtualService heeded() {
    boolean heeded = !(key instanceof ServiceKey.OnAddress on) || on.protocol() == Protocol.UDP;
    return onePacket && !heeded ? new VirtualService(key, scheduler, persistence, false) : this;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof VirtualService that
        && onePacket == that.onePacket
        && key.equals(that.key)
        && scheduler.equals(that.scheduler)
        && persistence.equals(that.persistence);
  }

  @Override
  public int hashCode() {
    return 31 * key.hashCode() + scheduler.hashCode();
  }

  public static VirtualService of(ServiceKey key, Scheduler scheduler, Persistence persistence) {
    return new VirtualService(key, scheduler, Optional.of(persistence), false);
  }

  public static VirtualService of(ServiceKey key, Scheduler scheduler) {
    return new VirtualService(key, scheduler, Optional.empty(), false);
  }
}
