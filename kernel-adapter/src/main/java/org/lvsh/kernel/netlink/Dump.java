package org.lvsh.kernel.netlink;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Lists entries. A listing of which something was lost is begun anew on another socket, and so is
 * one that the kernel says a change interrupted.
 *
 * <p>IPVS never says so: between two datagrams of a listing it remembers how many entries it has
 * told, and nothing else ({@code ip_vs_genl_dump_services} and {@code ip_vs_genl_dump_dests} in
 * {@code ip_vs_ctl.c}). Where somebody adds an entry in between, another one is repeated, and of
 * each key the last one counts. Where somebody removes one that was told already, another one is
 * left out without a word; only {@link #listSteady} finds that out.
 *
 * @param question what the kernel is to say, for the message where it does not
 * @param decode reads the entry of a message
 */
record Dump<T>(Supplier<String> question, Function<Message, T> decode, Function<T, ?> key) {
  private static final int ATTEMPTS = 5;

  /** Far more than a kernel can hold of what is listed here. */
  private static final int MOST = 4_000_000;

  /** What there is; not all of it where somebody removes entries meanwhile. */
  Listing<T> list(Channel channel, byte[] request) {
    return listed(channel, request).listing();
  }

  /**
   * What there is, with nothing left out: where the kernel did not tell it all at one moment it is
   * asked again, until it has told the same keys in two listings in a row that were cut at
   * different places. One that has a key twice does not count: somebody added an entry meanwhile,
   * and may have removed it again.
   *
   * @throws NetlinkException (unsteady) where they are other ones each of {@value #ATTEMPTS} times
   */
  Listing<T> listSteady(Channel channel, byte[] request) {
    Listed<T> last = listed(channel, request);
    for (int attempt = 1; attempt < ATTEMPTS && !last.isOfOneMoment(); attempt++) {
      channel.cutElsewhere();
      Listed<T> next = listed(channel, request);
      if (next.isLike(last)) {
        return next.listing();
      }
      last = next;
    }
    requireSteady(!last.isOfOneMoment());
    return last.listing();
  }

  private Listed<T> listed(Channel channel, byte[] request) {
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

  private Listed<T> once(Channel channel, byte[] request) {
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

  private Listed<T> read(Answers answers) {
    Map<Object, T> entries = new LinkedHashMap<>();
    List<String> leftOut = new ArrayList<>();
    Moments moments = new Moments();
    boolean interrupted = false;
    boolean repeating = false;
    for (int read = 0; read < MOST; read++) {
      Message message = answers.next();
      interrupted |= message.isInterrupted();
      if (isEnd(message)) {
        requireSteady(interrupted);
        return new Listed<>(entries, leftOut, moments.isOne(), repeating);
      }
      moments.add(answers.datagrams(), answers.datagramBytes());
      repeating |= !add(message, entries, leftOut);
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
      throw NetlinkException.unsteady(question.get());
    }
  }

  /** Whether it was not there already; what is left out has no key, and so counts as new. */
  private boolean add(Message message, Map<Object, T> entries, List<String> leftOut) {
    try {
      T entry = decode.apply(message);
      return entries.put(key.apply(entry), entry) == null;
    } catch (LeftOutException exception) {
      leftOut.add(exception.getMessage());
      return true;
    }
  }

  /**
   * What was told.
   *
   * @param isOfOneMoment whether the kernel looked at all of it at once
   * @param isRepeating whether it has a key twice
   */
  private record Listed<T>(
      Map<Object, T> entries, List<String> leftOut, boolean isOfOneMoment, boolean isRepeating) {
    Listing<T> listing() {
      return new Listing<>(List.copyOf(entries.values()), leftOut);
    }

    boolean isLike(Listed<T> other) {
      return !isRepeating
          && !other.isRepeating
          && entries.keySet().equals(other.entries.keySet())
          && leftOut.equals(other.leftOut);
    }
  }
}
