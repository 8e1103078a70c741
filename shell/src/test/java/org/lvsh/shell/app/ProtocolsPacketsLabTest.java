package org.lvsh.shell.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Two protocols of one service, with a server of names on port 53 of each real server. */
@Tag("lab")
final class ProtocolsPacketsLabTest extends PacketsLab {
  private static final int SOME = 20;

  private static final String NAMES =
      """
      service names on 192.168.0.1 ports 53 udp,tcp mark 10 sticky 600s wlc
        server 192.168.1.2 weight 4 direct
        server 192.168.1.3 weight 2 direct
      """;

  private final List<Process> servers = new ArrayList<>();

  @BeforeEach
  void startTheServers() throws IOException {
    // In the lab resources are packed, and Python reads files.
    Path program = Project.ROOT.resolve("shell/src/test/resources/org/lvsh/shell/app/names.py");
    for (int number = 2; number <= 3; number++) {
      servers.add(server(number, program));
    }
  }

  /** Returns when it listens. */
  private static Process server(int number, Path program) throws IOException {
    Process server =
        new ProcessBuilder(
                "ip",
                "netns",
                "exec",
                "server" + number,
                "python3",
                program.toString(),
                "53",
                "192.168.1." + number)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    BufferedReader said = server.inputReader(StandardCharsets.UTF_8);
    assertEquals("listening", said.readLine());
    return server;
  }

  @AfterEach
  void stopTheServers() throws InterruptedException {
    servers.forEach(Process::destroy);
    for (Process server : servers) {
      server.waitFor();
    }
  }

  @ParameterizedTest
  @EnumSource(Route.class)
  void oneClientsUdpAndTcpLandOnOneServer(Route route) throws IOException {
    Place place = Place.of(route, 190);
    apply(place.said(NAMES));
    Visits visits = place.visit(1, SOME, "udp", "tcp").and(place.visit(1, SOME, "udp"));
    tell("UDP and TCP", place, visits);
    assertEquals(Set.of(), visits.parted());
    assertEquals(2, visits.share().size());
    assertEquals(SOME, Template.at(place).size());
  }
}
