package org.lvsh.kernel.netlink;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.lvsh.kernel.LabMachine;

/**
 * The conversation that was recorded, with the kernel of the lab. With {@code -Dlvsh.record=FILE}
 * it is recorded anew.
 */
@Tag("lab")
class ConversationLabTest {
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(30);

  @BeforeEach
  @AfterEach
  void takeEverythingAway() {
    try (IpvsClient client = IpvsClient.live()) {
      LabMachine.empty(client);
    }
  }

  @Test
  void thisKernelAnswersAsTheRecordedOne() throws IOException {
    LinuxCalls calls = LinuxCalls.live();
    List<String> said = new ArrayList<>();
    try (IpvsClient client =
        new IpvsClient(
            answerBytes ->
                new Recorder(
                    LinuxNetlinkSocket.open(
                        calls, Linux.NETLINK_GENERIC, ANSWER_LIMIT, answerBytes),
                    said),
            () -> Conversation.TICKS_PER_SECOND)) {
      Conversation.with(client);
    }
    assertTrue(said.stream().anyMatch(line -> line.startsWith(Recording.RECEIVED)));
    String file = System.getProperty("lvsh.record");
    if (file != null) {
      Files.write(Path.of(file), said);
    }
  }

  /** A socket that keeps what passes it. */
  private record Recorder(NetlinkSocket socket, List<String> said) implements NetlinkSocket {
    @Override
    public void send(ByteBuffer datagram) {
      said.add(Recording.SENT + digits(datagram));
      socket.send(datagram);
    }

    @Override
    public ByteBuffer receive() {
      ByteBuffer datagram = socket.receive();
      said.add(Recording.RECEIVED + digits(datagram));
      return datagram;
    }

    private static String digits(ByteBuffer datagram) {
      byte[] bytes = new byte[datagram.remaining()];
      datagram.duplicate().get(bytes);
      return HexFormat.of().formatHex(bytes);
    }

    @Override
    public int receiveBufferBytes() {
      return socket.receiveBufferBytes();
    }

    @Override
    public void close() {
      socket.close();
    }
  }
}
