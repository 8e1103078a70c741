package org.lvsh.kernel.netlink;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.lvsh.kernel.Progress;
import org.lvsh.kernel.model.Errno;
import org.lvsh.kernel.model.Operation;
import org.lvsh.kernel.model.Outcome;
import org.lvsh.kernel.netlink.Batch.Answered;
import org.lvsh.kernel.netlink.NetlinkException.Kind;

/** Carries operations out, many in a datagram, and says of each what became of it. */
final class IpvsWriter implements AutoCloseable {
  private static final int MOST_MESSAGES = 500;

  /** The last message of a batch with a stop is added to what is counted. */
  private static final int MOST_BYTES = LinuxNetlinkSocket.SEND_BYTES - Requests.nothing().length;

  /** What a refusal takes of the receive buffer is below that: 768 bytes in Linux 6.1. */
  private static final int BYTES_OF_A_REFUSAL = 1024;

  private final Channel channel;
  private final IpvsReader reader;
  private final Sayable sayable;

  IpvsWriter(NetlinkSocket.Factory factory, IpvsReader reader, Sayable sayable) {
    this.channel = new Channel(factory);
    this.reader = reader;
    this.sayable = sayable;
  }

  List<Outcome> apply(List<Operation> operations, Progress progress) {
    Requests requests = reader.resolve();
    List<Outcome> outcomes = new ArrayList<>(operations.size());
    boolean reachable = true;
    while (reachable && outcomes.size() < operations.size()) {
      reachable =
          tellNext(operations.subList(outcomes.size(), operations.size()), requests, outcomes);
      progress.report(outcomes.size(), operations.size());
    }
    operations.stream()
        .skip(outcomes.size())
        .map(Outcome::notTried)
        .toList()
        .forEach(outcomes::add);
    progress.report(outcomes.size(), operations.size());
    return List.copyOf(outcomes);
  }

  /**
   * Operations that go together.
   *
   * @param refusals why an operation is not sent, in the order of the operations
   * @param messages of those that are
   */
  record Part(List<Operation> operations, List<Optional<Errno>> refusals, List<byte[]> messages) {}

  private Part nextPart(List<Operation> operations, Requests requests) {
    List<Optional<Errno>> refusals = new ArrayList<>();
    List<byte[]> messages = new ArrayList<>();
    int bytes = 0;
    int most = mostMessages();
    for (Operation operation : operations) {
      Optional<Errno> refusal = sayable.refusal(operation);
      if (refusal.isEmpty()) {
        byte[] message = operation.accept(requests);
        bytes += message.length;
        if (bytes > MOST_BYTES || messages.size() == most) {
          break;
        }
        messages.add(message);
      }
      refusals.add(refusal);
    }
    return new Part(operations.subList(0, refusals.size()), refusals, messages);
  }

  /** As many as may all be refused without an answer being lost. */
  private int mostMessages() {
    int answers = channel.socket().receiveBufferBytes() / BYTES_OF_A_REFUSAL;
    return Math.max(1, Math.min(MOST_MESSAGES, answers));
  }

  /**
   * Sends the next part, and adds what became of each of its operations.
   *
   * @return whether the kernel can be reached; if not and nothing was added, nothing was sent
   * @throws NetlinkException where nothing could be sent, as long as nothing was changed
   */
  private boolean tellNext(List<Operation> rest, Requests requests, List<Outcome> outcomes) {
    Part part;
    Answered answered;
    try {
      part = nextPart(rest, requests);
      answered = send(part);
    } catch (NetlinkException exception) {
      if (outcomes.isEmpty()) {
        throw exception;
      }
      return false;
    }
    List<Outcome> told = told(part, answered);
    if (!answered.isComplete()) {
      told = new Aftermath(reader, operation -> alone(operation, requests)).settle(told);
    }
    outcomes.addAll(told);
    return told.stream().noneMatch(outcome -> outcome.status() == Outcome.Status.UNKNOWN)
        || answersAgain();
  }

  private Answered send(Part part) {
    return part.messages().isEmpty()
        ? new Answered(Map.of(), true)
        : batch(part.operations(), part.messages()).send(channel);
  }

  private static List<Outcome> told(Part part, Answered answered) {
    List<Outcome> outcomes = new ArrayList<>();
    int place = 0;
    for (int at = 0; at < part.operations().size(); at++) {
      Operation operation = part.operations().get(at);
      Optional<Errno> refusal = part.refusals().get(at);
      outcomes.add(
          refusal.isPresent()
              ? Outcome.refused(operation, refusal.get())
              : told(operation, place++, answered));
    }
    return outcomes;
  }

  /**
   * The kernel says nothing at all where it stops a daemon so soon after its start that it has not
   * run yet: {@code kthread_stop} returns EINTR then, on which {@code netlink_rcv_skb} does not
   * answer, and the daemon is gone. So a batch with a stop gets one more message, which is
   * answered.
   */
  private static Batch batch(List<Operation> operations, List<byte[]> messages) {
    if (operations.stream().noneMatch(Operation.StopDaemon.class::isInstance)) {
      return new Batch(messages);
    }
    List<byte[]> closed = new ArrayList<>(messages);
    closed.add(Requests.nothing());
    return new Batch(closed);
  }

  private static Outcome told(Operation operation, int place, Answered answered) {
    Integer number = answered.errnos().get(place);
    if (number == null) {
      return answered.isComplete() ? Outcome.done(operation) : Outcome.unknown(operation);
    }
    return Outcome.refused(operation, new Errno(number));
  }

  /**
   * Sends one message that is no operation.
   *
   * @return why it was refused, empty where it is done
   * @throws NetlinkException where that does not become known
   */
  Optional<Errno> command(Function<Requests, byte[]> message) {
    Answered answered = new Batch(List.of(message.apply(reader.resolve()))).send(channel);
    if (!answered.isComplete()) {
      throw new NetlinkException(Kind.NO_ANSWER, "the kernel did not say whether it is done");
    }
    return Optional.ofNullable(answered.errnos().get(0)).map(Errno::new);
  }

  /** Tries one operation again that is not in the kernel, so that the kernel says why. */
  private Outcome alone(Operation operation, Requests requests) {
    List<byte[]> message = List.of(operation.accept(requests));
    return told(operation, 0, batch(List.of(operation), message).send(channel));
  }

  private boolean answersAgain() {
    try {
      reader.resolve();
      return true;
    } catch (NetlinkException exception) {
      return false;
    }
  }

  @Override
  public void close() {
    channel.close();
  }
}
