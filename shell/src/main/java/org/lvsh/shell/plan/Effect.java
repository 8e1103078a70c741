package org.lvsh.shell.plan;

import java.util.Optional;
import org.lvsh.kernel.model.ServerKey;
import org.lvsh.kernel.model.ServiceKey;
import org.lvsh.kernel.model.Setting;

/**
 * What one step of a plan does to the connections, or to the templates, that hang on what it
 * changes.
 *
 * @param operation the place of the step among the plan's operations
 * @param service the name of the service, where the step is about one
 * @param entry the service's entry in the kernel, where the step is about one
 * @param server where the step is about one
 * @param carried how many they are; empty where that is not known
 * @param decidedBy the setting of the kernel that decides, with the value it has by then; empty
 *     where none does
 * @param why one sentence without a full stop, in which {@code their} is what is counted
 */
public record Effect(
    int operation,
    Optional<String> service,
    Optional<ServiceKey> entry,
    Optional<ServerKey> server,
    Thing thing,
    Fate fate,
    Optional<Carried> carried,
    Optional<Setting> decidedBy,
    String why) {

  /** What hangs on a server. */
  public enum Thing {
    CONNECTIONS,
    TEMPLATES
  }

  Effect with(Optional<Carried> count) {
    return new Effect(operation, service, entry, server, thing, fate, count, decidedBy, why);
  }
}
