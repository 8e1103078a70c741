package org.lvsh.shell.compile;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lvsh.shell.session.Scene;

/** Which servers an edit's address means, and which family a server belongs to. */
class ServerMatchTest {
  private final Scene scene = Scene.empty();

  @BeforeEach
  void declare() {
    scene.apply(
        "service web on 10.0.0.1 port 80",
        "  server 10.1.0.1",
        "  server 10.1.0.1:8080 masquerade",
        "  server 10.1.0.2:8080 masquerade");
  }

  private void leaves(String edit, String... servers) {
    scene.apply(edit);
    assertEquals(
        List.of(servers).stream().map(server -> "tcp 10.0.0.1:80 " + server).toList(),
        scene.servers());
  }

  @Test
  void anAddressAloneMeansItsOnlyServerWhateverThePort() {
    leaves("remove server 10.1.0.2 from web", "10.1.0.1:80", "10.1.0.1:8080");
  }

  @Test
  void aPortMeansThatServer() {
    leaves("remove server 10.1.0.1:8080 from web", "10.1.0.1:80", "10.1.0.2:8080");
  }

  @Test
  void theServicesOwnPortMeansTheServerWithoutOne() {
    leaves("remove server 10.1.0.1:80 from web", "10.1.0.1:8080", "10.1.0.2:8080");
  }

  @Test
  void anyMeansAllOfTheAddress() {
    leaves("remove server 10.1.0.1:any from web", "10.1.0.2:8080");
  }

  @Test
  void anAddressOfSeveralServersAloneIsUnclear() {
    assertEquals(
        List.of("error unclear-server '10.1.0.1'"),
        scene.mistakes("remove server 10.1.0.1 from web"));
  }

  @Test
  void anotherPortMeansNone() {
    assertEquals(
        List.of("error unknown-server '10.1.0.2:80'"),
        scene.mistakes("set web server 10.1.0.2:80 weight 3"));
  }

  @Test
  void aTunnelTakesAServerOfTheOtherFamily() {
    scene.apply("service six on 2001:db8::1 port 80", "  server 10.1.0.1 tunnel");
    assertEquals("tcp [2001:db8::1]:80 10.1.0.1:80", scene.servers().get(3));
  }

  @Test
  void aTunnelOfAFamilyThatTheServiceHasStaysInIt() {
    scene.apply(
        "service both on 10.0.0.2,2001:db8::2 port 443",
        "  server 10.1.0.1 tunnel",
        "  server 2001:db8:1::1 tunnel");
    assertEquals(
        List.of("mark 1000 10.1.0.1:0", "mark 1000 ipv6 [2001:db8:1::1]:0"),
        scene.servers().subList(3, 5));
  }
}
