package org.lvsh.shell.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lvsh.kernel.model.AddressFamily;
import org.lvsh.kernel.model.Mark;
import org.lvsh.kernel.model.Ports;
import org.lvsh.kernel.model.ServiceKey;
import org.lvsh.shell.compile.Decompiler;
import org.lvsh.shell.compile.ServiceSpec;
import org.lvsh.shell.session.Scene;

/** Which ports of which servers belong to a service. */
class ServiceAimsTest {

  private static ServiceSpec service(String... lines) {
    return Decompiler.decompile(Scene.empty().apply(lines).live()).values().iterator().next();
  }

  /** Each as {@code tcp 10.1.0.1:8080 for 80}, with {@code (tls)} where it is expected. */
  private static List<String> aims(ServiceAims aims) {
    return aims.aims().stream()
        .map(
            aim ->
                "%s for %d%s"
                    .formatted(
                        aim.endpoint(), aim.servicePort(), aim.endpoint().tls() ? " (tls)" : ""))
        .toList();
  }

  private static ServiceAims all(ServiceSpec service) {
    return ServiceAims.of(service, List.of(), false);
  }

  @Test
  void aServiceOnOnePortIsAskedThere() {
    ServiceSpec service = service("service web on 10.0.0.1 port 80", "server 10.1.0.1");
    assertEquals(List.of("tcp 10.1.0.1:80 for 80"), aims(all(service)));
  }

  @Test
  void everyPortOfAMarkIsAskedOnEveryServerOfEveryFamily() {
    ServiceSpec service =
        service(
            "service shop on 10.0.0.1,fd00::1 ports 80,443,8000-8001",
            "server 10.1.0.1",
            "server fd00:1::1");
    assertEquals(
        List.of(
            "tcp 10.1.0.1:80 for 80",
            "tcp 10.1.0.1:443 for 443 (tls)",
            "tcp 10.1.0.1:8000 for 8000",
            "tcp 10.1.0.1:8001 for 8001",
            "tcp [fd00:1::1]:80 for 80",
            "tcp [fd00:1::1]:443 for 443 (tls)",
            "tcp [fd00:1::1]:8000 for 8000",
            "tcp [fd00:1::1]:8001 for 8001"),
        aims(all(service)));
  }

  @Test
  void onlyAMasqueradedServerHasAPortOfItsOwn() {
    ServiceSpec web =
        service(
            "service web on 10.0.0.1 port 443",
            "server 10.1.0.1:4433 masquerade",
            "server 10.1.0.2 direct");
    assertEquals(
        List.of("tcp 10.1.0.1:4433 for 443 (tls)", "tcp 10.1.0.2:443 for 443 (tls)"),
        aims(all(web)));
    assertEquals(
        List.of("tcp 10.1.0.1:9000 for 9000", "tcp 10.1.0.2:9000 for 9000"),
        aims(ServiceAims.of(web, List.of(Ports.of(9000)), false)));
  }

  @Test
  void eachProtocolIsAskedAndTlsIsOfTcpAlone() {
    ServiceSpec dns = service("service dns on 10.0.0.1 port 53 udp,tcp", "server 10.1.0.1");
    assertEquals(
        List.of("tcp 10.1.0.1:53 for 53 (tls)", "udp 10.1.0.1:53 for 53"),
        aims(ServiceAims.of(dns, List.of(), true)));
  }

  @Test
  void whereAnyPortIsMeantSomebodyHasToNameThem() {
    ServiceSpec all = service("service all on 10.0.0.1 ports any sticky 600s", "server 10.1.0.1");
    assertEquals(List.of(), aims(all(all)));
    assertTrue(all(all).leftOut().get(0).contains("any port"));
    ServiceAims named = ServiceAims.of(all, List.of(Ports.of(22), Ports.of(443)), false);
    assertEquals(List.of("tcp 10.1.0.1:22 for 22", "tcp 10.1.0.1:443 for 443 (tls)"), aims(named));
    assertEquals(List.of(), named.leftOut());
  }

  @Test
  void whatOthersMarkIsNotKnownEither() {
    ServiceKey mark = new ServiceKey.OnMark(AddressFamily.IPV4, new Mark(77));
    Scene scene = Scene.empty().others(Scene.foreign(mark));
    ServiceSpec foreign = Decompiler.decompile(scene.live()).get("mark-77");
    assertTrue(all(foreign).leftOut().get(0).contains("on a mark that others set"));
  }

  /** At most so many, over all its ranges; the others are told. */
  @Test
  void ofManyPortsTheFirstAreAsked() {
    ServiceSpec many =
        service("service many on 10.0.0.1 ports 1-60,100-199,300", "server 10.1.0.1");
    ServiceAims aims = all(many);
    assertEquals(ServiceAims.MOST_PORTS, aims.aims().size());
    assertEquals(103, aims.aims().get(63).servicePort());
    assertEquals(List.of("97 of its ports are not asked: 64 are the most"), aims.leftOut());
  }

  @Test
  void whatIsThereAlreadyCanBeLeftOut() {
    ServiceAims before =
        all(service("service web on 10.0.0.1 port 80", "server 10.1.0.1", "server 10.1.0.2"));
    ServiceAims after =
        all(service("service web on 10.0.0.1 port 80", "server 10.1.0.2", "server 10.1.0.3"));
    assertEquals(List.of("tcp 10.1.0.3:80 for 80"), aims(after.without(before)));
  }
}
