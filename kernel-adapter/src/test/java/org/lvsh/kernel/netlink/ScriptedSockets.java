package org.lvsh.kernel.netlink;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.lvsh.kernel.netlink.NetlinkException.Kind;

/**
 * Sockets of a kernel that is told what to answer. It knows the family by itself, and answers each
 * other datagram with the next script, which sees the messages that were sent. What was not
 * received goes away with its socket.
 */
final class ScriptedSockets implements NetlinkSocket.Factory {
  static final int IPVS = 0x20;

  /** Answers the messages of a datagram. */
  @FunctionalInterface
  interface Script {
    List<Datagram> answer(List<Message> sent);
  }

  /** What an answer is: messages, or trouble instead of them. */
  record Datagram(List<byte[]> messages, Kind trouble) {}

  private final Deque<Script> scripts = new ArrayDeque<>();
  private final List<Integer> sizes = new ArrayList<>();
  private final List<Integer> numbers = new ArrayList<>();
  private int receiveBufferBytes = 1024 * 1024;
  private int opened;

  static ScriptedSockets answering(Script... scripts) {
    ScriptedSockets sockets = new ScriptedSockets();
    sockets.scripts.addAll(List.of(scripts));
    return sockets;
  }

  ScriptedSockets withReceiveBuffer(int bytes) {
    receiveBufferBytes = bytes;
    return this;
  }

  /** How many messages each datagram had, those for the family left out. */
  List<Integer> sizes() {
    return sizes;
  }

  /** The socket each of those was sent on, in the order in which they were opened, from 1. */
  List<Integer> numbers() {
    return numbers;
  }

  int opened() {
    return opened;
  }

  boolean isFinished() {
    return scripts.isEmpty();
  }

  @Override
  public NetlinkSocket open(int answerBytes) {
    opened++;
    return new Socket();
  }

  static Datagram datagram(byte[]... messages) {
    return new Datagram(List.of(messages), null);
  }

  static Datagram trouble(Kind kind) {
    return new Datagram(List.of(), kind);
  }

  /** An error or, with errno 0, an acknowledgement. */
  static byte[] error(int sequence, int errno) {
    return message(
        Message.ERROR,
        0,
        sequence,
        ByteBuffer.allocate(20).order(ByteOrder.nativeOrder()).putInt(0, -errno));
  }

  static byte[] done(int sequence) {
    return message(Message.DONE, 2, sequence, ByteBuffer.allocate(4));
  }

  static byte[] message(int type, int flags, int sequence, ByteBuffer payload) {
    return ByteBuffer.allocate(Message.HEADER + payload.capacity())
        .order(ByteOrder.nativeOrder())
        .putInt(Message.HEADER + payload.capacity())
        .putShort((short) type)
        .putShort((short) flags)
        .putInt(sequence)
        .putInt(1)
        .put(payload.clear())
        .array();
  }

  /** A message of ours as an answer. */
  static byte[] answer(byte[] message, int flags, int sequence) {
    byte[] answer = message.clone();
    ByteBuffer.wrap(answer)
        .order(ByteOrder.nativeOrder())
        .putShort(Message.FLAGS_AT, (short) flags)
        .putInt(Message.SEQUENCE_AT, sequence);
    return answer;
  }

  private final class Socket implements NetlinkSocket {
    private final Deque<Datagram> waiting = new ArrayDeque<>();
    private final int number = opened;

    @Override
    public void send(ByteBuffer datagram) {
      List<Message> messages = Message.allOf(datagram);
      int sequence = messages.get(0).sequence();
      if (isForController(messages.get(0))) {
        byte[] family = new MessageWriter(Ipvs.Controller.FAMILY, 1).u16(1, IPVS).message();
        waiting.add(datagram(answer(family, 0, sequence)));
      } else {
        sizes.add(messages.size());
        numbers.add(number);
        waiting.addAll(scripts.remove().answer(messages));
      }
    }

    /** Another part of the kernel has the same number for the beginning of a batch. */
    private boolean isForController(Message message) {
      return message.type() == Ipvs.Controller.FAMILY
          && message.payload().u8(0) == Ipvs.Controller.GET_FAMILY;
    }

    @Override
    public ByteBuffer receive() {
      Datagram next = waiting.isEmpty() ? trouble(Kind.NO_ANSWER) : waiting.remove();
      if (next.trouble() != null) {
        throw new NetlinkException(next.trouble(), "as the script says");
      }
      ByteBuffer bytes =
          ByteBuffer.allocate(next.messages().stream().mapToInt(message -> message.length).sum());
      next.messages().forEach(bytes::put);
      return bytes.flip();
    }

    @Override
    public int receiveBufferBytes() {
      return receiveBufferBytes;
    }

    @Override
    public void close() {
      waiting.clear();
    }
  }
}
