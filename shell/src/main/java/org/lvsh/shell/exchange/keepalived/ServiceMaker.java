package org.lvsh.shell.exchange.keepalived;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.lvsh.kernel.model.AddressFamily;
import org.lvsh.kernel.model.Forwarding;
import org.lvsh.kernel.model.IpAddress;
import org.lvsh.kernel.model.Mark;
import org.lvsh.kernel.model.MarkRule;
import org.lvsh.kernel.model.Persistence;
import org.lvsh.kernel.model.Ports;
import org.lvsh.kernel.model.Protocol;
import org.lvsh.kernel.model.RealServer;
import org.lvsh.kernel.model.ServerKey;
import org.lvsh.kernel.model.ServiceEntry;
import org.lvsh.kernel.model.ServiceKey;
import org.lvsh.kernel.model.VirtualService;
import org.lvsh.shell.exchange.Gathering;

/**
 * Makes of virtual servers what keepalived makes the kernel hold while all real servers answer
 * ({@code validate_check_config}, {@code link_vsg_to_vs}, {@code ipvs_cmd}).
 */
final class ServiceMaker {
  private final Gathering gathering;
  private final Map<String, Group> groups;
  private final Set<String> usedGroups = new HashSet<>();
  private final Map<AutomaticMark, Mark> automatic = new HashMap<>();
  private OptionalLong nextMark;

  /**
   * Of one configuration.
   *
   * @param firstMark where keepalived marks packets to groups itself ({@code nftables_ipvs})
   */
  ServiceMaker(Gathering gathering, Map<String, Group> groups, OptionalLong firstMark) {
    this.gathering = gathering;
    this.groups = groups;
    this.nextMark = firstMark;
  }

  boolean isUsed(String group) {
    return usedGroups.contains(group);
  }

  void make(VirtualServer server) {
    Optional<Group> group = group(server);
    if (group.isEmpty()) {
      return;
    }
    if (server.servers().isEmpty()) {
      gathering.notCarried(
          server.where(),
          "it has no real servers, and keepalived leaves such a virtual server out");
    } else if (fits(server, group.get())) {
      new Making(server, group.get()).make();
    }
  }

  /** The group that is named, or one of the address or mark alone. */
  private Optional<Group> group(VirtualServer server) {
    if (server.target() instanceof Target.OnGroup on) {
      usedGroups.add(on.name());
      if (!groups.containsKey(on.name())) {
        gathering.error(
            "unknown-group",
            on.where(),
            "there is no virtual_server_group '%s'".formatted(on.name()),
            "define it in this file or in one that it includes");
      }
      return Optional.ofNullable(groups.get(on.name()));
    }
    Member member =
        server.target() instanceof Target.OnAddress on
            ? new Member.OnAddresses(List.of(on.address()), on.port())
            : new Member.OnMark(((Target.OnMark) server.target()).mark(), Optional.empty());
    return Optional.of(new Group("", List.of(member)));
  }

  private boolean fits(VirtualServer server, Group group) {
    Set<AddressFamily> families = group.families();
    boolean fits =
        server.family().isEmpty()
            || families.isEmpty()
            || families.equals(EnumSet.of(server.family().get()));
    if (!fits) {
      gathering.error(
          "other-family",
          server.where(),
          "the group is not of the address family of its virtual server",
          "only lvs_method TUN reaches servers of the other family");
    }
    return fits;
  }

  /** Which packets get a mark of keepalived's own. */
  private record AutomaticMark(String group, Protocol protocol) {}

  /** One virtual server and what it is found by. */
  private final class Making {
    private final VirtualServer server;
    private final Group group;
    private final AddressFamily family;
    private final Protocol protocol;
    private final boolean onePacket;
    private final Optional<Persistence> persistence;

    Making(VirtualServer server, Group group) {
      this.server = server;
      this.group = group;
      this.family = family();
      this.protocol = protocol();
      this.onePacket = onePacket();
      this.persistence = persistence();
    }

