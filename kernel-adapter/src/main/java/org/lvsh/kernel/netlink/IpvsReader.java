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

  /** Where a listed one is removed meanwhile, another one may be left out. */
  Listing<VirtualService> services() {
    Requests requests = resolve();
    return services(requests, ServiceCodec::read, VirtualService::key)
        .list(services, requests.services());
  }

  /** Each one that is there, which takes twice as long with more than some ninety. */
  Listing<VirtualService> steadyServices() {
    Requests requests = resolve();
    return services(requests, ServiceCodec::read, VirtualService::key)
        .listSteady(services, requests.services());
  }

  /** The counters of every service that {@link #services()} lists. */
  Listing<Map.Entry<ServiceKey, Counters>> serviceCounters() {
    Requests requests = resolve();
    Function<Attributes, Map.Entry<ServiceKey, Counters>> decode =
        service ->
            Map.entry(ServiceCodec.read(service).key(), StatisticsCodec.readService(service));
    return services(requests, decode, Map.Entry::getKey).list(services, requests.services());
  }

  private static <T> Dump<T> services(
      Requests requests, Function<Attributes, T> decode, Function<T, ?> key) {
    return new Dump<>(
        () -> "which services there are",
        message -> decode.apply(nested(message, requests, Ipvs.Top.SERVICE)),
        key);
  }

  private static Attributes nested(Message message, Requests requests, int type) {
    return message.attributes(requests.family()).nested(type);
  }

  /** Whether there is such a service now. */
  boolean has(ServiceKey service) {
    Requests requests = requests();
    try {
      Message answer = questions.ask(requests.service(service), "whether there is " + service);
      return answer.attributes(requests.family()).has(Ipvs.Top.SERVICE);
    } catch (NetlinkException exception) {
      if (exception.errno().equals(OptionalInt.of(Linux.ESRCH))) {
        return false;
      }
      throw exception;
    }
  }

  /** Each one that the service has; none where there is no such service. */
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
            message -> decode.apply(nested(message, requests, Ipvs.Top.DEST)),
            key);
    return dump.listSteady(servers, requests.servers(service));
  }

  /** The two of them fit into one datagram. */
  Listing<SyncDaemon> daemons() {
    Requests requests = resolve();
    Dump<SyncDaemon> dump =
        new Dump<>(
            () -> "which sync daemons run",
            message -> DaemonCodec.read(nested(message, requests, Ipvs.Top.DAEMON)),
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
