package org.lvsh.kernel.netlink;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.lvsh.kernel.Progress;
import org.lvsh.kernel.model.Errno;
import org.lvsh.kernel.model.Operation;
import org.lvsh.kernel.model.Outcome;
import org.lvsh.kernel.netlink.Batch.Answered;

/** Carries operations out, many in a datagram, and says of each what became of it. */
final class IpvsWriter implements AutoCloseable {
  private static final int MOST_MESSAGES = 500;
  private static final int MOST_BYTES = LinuxNetlinkSocket.SEND_BYTES;

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
    while (outcomes.size() < operations.size()) {
      Part part = nextPart(operations.subList(outcomes.size(), operations.size()), requests);
      reachable = reachable && tell(part, requests, outcomes);
      if (!reachable) {
        part.operations().stream().map(Outcome::notTried).forEach(outcomes::add);
      }
      progress.report(outcomes.size(), operations.size());
    }
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

  /** Adds what became of each, or says that nothing was sent. */
  private boolean tell(Part part, Requests requests, List<Outcome> outcomes) {
    Optional<Answered> answered = send(part.messages(), outcomes.isEmpty());
    if (answered.isEmpty()) {
      return false;
    }
    List<Outcome> told = told(part, answered.get());
    if (!answered.get().isComplete()) {
      told = new Aftermath(reader, operation -> alone(operation, requests)).settle(told);
    }
    outcomes.addAll(told);
    return told.stream().noneMatch(outcome -> outcome.status() == Outcome.Status.UNKNOWN)
        || answersAgain();
  }

  /** Empty where it could not be sent; that is an exception as long as nothing was changed. */
  private Optional<Answered> send(List<byte[]> messages, boolean nothingDone) {
    if (messages.isEmpty()) {
      return Optional.of(new Answered(Map.of(), true));
    }
    try {
      return Optional.of(new Batch(messages).send(channel));
    } catch (NetlinkException exception) {
      if (nothingDone) {
        throw exception;
      }
      return Optional.empty();
    }
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

  private static Outcome told(Operation operation, int place, Answered answered) {
    Integer number = answered.errnos().get(place);
    if (number == null) {
      return answered.isComplete() ? Outcome.done(operation) : Aftermath.unknown(operation);
    }
    return Stream.of(Errno.values())
        .filter(errno -> errno.number() == number)
        .findFirst()
        .map(errno -> Outcome.refused(operation, errno))
        .orElseGet(() -> Aftermath.unknown(operation));
  }

  /** Tries one operation again that is not in the kernel, so that the kernel says why. */
  private Outcome alone(Operation operation, Requests requests) {
    List<byte[]> message = List.of(operation.accept(requests));
    return told(operation, 0, new Batch(message).send(channel));
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
