package org.lvsh.kernel.netlink;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;

/**
 * What a client and Linux 6.1 on x86-64 said to each other, in order: each line is {@code sent} or
 * {@code received} and a datagram in hexadecimal digits. {@link ConversationLabTest} records it
 * anew.
 */
record Recording(List<String> lines) {
  static final String SENT = "sent ";
  static final String RECEIVED = "received ";

  static Recording load() {
    try (InputStream in = Recording.class.getResourceAsStream("linux-6.1.recorded")) {
      return new Recording(new String(in.readAllBytes(), US_ASCII).lines().toList());
    } catch (IOException exception) {
      throw new UncheckedIOException(exception);
    }
  }

  /** Every datagram of the kernel. */
  List<byte[]> received() {
    return lines.stream()
        .filter(line -> line.startsWith(RECEIVED))
        .map(line -> HexFormat.of().parseHex(line.substring(RECEIVED.length())))
        .toList();
  }

  /**
   * Sockets that insist on the recorded requests and answer as recorded. The numbers begin anew on
   * each, so the recording is played in its order, whichever socket asks.
   */
  Played play() {
    return new Played(new ArrayDeque<>(lines));
  }

  /** The rest of a recording, and what was sent against it. */
  record Played(Deque<String> rest, List<String> wrong) implements NetlinkSocket {
    Played(Deque<String> rest) {
      this(rest, new ArrayList<>());
    }

    @Override
    public void send(ByteBuffer datagram) {
      byte[] bytes = new byte[datagram.remaining()];
      datagram.duplicate().get(bytes);
      String line = SENT + HexFormat.of().formatHex(bytes);
      String expected = rest.remove();
      if (!line.equals(expected)) {
        wrong.add(line + " instead of " + expected);
      }
    }

    @Override
    public ByteBuffer receive() {
      if (rest.isEmpty() || !rest.peek().startsWith(RECEIVED)) {
        throw NetlinkException.failed(NetlinkException.Kind.NO_ANSWER, "recv", Linux.EAGAIN);
      }
      return ByteBuffer.wrap(HexFormat.of().parseHex(rest.remove().substring(RECEIVED.length())));
    }

    @Override
    public int receiveBufferBytes() {
      return 2 * 1024 * 1024;
    }

    @Override
    public void close() {}
  }
}