    private AddressFamily family() {
      if (server.family().isPresent()) {
        return server.family().get();
      }
      Set<AddressFamily> families = group.families();
      if (families.isEmpty() && group.name().isEmpty()) {
        server.servers().forEach(one -> families.add(one.family()));
      }
      return families.size() == 1 ? families.iterator().next() : AddressFamily.IPV4;
    }

    private Protocol protocol() {
      boolean counts = !group.ranges().isEmpty();
      if (!counts) {
        server
            .protocol()
            .ifPresent(
                said ->
                    gathering.notCarried(
                        said.where(), "a firewall mark stands for packets of every protocol"));
      } else if (server.protocol().isEmpty()) {
        remark("no protocol is said, and keepalived takes UDP then");
      }
      return server.protocol().map(Said::value).orElse(Protocol.UDP);
    }

    private boolean onePacket() {
      boolean wanted = server.onePacket().isPresent();
      if (wanted && !group.ranges().isEmpty() && protocol != Protocol.UDP) {
        gathering.notCarried(
            server.onePacket().get(), "only packets of UDP are scheduled one by one");
        return false;
      }
      return wanted;
    }

    private Optional<Persistence> persistence() {
      OptionalLong seconds = seconds();
      if (seconds.isEmpty()) {
        server
            .engine()
            .ifPresent(
                said ->
                    gathering.notCarried(
                        said.where(), "it has no effect without persistence_timeout"));
        return Optional.empty();
      }
      return Optional.of(
          new Persistence(
              Duration.ofSeconds(seconds.getAsLong()),
              granularity(),
              server.engine().map(Said::value)));
    }

    /** {@code ipvs_group_cmd} sets the netmask of each address and mark anew. */
    private Optional<Persistence.Granularity> granularity() {
      Optional<Said<Persistence.Granularity>> said =
          server.granularity().filter(grain -> !grain.value().isWhole());
      if (said.isPresent() && !group.name().isEmpty() && !hasOwnMark()) {
        gathering.notCarried(
            said.get().where(),
            "keepalived since 2.1 does not heed it for a virtual_server_group: each client's"
                + " address is kept by itself");
        return Optional.empty();
      }
      return said.map(Said::value);
    }

    private boolean hasOwnMark() {
      return nextMark.isPresent() && !group.name().isEmpty() && group.marks().isEmpty();
    }

    private OptionalLong seconds() {
      if (server.timeout().isPresent()) {
        return server.timeout();
      }
      boolean anyPort = group.ranges().stream().anyMatch(range -> range.port() == 0);
      if (!anyPort && server.granularity().isEmpty()) {
        return OptionalLong.empty();
      }
      remark(
          "no persistence_timeout is said, and keepalived takes 360 s for "
              + (anyPort ? "a virtual server without a port" : "one with persistence_granularity"));
      return OptionalLong.of(VirtualServerReader.DEFAULT_PERSISTENCE);
    }

    private void remark(String text) {
      gathering.remark("%s: %s".formatted(server.where(), text));
    }

    void make() {
      if (server.servers().stream().anyMatch(one -> one.forwarding().isEmpty())
          && server.forwarding().isEmpty()) {
        remark("no lvs_method is said, and keepalived takes NAT then");
      }
      if (hasOwnMark()) {
        onOwnMark();
        return;
      }
      for (Member member : group.members()) {
        if (member instanceof Member.OnAddresses range) {
          range.addresses().forEach(address -> onAddress(address, range.port()));
        } else {
          Member.OnMark mark = (Member.OnMark) member;
          add(new ServiceKey.OnMark(mark.family().orElse(family), mark.mark()));
        }
      }
    }

    private void onAddress(IpAddress address, int port) {
      if (!gathering.isFull()) {
        add(new ServiceKey.OnAddress(protocol, address, port));
      }
    }

