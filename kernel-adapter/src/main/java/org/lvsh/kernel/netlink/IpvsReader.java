package org.lvsh.kernel.netlink;

import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Function;
import org.lvsh.kernel.model.Counters;
import org.lvsh.kernel.model.RealServer;
import org.lvsh.kernel.model.ServerKey;
import org.lvsh.kernel.model.ServerStatistics;
import org.lvsh.kernel.model.ServiceKey;
import org.lvsh.kernel.model.SyncDaemon;
import org.lvsh.kernel.model.Timeouts;
import org.lvsh.kernel.model.VirtualService;

/**
 * Asks the kernel for what it has. Listings of services and of servers have sockets of their own.
 */
final class IpvsReader implements AutoCloseable {
  private final Channel questions;
  private final Channel services;
  private final Channel servers;
  private OptionalInt family = OptionalInt.empty();

  IpvsReader(NetlinkSocket.Factory factory) {
    this.questions = new Channel(factory);
    this.services = new Channel(factory);
    this.servers = new Channel(factory, Channel.SHORT_ANSWERS);
  }

  /**
   * Asks for the number of the family anew, which loads the module: its number changes when the
   * module does.
   */
  Requests resolve() {
    try {
      family = OptionalInt.of(askFamily());
      return requests();
    } catch (NetlinkException exception) {
      family = OptionalInt.empty();
      throw exception.errno().equals(OptionalInt.of(Linux.ENOENT))
          ? NetlinkException.noIpvs()
          : exception;
    }
  }

  private int askFamily() {
    byte[] request = Requests.family(Ipvs.FAMILY_NAME);
    Message answer = questions.ask(request, "which number IPVS has");
    int number = answer.attributes(Ipvs.Controller.FAMILY).u16(Ipvs.Controller.FAMILY_ID);
    if (number <= Ipvs.Controller.FAMILY) {
      throw NetlinkException.damaged("family number " + number);
    }
    return number;
  }

  private Requests requests() {
    return family.isPresent() ? new Requests(family.getAsInt()) : resolve();
  }

  IpvsInfo info() {
    Requests requests = resolve();
    Attributes attributes =
        questions.ask(requests.info(), "its version").attributes(requests.family());
    return new IpvsInfo(attributes.u32(Ipvs.Info.VERSION), attributes.u32(Ipvs.Info.CONN_TAB_SIZE));
  }

  Timeouts timeouts() {
    Requests requests = resolve();
    Message answer = questions.ask(requests.timeouts(), "its timeouts");
    return TimeoutsCodec.read(answer.attributes(requests.family()));
  }

  Listing<VirtualService> services() {
    return services(ServiceCodec::read, VirtualService::key);
  }

  /** The counters of every service that {@link #services()} lists. */
  Listing<Map.Entry<ServiceKey, Counters>> serviceCounters() {
    return services(
        service ->
            Map.entry(ServiceCodec.read(service).key(), StatisticsCodec.readService(service)),
        Map.Entry::getKey);
  }

  private <T> Listing<T> services(Function<Attributes, T> decode, Function<T, ?> key) {
    Requests requests = resolve();
    Dump<T> dump =
        new Dump<>(
            () -> "which services there are",
            requests.family(),
            attributes -> decode.apply(attributes.nested(Ipvs.Top.SERVICE)),
            key);
    return dump.list(services, requests.services());
  }

  Listing<RealServer> servers(ServiceKey service) {
    return servers(service, server -> ServerCodec.read(server, service.family()), RealServer::key);
  }

  /** The statistics of every server that {@link #servers(ServiceKey)} lists. */
  Listing<Map.Entry<ServerKey, ServerStatistics>> serverStatistics(ServiceKey service) {
    return servers(
        service,
        server ->
            Map.entry(
                ServerCodec.read(server, service.family()).key(),
                StatisticsCodec.readServer(server)),
        Map.Entry::getKey);
  }

  private <T> Listing<T> servers(
      ServiceKey service, Function<Attributes, T> decode, Function<T, ?> key) {
    Requests requests = requests();
    Dump<T> dump =
        new Dump<>(
            () -> "which servers " + service + " has",
            requests.family(),
            attributes -> decode.apply(attributes.nested(Ipvs.Top.DEST)),
            key);
    return dump.list(servers, requests.servers(service));
  }

  Listing<SyncDaemon> daemons() {
    Requests requests = resolve();
    Dump<SyncDaemon> dump =
        new Dump<>(
            () -> "which sync daemons run",
            requests.family(),
            attributes -> DaemonCodec.read(attributes.nested(Ipvs.Top.DAEMON)),
            SyncDaemon::role);
    return dump.list(questions, requests.daemons());
  }

  @Override
  public void close() {
    questions.close();
    services.close();
    servers.close();
  }
}
