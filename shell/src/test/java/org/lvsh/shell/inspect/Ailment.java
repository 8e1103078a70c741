package org.lvsh.shell.inspect;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.lvsh.kernel.model.AddressFamily;
import org.lvsh.kernel.model.IpAddress;
import org.lvsh.kernel.model.Mark;
import org.lvsh.kernel.model.Protocol;
import org.lvsh.kernel.model.Scheduler;
import org.lvsh.kernel.model.ServerKey;
import org.lvsh.kernel.model.ServiceEntry;
import org.lvsh.kernel.model.ServiceKey;
import org.lvsh.kernel.model.Setting;
import org.lvsh.kernel.model.Snapshot;
import org.lvsh.kernel.model.VirtualService;

/**
 * What can be wrong with a director that is well otherwise: one for each code, and what the doctor
 * finds. The one that a kernel cannot be used at all is not among them.
 */
public record Ailment(DoctorCode code, Consumer<MadeDirector> cause, List<DoctorCode> alsoFound) {
  private static final List<Ailment> ALL =
      List.of(
          new Ailment(DoctorCode.NAMES_LOST, director -> director.past().losesNames()),
          new Ailment(
              DoctorCode.CUT_SHORT,
              director -> director.past().wasCutShort(Snapshot.EMPTY, director.state())),
          new Ailment(DoctorCode.TRIAL_WAITS, director -> director.past().waits(true)),
          new Ailment(DoctorCode.TRIAL_UNGUARDED, director -> director.past().waits(false)),
          new Ailment(
              DoctorCode.RESTARTED,
              director ->
                  director
                      .past()
                      .applied("apply shop.lvs", director.state(), Snapshot.EMPTY, true)),
          new Ailment(
              DoctorCode.DRIFTED,
              director ->
                  director
                      .past()
                      .applied("apply shop.lvs", Snapshot.EMPTY, director.state(), false)),
          new Ailment(
              DoctorCode.SCHEDULER_MISSING,
              director -> {
                director.past().applied("apply shop.lvs", on("mh"), on("mh"), false);
                director.kernel().withoutScheduler("mh");
              }),
          new Ailment(DoctorCode.VIP_MISSING, director -> director.machine().lacks("192.168.0.1")),
          new Ailment(
              DoctorCode.VIP_DUPLICATE,
              director -> {
                director.declares("service six on fd00::7 port 80", "  server fd00:1::2");
                director.machine().findsElsewhere("eth0", "fd00::7/64").takes("fd00::7/128");
              }),
          new Ailment(
              DoctorCode.VIP_SILENT,
              director ->
                  director
                      .machine()
                      .lacks("192.168.0.1")
                      .holds("lo", "192.168.0.1/32")
                      .set("net/ipv4/conf/all/arp_ignore", 1)),
          new Ailment(
              DoctorCode.VIP_ANSWERED,
              director -> {
                director.declares("sync backup on eth0");
                director
                    .machine()
                    .hears("eth0", "224.0.0.81")
                    .lacks("192.168.0.1")
                    .holds("lo", "192.168.0.1/32");
              }),
          new Ailment(
              DoctorCode.FORWARDING_OFF,
              director -> {
                director.declares("add server 192.168.1.9 masquerade to web");
                director
                    .machine()
                    .set("net/ipv4/ip_forward", 0)
                    .set("net/ipv4/conf/eth1/forwarding", 0);
              }),
          new Ailment(
              DoctorCode.REDIRECTS_SENT,
              director -> {
                director.declares("add server 192.168.0.9 masquerade to web");
                director.machine().set("net/ipv4/conf/all/send_redirects", 1);
              }),
          new Ailment(
              DoctorCode.REVERSE_PATH,
              director ->
                  director
                      .machine()
                      .set("net/ipv4/conf/eth0/rp_filter", 1)
                      .noRoute("0.0.0.0/0")
                      .route("0.0.0.0/0", "192.168.1.254", "eth1")),
          new Ailment(
              DoctorCode.SOURCE_NAT_BLIND,
              director -> {
                director.declares("add server 192.168.1.9 masquerade to web");
                director.kernel().translatesSources();
              }),
          new Ailment(
              DoctorCode.SERVER_UNREACHABLE,
              director -> {
                director.declares("add server 203.0.113.9 tunnel to web");
                director.machine().noRoute("0.0.0.0/0");
              }),
          new Ailment(
              DoctorCode.SERVER_BEHIND_GATEWAY,
              director -> director.declares("add server 203.0.113.9 to web")),
          new Ailment(DoctorCode.INTERFACE_DOWN, director -> director.machine().off("eth1")),
          new Ailment(
              DoctorCode.SERVER_LOCAL,
              director -> director.declares("add server 192.168.1.1 to web")),
          new Ailment(
              DoctorCode.NO_USABLE_SERVER,
              director -> director.declares("set web server 192.168.1.2 weight 0")),
          new Ailment(
              DoctorCode.DRAINED_STICKY,
              director -> {
                director.declares(
                    "service sticky on 192.168.0.1 port 443 sticky 600s",
                    "  server 192.168.1.2",
                    "  server 192.168.1.3 weight 0");
                director
                    .kernel()
                    .carrying(
                        new ServiceKey.OnAddress(Protocol.TCP, IpAddress.of("192.168.0.1"), 443),
                        new ServerKey(IpAddress.of("192.168.1.3"), 443),
                        0,
                        0,
                        25);
              }),
          new Ailment(
              DoctorCode.CONNECTIONS_STRANDED,
              director -> director.connects(3, "192.168.1.77", 80)),
          new Ailment(
              DoctorCode.TABLE_SMALL,
              director -> director.connects(9, "192.168.1.2", 80).machine().chains(2)),
          new Ailment(
              DoctorCode.CONNTRACK_FULL,
              director ->
                  director
                      .machine()
                      .set("net/netfilter/nf_conntrack_count", 65_000)
                      .set("net/netfilter/nf_conntrack_max", 65_536)),
          new Ailment(
              DoctorCode.CONNTRACK_UNUSED, director -> director.declares("kernel conntrack = 1")),
          new Ailment(
              DoctorCode.SYNC_INTERFACE_MISSING,
              director -> {
                director.declares("sync master on eth0");
                director.machine().without("eth0");
              }),
          new Ailment(
              DoctorCode.SYNC_INTERFACE_DOWN,
              director -> {
                director.declares("sync master on eth0 id 3");
                director.machine().unplugged("eth0");
              }),
          new Ailment(
              DoctorCode.SYNC_DEAF,
              director -> director.declares("sync backup on eth0 id 3 group 239.0.0.81")),
          new Ailment(
              DoctorCode.SYNC_WITHOUT_SERVICES,
              director -> {
                director.declares("sync backup on eth0", "remove all");
                director.machine().hears("eth0", "224.0.0.81");
              }),
          new Ailment(
              DoctorCode.SYNC_LOOP,
              director -> {
                director.declares("sync backup on eth0", "add server 192.168.1.1 to web");
                director.machine().hears("eth0", "224.0.0.81");
              },
              DoctorCode.SERVER_LOCAL),
          new Ailment(
              DoctorCode.SYNC_VERSION_OLD,
              director ->
                  director.declares(
                      "sync master on eth0",
                      "kernel sync_version = 0",
                      "service six on fd00::1 port 80",
                      "  server fd00:1::2")),
          new Ailment(
              DoctorCode.DEFENCE_ACTIVE,
              director -> director.moves(new Setting("drop_entry", "2"))),
          new Ailment(
              DoctorCode.DROPS_ALWAYS, director -> director.declares("kernel drop_packet = 3")),
          new Ailment(
              DoctorCode.RATES_OFF, director -> director.declares("kernel run_estimation = 0")),
          new Ailment(
              DoctorCode.MARK_SHARED,
              director -> {
                director.declares(
                    "service shop on 192.168.0.1 ports 8080,8443 mark 10", "  server 192.168.1.2");
                director.kernel().setsElsewhere(new Mark(10));
              }),
          new Ailment(
              DoctorCode.MARK_UNSET,
              director -> director.declares("service marked on mark 5", "  server 192.168.1.2")),
          new Ailment(
              DoctorCode.SERVICES_OF_OTHERS,
              director ->
                  director.others(
                      new ServiceKey.OnAddress(Protocol.UDP, IpAddress.of("192.168.0.1"), 53))),
          new Ailment(
              DoctorCode.PROGRAM_OF_OTHERS, director -> director.machine().runs("keepalived")));

