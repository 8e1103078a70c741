package org.lvsh.shell.plan;

import java.util.List;
import java.util.Optional;
import org.lvsh.shell.compile.ServiceSpec;

/**
 * All that happens to the service of one name.
 *
 * @param name the name afterwards, or the one it had
 * @param before empty where it is new; its name differs from the other where it is renamed
 * @param after empty where it goes
 * @param entries the entries that come, go or get other settings
 */
public record ServiceChange(
    String name,
    ChangeKind kind,
    Optional<ServiceSpec> before,
    Optional<ServiceSpec> after,
    List<EntryChange> entries,
    List<ServerChange> servers,
    List<RuleChange> rules,
    boolean newOwnership) {
  public ServiceChange {
    entries = List.copyOf(entries);
    servers = List.copyOf(servers);
    rules = List.copyOf(rules);
  }

  /**
   * The service as it will be, or was where it goes; empty where only rules or a name are left of
   * it.
   */
  public Optional<ServiceSpec> spec() {
    return after.or(() -> before);
  }

  /** The name it had, where that changes. */
  public Optional<String> formerName() {
    return before
        .map(ServiceSpec::name)
        .filter(former -> after.isPresent() && !former.equals(name));
  }
}
