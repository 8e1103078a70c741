package org.lvsh.kernel.netlink;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.lvsh.kernel.netlink.NetlinkException.Kind;

/**
 * Lists entries. A listing that a change interrupted, or of which something was lost, is begun anew
 * on another socket. The kernel may repeat entries while others write: of each key the last one
 * counts.
 *
 * @param question what the kernel is to say, for the message where it does not
 * @param family the type that the messages must have
 * @param decode reads an entry
 */
record Dump<T>(
    Supplier<String> question, int family, Function<Attributes, T> decode, Function<T, ?> key) {
  private static final int ATTEMPTS = 5;

  /** Far more than a kernel can hold of what is listed here. */
  private static final int MOST = 4_000_000;

  Listing<T> list(Channel channel, byte[] request) {
    for (int attempt = 1; attempt < ATTEMPTS; attempt++) {
      try {
        return once(channel, request);
      } catch (NetlinkException exception) {
        if (!exception.isPassing()) {
          throw exception;
        }
      }
    }
    return once(channel, request);
  }

  private Listing<T> once(Channel channel, byte[] request) {
    try {
      int sequence = channel.send(request, Message.F_DUMP);
      return read(new Answers(channel.socket(), sequence, sequence));
    } catch (NetlinkException exception) {
      if (exception.isPassing()) {
        channel.close();
      }
      channel.closeUnlessRefused(exception);
      throw exception;
    }
  }

  private Listing<T> read(Answers answers) {
    Map<Object, T> entries = new LinkedHashMap<>();
    List<String> leftOut = new ArrayList<>();
    boolean interrupted = false;
    for (int read = 0; read < MOST; read++) {
      Message message = answers.next();
      interrupted |= message.isInterrupted();
      if (isEnd(message)) {
        requireSteady(interrupted);
        return new Listing<>(List.copyOf(entries.values()), leftOut);
      }
      add(message, entries, leftOut);
    }
    throw NetlinkException.damaged("a listing without an end");
  }

  private boolean isEnd(Message message) {
    boolean done = message.type() == Message.DONE;
    int errno = done ? message.errnoOfDone() : errnoOf(message);
    if (errno != 0) {
      throw NetlinkException.refused(question.get(), errno);
    }
    return done;
  }

  private static int errnoOf(Message message) {
    if (message.type() != Message.ERROR) {
      return 0;
    }
    int errno = message.errno();
    if (errno == 0) {
      throw NetlinkException.damaged("an acknowledgement in a listing");
    }
    return errno;
  }

  private void requireSteady(boolean interrupted) {
    if (interrupted) {
      throw new NetlinkException(
          Kind.UNSTEADY, "other programs keep changing what was asked: " + question.get());
    }
  }

  private void add(Message message, Map<Object, T> entries, List<String> leftOut) {
    try {
      T entry = decode.apply(message.attributes(family));
      entries.put(key.apply(entry), entry);
    } catch (LeftOutException exception) {
      leftOut.add(exception.getMessage());
    }
  }
}
