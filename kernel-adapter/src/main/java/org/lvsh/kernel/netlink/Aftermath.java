package org.lvsh.kernel.netlink;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.lvsh.kernel.model.Operation;
import org.lvsh.kernel.model.Outcome;
import org.lvsh.kernel.model.ServiceKey;
import org.lvsh.kernel.model.VirtualService;

/**
 * Finds out what became of operations whose answers were lost. The kernel has carried out the whole
 * batch by then, so what it holds tells: an operation that nothing later in the batch touches again
 * is done if the kernel holds what it asks for. If not it was refused, and tried once more by
 * itself it is refused again, this time with the reason. What cannot be told stays unknown.
 */
final class Aftermath {
  private final IpvsReader reader;
  private final Function<Operation, Outcome> alone;

  /**
   * Works on one batch.
   *
   * @param alone tries an operation by itself
   */
  Aftermath(IpvsReader reader, Function<Operation, Outcome> alone) {
    this.reader = reader;
    this.alone = alone;
  }

  /** The outcomes of a batch, those that are unknown settled as far as can be. */
  List<Outcome> settle(List<Outcome> outcomes) {
    List<Outcome> settled = new ArrayList<>(outcomes);
    try {
      Effect effect = new Effect(services(), reader);
      for (int at : lastTouches(outcomes)) {
        Operation operation = outcomes.get(at).operation();
        if (outcomes.get(at).status() == Outcome.Status.UNKNOWN) {
          boolean isThere = operation.accept(effect);
          settled.set(at, isThere ? Outcome.done(operation) : alone.apply(operation));
        }
      }
    } catch (NetlinkException exception) {
      // The kernel still does not answer: the rest stays unknown.
      return settled;
    }
    return settled;
  }

  private Map<ServiceKey, VirtualService> services() {
    Map<ServiceKey, VirtualService> byKey = new HashMap<>();
    reader.steadyServices().entries().forEach(service -> byKey.put(service.key(), service));
    return byKey;
  }

  /** The places of the operations after which nothing in the batch touches the same thing. */
  private static List<Integer> lastTouches(List<Outcome> outcomes) {
    Touched later = new Touched();
    List<Integer> places = new ArrayList<>();
    for (int at = outcomes.size() - 1; at >= 0; at--) {
      if (outcomes.get(at).status() == Outcome.Status.REFUSED) {
        continue;
      }
      if (outcomes.get(at).operation().accept(later)) {
        places.add(0, at);
      }
    }
    return places;
  }
}
