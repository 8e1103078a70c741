package org.lvsh.shell.exchange;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.lvsh.kernel.model.IpAddress;

/** A machine that knows a few hosts and ports. */
public final class KnownMachine implements MachineNames {
  private static final Map<String, Set<Integer>> PORTS =
      Map.of(
          "gsiftp",
          Set.of(2811),
          "twofold",
          Set.of(1, 2),
          "http",
          Set.of(80),
          "domain",
          Set.of(53),
          "login",
          Set.of(49, 513));
  private static final Map<String, IpAddress> HOSTS =
      Map.of("rs1", IpAddress.of("10.1.0.1"), "vip.example.com", IpAddress.of("10.0.0.1"));

  @Override
  public Set<Integer> ports(String name) {
    return PORTS.getOrDefault(name, Set.of());
  }

  @Override
  public Optional<String> node() {
    return Optional.of("lvs1");
  }

  @Override
  public Optional<IpAddress> host(String name) {
    return Optional.ofNullable(HOSTS.get(name));
  }
}
