package org.lvsh.kernel.netlink;

import java.nio.ByteBuffer;
import java.time.Duration;
import org.lvsh.kernel.netlink.LinuxCalls.Result;
import org.lvsh.kernel.netlink.NetlinkException.Kind;

/**
 * A socket of Linux. It is connected to the kernel (port 0), so that no other program can put
 * datagrams into it. Acknowledgements are asked for without a copy of the request.
 */
final class LinuxNetlinkSocket implements NetlinkSocket {
  static final int SEND_BYTES = 128 * 1024;

  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(30);
  private static final int KEPT_BYTES = 1024 * 1024;
  private static final int ADDRESS_BYTES = 12;
  private static final int CLOSED = -1;

  private final LinuxCalls calls;
  private final ByteBuffer outgoing = LinuxCalls.memory(SEND_BYTES);
  private final ByteBuffer incoming;
  private int socket;

  private LinuxNetlinkSocket(LinuxCalls calls, int answerBytes, int socket) {
    this.calls = calls;
    this.incoming = LinuxCalls.memory(answerBytes);
    this.socket = socket;
  }

  /**
   * Opens those of the kernel that this machine runs, which wait 30 s for an answer; the C library
   * is loaded with the first.
   *
   * @param protocol which part of the kernel they speak with ({@code netlink(7)})
   */
  static Factory live(int protocol) {
    return answerBytes -> open(LinuxCalls.live(), protocol, ANSWER_LIMIT, answerBytes);
  }

  /**
   * Opens one.
   *
   * @param protocol which part of the kernel it speaks with ({@code netlink(7)})
   * @param limit how long {@link #receive} waits
   * @param answerBytes the longest datagram that it takes
   */
  static LinuxNetlinkSocket open(LinuxCalls calls, int protocol, Duration limit, int answerBytes) {
    int type = Linux.SOCK_RAW | Linux.SOCK_CLOEXEC;
    Result opened = calls.call(() -> calls.library().socket(Linux.AF_NETLINK, type, protocol));
    expect("socket", opened);
    LinuxNetlinkSocket socket = new LinuxNetlinkSocket(calls, answerBytes, (int) opened.value());
    try {
      socket.setUp(limit);
    } catch (NetlinkException exception) {
      socket.close();
      throw exception;
    }
    return socket;
  }

  private void setUp(Duration limit) {
    ByteBuffer address = LinuxCalls.memory(ADDRESS_BYTES).putShort(0, (short) Linux.AF_NETLINK);
    expect("bind", calls.call(() -> calls.library().bind(socket, address, ADDRESS_BYTES)));
    expect("connect", calls.call(() -> calls.library().connect(socket, address, ADDRESS_BYTES)));
    ByteBuffer time = LinuxCalls.memory(2 * Long.BYTES);
    time.putLong(0, limit.toSeconds()).putLong(Long.BYTES, limit.toNanosPart() / 1000);
    expect("setsockopt", set(Linux.SOL_SOCKET, Linux.SO_RCVTIMEO, time));
    widen(Linux.SO_RCVBUFFORCE, Linux.SO_RCVBUF, KEPT_BYTES);
    widen(Linux.SO_SNDBUFFORCE, Linux.SO_SNDBUF, KEPT_BYTES);
    // Without it answers are longer, and that is all.
    set(Linux.SOL_NETLINK, Linux.NETLINK_CAP_ACK, number(1));
  }

  /** By force needs CAP_NET_ADMIN outside any container; else as much as the system allows. */
  private void widen(int byForce, int asAllowed, int bytes) {
    if (set(Linux.SOL_SOCKET, byForce, number(bytes)).isError()) {
      set(Linux.SOL_SOCKET, asAllowed, number(bytes));
    }
  }

  private Result set(int level, int option, ByteBuffer value) {
    return calls.call(
        () -> calls.library().setsockopt(socket, level, option, value, value.capacity()));
  }

  private static ByteBuffer number(int value) {
    return LinuxCalls.memory(Integer.BYTES).putInt(0, value);
  }

  private static void expect(String call, Result result) {
    if (result.isError()) {
      throw NetlinkException.failed(Kind.UNREACHABLE, call, result.errno());
    }
  }

  @Override
  public void send(ByteBuffer datagram) {
    requireOpen();
    int length = datagram.remaining();
    ByteBuffer bytes = roomFor(length).put(datagram.duplicate()).flip();
    Result sent = calls.call(() -> calls.library().send(socket, bytes, length, 0));
    if (sent.value() != length) {
      throw NetlinkException.failed(Kind.UNREACHABLE, "send", sent.errno());
    }
  }

  /** A transaction is one datagram, however long, and the kernel takes none beyond its limit. */
  private ByteBuffer roomFor(int length) {
    if (length <= SEND_BYTES) {
      return outgoing.clear();
    }
    if (length > KEPT_BYTES) {
      widen(Linux.SO_SNDBUFFORCE, Linux.SO_SNDBUF, length);
    }
    return LinuxCalls.memory(length);
  }

  @Override
  public ByteBuffer receive() {
    requireOpen();
    incoming.clear();
    Result received =
        calls.call(
            () -> calls.library().recv(socket, incoming, incoming.capacity(), Linux.MSG_TRUNC));
    if (received.isError()) {
      throw NetlinkException.failed(kindOf(received.errno()), "recv", received.errno());
    }
    if (received.value() > incoming.capacity()) {
      throw NetlinkException.damaged("a datagram of " + received.value() + " bytes");
    }
    return incoming.limit((int) received.value());
  }

  private static Kind kindOf(int errno) {
    return switch (errno) {
      case Linux.EAGAIN, Linux.EINTR -> Kind.NO_ANSWER;
      case Linux.ENOBUFS -> Kind.ANSWERS_LOST;
      default -> Kind.UNREACHABLE;
    };
  }

  @Override
  public int receiveBufferBytes() {
    requireOpen();
    ByteBuffer value = number(0);
    ByteBuffer length = number(Integer.BYTES);
    expect(
        "getsockopt",
        calls.call(
            () ->
                calls
                    .library()
                    .getsockopt(socket, Linux.SOL_SOCKET, Linux.SO_RCVBUF, value, length)));
    return value.getInt(0);
  }

  /** Not repeated when interrupted: Linux has closed it all the same ({@code close(2)}). */
  @Override
  public void close() {
    if (socket != CLOSED) {
      calls.library().close(socket);
      socket = CLOSED;
    }
  }

  private void requireOpen() {
    if (socket == CLOSED) {
      throw new IllegalStateException("the socket is closed");
    }
  }
}
