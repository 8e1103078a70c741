package org.lvsh.shell.apply;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.lvsh.kernel.model.IpAddress;
import org.lvsh.kernel.model.MarkRule;
import org.lvsh.kernel.model.Operation;
import org.lvsh.kernel.model.Ports;
import org.lvsh.kernel.model.ServiceKey;

/**
 * The names and the ports that operations give to services. Whoever takes one of them meanwhile is
 * in the way, though the operations do not touch what is theirs.
 */
final class Given {
  private final Set<String> names = new HashSet<>();
  private final Map<IpAddress, List<MarkRule.Match>> marked = new HashMap<>();
  private final Map<IpAddress, List<MarkRule.Match>> served = new HashMap<>();

  /** What these give. */
  Given(List<Operation> operations) {
    for (Operation operation : operations) {
      if (operation instanceof Operation.SetOwnership name) {
        names.add(name.ownership().name());
      } else if (operation instanceof Operation.AddMarkRule mark) {
        add(marked, mark.rule().match());
      } else if (operation instanceof Operation.AddService service) {
        place(service.service().key()).ifPresent(place -> add(served, place));
      }
    }
  }

  private static void add(Map<IpAddress, List<MarkRule.Match>> places, MarkRule.Match place) {
    places.computeIfAbsent(place.address(), first -> new ArrayList<>()).add(place);
  }

  /** Where a service on an address is; a service on any port leaves all others theirs. */
  private static Optional<MarkRule.Match> place(ServiceKey key) {
    return key instanceof ServiceKey.OnAddress on && on.port() != 0
        ? Optional.of(new MarkRule.Match(on.protocol(), on.address(), Ports.of(on.port())))
        : Optional.empty();
  }

  /** Whether it is a name of these. */
  boolean isName(Optional<String> name) {
    return name.filter(names::contains).isPresent();
  }

  /** Whether these mark its packets, so that it gets none. */
  boolean marks(ServiceKey key) {
    return place(key).filter(place -> overlaps(marked, place)).isPresent();
  }

  /** Whether it marks what these mark, or packets for a service that these add. */
  boolean isMarked(MarkRule.Match match) {
    return overlaps(marked, match) || overlaps(served, match);
  }

  private static boolean overlaps(
      Map<IpAddress, List<MarkRule.Match>> places, MarkRule.Match place) {
    return places.getOrDefault(place.address(), List.of()).stream().anyMatch(place::overlaps);
  }
}
