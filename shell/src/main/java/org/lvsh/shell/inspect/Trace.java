package org.lvsh.shell.inspect;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.lvsh.kernel.model.MarkRule;
import org.lvsh.kernel.model.Persistence;
import org.lvsh.kernel.model.ServerKey;
import org.lvsh.kernel.model.VirtualService;
import org.lvsh.kernel.traffic.EntryKey;
import org.lvsh.kernel.traffic.Packet;
import org.lvsh.kernel.traffic.ServerPorts;
import org.lvsh.kernel.traffic.ServiceSearch;

/**
 * The way of a packet that begins a connection, as far as it can be told from outside the kernel.
 *
 * @param portKnown whether the client's port was said; where it was not, that of the packet stands
 *     for any
 * @param rule the rule of ours that marks the packet
 * @param looked where the kernel looks for a service, up to where it finds one
 * @param connection the one that the packet belongs to; empty also where its port is not known
 * @param template the one that holds for its client
 * @param doubts what may be otherwise
 */
public record Trace(
    Packet packet,
    boolean portKnown,
    Optional<MarkRule> rule,
    List<Looked> looked,
    Optional<Found> found,
    Optional<KnownEntry> connection,
    Optional<KnownEntry> template,
    Way way,
    Doubts doubts) {
  public Trace {
    Objects.requireNonNull(packet);
    Objects.requireNonNull(rule);
    looked = List.copyOf(looked);
    Objects.requireNonNull(found);
    Objects.requireNonNull(connection);
    Objects.requireNonNull(template);
    Objects.requireNonNull(way);
    Objects.requireNonNull(doubts);
  }

  /**
   * Where the kernel looks for a service.
   *
   * @param service the name of the one that is there
   */
  public record Looked(ServiceSearch.Place place, Optional<String> service) {
    public Looked {
      Objects.requireNonNull(place);
      Objects.requireNonNull(service);
    }
  }

  /** The service that takes the packet, and its name. */
  public record Found(String name, VirtualService service) {
    public Found {
      Objects.requireNonNull(name);
      Objects.requireNonNull(service);
    }
  }

  /**
   * What may be otherwise.
   *
   * @param onOthersMarks the services, by name and mark, that the packet would go to if rules of
   *     others marked it, which cannot be told
   * @param calls how many calls of this client are known to the service's persistence engine: one
   *     of them would stay where it is, and which call it is about only the packet says
   * @param connections where the client's port is not known: how many connections it has to the
   *     same place, whose packets go on where they go
   */
  public record Doubts(List<String> onOthersMarks, long calls, long connections) {
    public Doubts {
      onOthersMarks = List.copyOf(onOthersMarks);
    }
  }

  /** What the template of its client is found by; empty where its service makes none. */
  public Optional<EntryKey> templateKey() {
    return found.flatMap(
        one ->
            one.service()
                .persistence()
                .map(persistence -> EntryKey.ofTemplate(one.service(), persistence, packet)));
  }

  /** How its clients stay. */
  public Optional<Persistence> persistence() {
    return found.flatMap(one -> one.service().persistence());
  }

  /** To which port of a server of its service it goes. */
  public int port(ServerKey server) {
    return persistence().isPresent()
        ? ServerPorts.sticky(found.orElseThrow().service().key(), server, packet)
        : ServerPorts.scheduled(server, packet);
  }
}
