package org.lvsh.kernel.netlink;

import java.util.OptionalInt;
import org.lvsh.kernel.model.RealServer;
import org.lvsh.kernel.model.ServiceKey;
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
    this.servers = new Channel(factory);
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
    Requests requests = resolve();
    Dump<VirtualService> dump =
        new Dump<>(
            "which services there are",
            requests.family(),
            attributes -> ServiceCodec.read(attributes.nested(Ipvs.Top.SERVICE)),
            VirtualService::key);
    return dump.list(services, requests.services());
  }

  Listing<RealServer> servers(ServiceKey service) {
    Requests requests = requests();
    Dump<RealServer> dump =
        new Dump<>(
            "which servers " + service + " has",
            requests.family(),
            attributes -> ServerCodec.read(attributes.nested(Ipvs.Top.DEST), service.family()),
            RealServer::key);
    return dump.list(servers, requests.servers(service));
  }

  @Override
  public void close() {
    questions.close();
    services.close();
    servers.close();
  }
}
