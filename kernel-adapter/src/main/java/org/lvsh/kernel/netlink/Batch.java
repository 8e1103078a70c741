package org.lvsh.kernel.netlink;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.lvsh.kernel.netlink.NetlinkException.Kind;

/**
 * Messages sent at once. Only the last asks to be acknowledged; one that is refused is answered by
 * its number, and the kernel goes on with the next ({@code netlink_rcv_skb}).
 */
record Batch(List<byte[]> messages) {

  /**
   * The kernel's answers.
   *
   * @param errnos by the place of a refused message in the batch
   * @param isComplete whether the last message was answered; then the others are done
   */
  record Answered(Map<Integer, Integer> errnos, boolean isComplete) {}

  /**
   * Sends them and waits for the last answer.
   *
   * @throws NetlinkException where they could not be sent; the kernel has seen none of them then
   */
  Answered send(Channel channel) {
    NetlinkSocket socket = channel.socket();
    int first = channel.number(messages, Message.F_ACK);
    try {
      socket.send(joined());
    } catch (NetlinkException exception) {
      channel.close();
      throw exception;
    }
    Map<Integer, Integer> errnos = new HashMap<>();
    boolean complete = false;
    try {
      complete = collect(new Answers(socket, first, first + messages.size() - 1), first, errnos);
    } catch (NetlinkException exception) {
      channel.close();
    }
    return new Answered(errnos, complete);
  }

  private ByteBuffer joined() {
    ByteBuffer joined =
        ByteBuffer.allocate(messages.stream().mapToInt(message -> message.length).sum());
    messages.forEach(joined::put);
    return joined.flip();
  }

  private boolean collect(Answers answers, int first, Map<Integer, Integer> errnos) {
    int place = -1;
    while (place < messages.size() - 1) {
      Message message = answers.next();
      int answered = message.sequence() - first;
      if (message.type() != Message.ERROR || answered <= place) {
        throw NetlinkException.damaged("an answer of type " + message.type() + " out of order");
      }
      place = answered;
      if (message.errno() != 0) {
        errnos.put(place, message.errno());
      } else if (place < messages.size() - 1) {
        throw new NetlinkException(Kind.DAMAGED, "an acknowledgement that nobody asked for");
      }
    }
    return true;
  }
}