  private Ailment(DoctorCode code, Consumer<MadeDirector> cause, DoctorCode... alsoFound) {
    this(code, cause, List.of(alsoFound));
  }

  /** All of them. */
  public static List<Ailment> all() {
    return ALL;
  }

  /** The one of a code. */
  public static Ailment of(DoctorCode code) {
    return ALL.stream().filter(one -> one.code == code).findFirst().orElseThrow();
  }

  /** A state with a service on a scheduler. */
  static Snapshot on(String scheduler) {
    ServiceKey key = new ServiceKey.OnMark(AddressFamily.IPV4, new Mark(77));
    TreeMap<ServiceKey, ServiceEntry> services = new TreeMap<>();
    services.put(key, ServiceEntry.of(VirtualService.of(key, Scheduler.of(scheduler)), List.of()));
    return new Snapshot(
        services,
        Snapshot.EMPTY.markRules(),
        Snapshot.EMPTY.ownership(),
        Snapshot.EMPTY.timeouts(),
        Snapshot.EMPTY.lastMark(),
        Snapshot.EMPTY.daemons(),
        Snapshot.EMPTY.settings());
  }

  /** Lets a director fall ill. */
  public void befall(MadeDirector director) {
    cause.accept(director);
  }

  /** All that is found then, the worst first. */
  List<DoctorCode> found() {
    List<DoctorCode> all = new ArrayList<>(List.of(code));
    all.addAll(alsoFound);
    return all;
  }

  @Override
  public String toString() {
    return code.word();
  }
}