    /** All of a group on one mark, which rules give to packets to its addresses and ports. */
    private void onOwnMark() {
      if (!isProduct() || group.ranges().stream().anyMatch(range -> range.port() == 0)) {
        remark(
            "the group has not the same ports on each of its addresses, so each address has its"
                + " own service instead of the mark that nftables_ipvs would give");
        group
            .ranges()
            .forEach(range -> range.addresses().forEach(one -> onAddress(one, range.port())));
        return;
      }
      Mark mark =
          automatic.computeIfAbsent(new AutomaticMark(group.name(), protocol), all -> nextMark());
      for (Member.OnAddresses range : group.ranges()) {
        for (IpAddress address : range.addresses()) {
          gathering.rule(
              new MarkRule(new MarkRule.Match(protocol, address, Ports.of(range.port())), mark));
        }
      }
      group.families().forEach(one -> add(new ServiceKey.OnMark(one, mark)));
    }

    /** Whether each address has each port, as {@code ports} of a service say it. */
    private boolean isProduct() {
      Set<IpAddress> addresses = new LinkedHashSet<>();
      Set<Integer> ports = new LinkedHashSet<>();
      Set<String> both = new HashSet<>();
      for (Member.OnAddresses range : group.ranges()) {
        ports.add(range.port());
        range.addresses().forEach(addresses::add);
        range.addresses().forEach(address -> both.add(address + " " + range.port()));
      }
      return both.size() == addresses.size() * ports.size();
    }

    private void add(ServiceKey key) {
      Map<ServerKey, RealServer> servers = new LinkedHashMap<>();
      for (RealServerSaid said : server.servers()) {
        RealServer made = realServer(said, key);
        if (servers.putIfAbsent(made.key(), made) != null) {
          gathering.notCarried(
              said.where(),
              "the virtual server has the real server %s already, and the kernel one of each"
                  .formatted(made.key()));
        }
      }
      VirtualService service =
          new VirtualService(key, server.scheduler(), persistenceOf(key), onePacket);
      Optional<String> name =
          server.name().or(() -> Optional.of(group.name()).filter(one -> !one.isEmpty()));
      gathering.service(
          ServiceEntry.of(service, new ArrayList<>(servers.values())), name, server.where());
    }

    /** A granularity is said for one family, and the other one keeps its own. */
    private Optional<Persistence> persistenceOf(ServiceKey key) {
      return persistence.map(
          all ->
              new Persistence(
                  all.timeout(),
                  all.granularity().filter(grain -> grain.family() == key.family()),
                  all.engine()));
    }

    private RealServer realServer(RealServerSaid said, ServiceKey key) {
      Forwarding forwarding =
          said.forwarding().or(server::forwarding).orElse(Forwarding.MASQUERADE);
      int own = key instanceof ServiceKey.OnAddress on ? on.port() : 0;
      if (own != 0
          && !group.name().isEmpty()
          && forwarding.equals(Forwarding.MASQUERADE)
          && said.port() == 0) {
        gathering.remark(
            "%s: the real server has no port, and keepalived sends clients of a group to port 0"
                    .formatted(said.where())
                + " then; here it has the port of its virtual server");
      }
      boolean keepsPort = forwarding.equals(Forwarding.MASQUERADE) && said.port() != 0;
      if (said.port() != 0 && !keepsPort && said.port() != own) {
        gathering.remark(
            "%s: the port of the real server is %s, since only NAT changes it"
                .formatted(said.where(), own == 0 ? "the client's" : "its virtual server's"));
      }
      return new RealServer(
          new ServerKey(said.address(), keepsPort ? said.port() : own),
          said.weight().orElse(server.weight()),
          forwarding,
          said.upperLimit(),
          said.lowerLimit());
    }
  }

  private Mark nextMark() {
    Mark mark = new Mark(nextMark.getAsLong());
    nextMark = OptionalLong.of(Math.min(mark.value() + 1, Mark.MAX));
    return mark;
  }
}
