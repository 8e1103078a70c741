package org.lvsh.shell.compile;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.lvsh.kernel.model.AddressFamily;
import org.lvsh.kernel.model.IpAddress;
import org.lvsh.kernel.model.Mark;
import org.lvsh.kernel.model.Ports;
import org.lvsh.kernel.model.Protocol;

/** Which packets a service is for. */
public sealed interface Target {
  PersistenceClass persistenceClass();

  Set<AddressFamily> families();

  /** The port that a server has where none is said: that of a service on one port, else 0. */
  default int serverPort() {
    return this instanceof OnAddresses on && persistenceClass() == PersistenceClass.PORT
        ? on.ports().get(0).first()
        : 0;
  }

  <R> R accept(Cases<R> cases);

  /** One case for each kind of target. */
  interface Cases<R> {
    R onAddresses(OnAddresses target);

    R onMark(OnMark target);
  }

  /**
   * Virtual addresses, protocols and ports.
   *
   * @param addresses in the order they were said, at least one
   * @param ports disjoint, in ascending order, at least one
   */
  record OnAddresses(
      List<IpAddress> addresses, List<Ports> ports, Set<Protocol> protocols, MarkChoice mark)
      implements Target {
    public OnAddresses {
      addresses = List.copyOf(addresses);
      ports = List.copyOf(new TreeSet<>(ports));
      protocols = Collections.unmodifiableSet(EnumSet.copyOf(protocols));
      Objects.requireNonNull(mark);
    }

    @Override
    public PersistenceClass persistenceClass() {
      boolean single = addresses.size() == 1 && protocols.size() == 1 && ports.size() == 1;
      if (single && mark.equals(MarkChoice.NONE)) {
        if (ports.get(0).isAny()) {
          return PersistenceClass.CLIENT;
        }
        if (ports.get(0).isSingle()) {
          return PersistenceClass.PORT;
        }
      }
      return PersistenceClass.FIREWALL_MARK;
    }

    @Override
    public Set<AddressFamily> families() {
      Set<AddressFamily> families = EnumSet.noneOf(AddressFamily.class);
      addresses.forEach(address -> families.add(address.family()));
      return families;
    }

    @Override
    public <R> R accept(Cases<R> cases) {
      return cases.onAddresses(this);
    }
  }

  /** A mark that somebody else sets. */
  record OnMark(Mark mark, AddressFamily family) implements Target {
    @Override
    public PersistenceClass persistenceClass() {
      return PersistenceClass.FIREWALL_MARK;
    }

    @Override
    public Set<AddressFamily> families() {
      return EnumSet.of(family);
    }

    @Override
    public <R> R accept(Cases<R> cases) {
      return cases.onMark(this);
    }
  }
}
