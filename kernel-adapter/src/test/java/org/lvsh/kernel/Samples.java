package org.lvsh.kernel;

import org.lvsh.kernel.model.AddressFamily;
import org.lvsh.kernel.model.Forwarding;
import org.lvsh.kernel.model.IpAddress;
import org.lvsh.kernel.model.Mark;
import org.lvsh.kernel.model.MarkRule;
import org.lvsh.kernel.model.Operation.AddMarkRule;
import org.lvsh.kernel.model.Operation.AddServer;
import org.lvsh.kernel.model.Operation.AddService;
import org.lvsh.kernel.model.Operation.ChangeServer;
import org.lvsh.kernel.model.Operation.ChangeService;
import org.lvsh.kernel.model.Operation.SetOwnership;
import org.lvsh.kernel.model.Operation.StartDaemon;
import org.lvsh.kernel.model.Ownership;
import org.lvsh.kernel.model.Ports;
import org.lvsh.kernel.model.Protocol;
import org.lvsh.kernel.model.RealServer;
import org.lvsh.kernel.model.Scheduler;
import org.lvsh.kernel.model.ServerKey;
import org.lvsh.kernel.model.ServiceKey;
import org.lvsh.kernel.model.SyncDaemon;
import org.lvsh.kernel.model.VirtualService;

/** Short names for what the tests put into a kernel. */
public final class Samples {
  public static final ServiceKey WEB = tcp("192.168.0.1", 80);
  public static final ServiceKey WEB6 = tcp("2001:db8::1", 80);
  public static final ServerKey ONE = at("10.0.0.1", 80);
  public static final ServerKey TWO = at("10.0.0.2", 80);
  public static final ServerKey ONE6 = at("2001:db8:1::1", 80);

  private Samples() {}

  public static ServiceKey tcp(String address, int port) {
    return new ServiceKey.OnAddress(Protocol.TCP, IpAddress.of(address), port);
  }

  public static ServiceKey udp(String address, int port) {
    return new ServiceKey.OnAddress(Protocol.UDP, IpAddress.of(address), port);
  }

  public static ServiceKey mark(long mark) {
    return new ServiceKey.OnMark(AddressFamily.IPV4, new Mark(mark));
  }

  public static ServiceKey mark6(long mark) {
    return new ServiceKey.OnMark(AddressFamily.IPV6, new Mark(mark));
  }

  public static ServerKey at(String address, int port) {
    return new ServerKey(IpAddress.of(address), port);
  }

  /** A masqueraded server of this weight without thresholds. */
  public static RealServer server(ServerKey key, int weight) {
    return RealServer.of(key, weight, Forwarding.MASQUERADE);
  }

  public static VirtualService service(ServiceKey key, String scheduler) {
    return VirtualService.of(key, Scheduler.of(scheduler));
  }

  public static AddService add(ServiceKey key) {
    return new AddService(service(key, "rr"));
  }

  public static AddService add(VirtualService service) {
    return new AddService(service);
  }

  public static ChangeService change(VirtualService service) {
    return new ChangeService(service);
  }

  public static AddServer add(ServiceKey service, RealServer server) {
    return new AddServer(service, server);
  }

  public static ChangeServer change(ServiceKey service, RealServer server) {
    return new ChangeServer(service, server);
  }

  /** A rule for TCP packets to {@code address} and ports {@code first} to {@code last}. */
  public static MarkRule rule(String address, int first, int last, long mark) {
    return new MarkRule(
        new MarkRule.Match(Protocol.TCP, IpAddress.of(address), new Ports(first, last)),
        new Mark(mark));
  }

  public static AddMarkRule add(MarkRule rule) {
    return new AddMarkRule(rule);
  }

  public static StartDaemon start(SyncDaemon daemon) {
    return new StartDaemon(daemon);
  }

  public static SetOwnership name(ServiceKey key, String name) {
    return new SetOwnership(new Ownership(key, name, "shop.lvs"));
  }
}
