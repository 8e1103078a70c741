package org.lvsh.shell.inspect;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.lvsh.kernel.Kernel;
import org.lvsh.kernel.host.Host;
import org.lvsh.kernel.model.ServiceKey;
import org.lvsh.kernel.model.Snapshot;
import org.lvsh.shell.compile.ServiceNames;

/**
 * A director to be judged.
 *
 * @param state what its kernel holds, under the names that services are known by
 * @param names the name of each entry
 * @param host the machine around the kernel; empty where that is simulated
 */
public record DoctorCase(
    Kernel kernel,
    Snapshot state,
    Map<ServiceKey, String> names,
    Optional<Host> host,
    DoctorPast past) {
  public DoctorCase {
    Objects.requireNonNull(kernel);
    Objects.requireNonNull(state);
    Objects.requireNonNull(host);
    Objects.requireNonNull(past);
  }

  /** A director whose services have the names that its state gives them. */
  public static DoctorCase of(Kernel kernel, Snapshot state, Optional<Host> host, DoctorPast past) {
    return new DoctorCase(kernel, state, ServiceNames.of(state), host, past);
  }

  /** Whether all of the kernel can be read, not only what any user may. */
  boolean isWhole() {
    return kernel.restriction().isEmpty();
  }

  /** The value of one of IPVS's own settings, where the kernel has it. */
  Optional<String> setting(String name) {
    return Optional.ofNullable(state.settings().get(name)).map(setting -> setting.value());
  }

  boolean isSet(String name, String value) {
    return setting(name).equals(Optional.of(value));
  }

  /** Whether lvsh made a service. */
  boolean isOurs(ServiceKey key) {
    return state.ownership().containsKey(key);
  }

  /** The same of all entries of a name. */
  boolean isOurs(String name) {
    return names.entrySet().stream()
        .filter(entry -> entry.getValue().equals(name))
        .allMatch(entry -> isOurs(entry.getKey()));
  }
}
