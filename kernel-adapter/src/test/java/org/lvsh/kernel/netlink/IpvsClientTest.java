package org.lvsh.kernel.netlink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lvsh.kernel.Samples.ONE;
import static org.lvsh.kernel.Samples.TWO;
import static org.lvsh.kernel.Samples.WEB;
import static org.lvsh.kernel.Samples.WEB6;
import static org.lvsh.kernel.Samples.add;
import static org.lvsh.kernel.Samples.mark;
import static org.lvsh.kernel.Samples.rule;
import static org.lvsh.kernel.Samples.server;
import static org.lvsh.kernel.Samples.service;
import static org.lvsh.kernel.netlink.ScriptedSockets.IPVS;
import static org.lvsh.kernel.netlink.ScriptedSockets.answer;
import static org.lvsh.kernel.netlink.ScriptedSockets.answering;
import static org.lvsh.kernel.netlink.ScriptedSockets.datagram;
import static org.lvsh.kernel.netlink.ScriptedSockets.done;
import static org.lvsh.kernel.netlink.ScriptedSockets.error;
import static org.lvsh.kernel.netlink.ScriptedSockets.message;
import static org.lvsh.kernel.netlink.ScriptedSockets.trouble;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.lvsh.kernel.Progress;
import org.lvsh.kernel.model.Errno;
import org.lvsh.kernel.model.Operation;
import org.lvsh.kernel.model.Outcome;
import org.lvsh.kernel.model.RealServer;
import org.lvsh.kernel.model.ServiceKey;
import org.lvsh.kernel.netlink.NetlinkException.Kind;
import org.lvsh.kernel.netlink.ScriptedSockets.Datagram;
import org.lvsh.kernel.netlink.ScriptedSockets.Script;

/** The client against a kernel that does everything wrong that kernels and sockets can do. */
class IpvsClientTest {
  private static final int MULTI = 2;
  private static final List<Operation> THREE =
      List.of(add(WEB), add(WEB, server(ONE, 1)), add(WEB, server(TWO, 1)));

  @Test
  void aListingMayComeInSeveralDatagrams() {
    List<ServiceKey> keys =
        listed(
            datagram(entry(WEB, 0, 1), entry(WEB6, 0, 1)),
            datagram(message(Message.NOOP, 0, 1, ByteBuffer.allocate(0))),
            datagram(entry(mark(5), 0, 1)),
            datagram(done(1)));
    assertEquals(List.of(WEB, WEB6, mark(5)), keys);
  }

  @Test
  void anEntryThatIsRepeatedCountsOnce() {
    assertEquals(
        List.of(WEB, WEB6),
        listed(datagram(entry(WEB, 0, 1), entry(WEB6, 0, 1), entry(WEB, 0, 1), done(1))));
  }

  @Test
  void lateAnswersToOldQuestionsAreDropped() {
    assertEquals(
        List.of(WEB), listed(datagram(error(0, 3), entry(WEB6, 0, -5), entry(WEB, 0, 1), done(1))));
  }

  @Test
  void anAnswerToWhatWasNotAskedIsDamage() {
    assertListingFails(Kind.DAMAGED, datagram(entry(WEB, 0, 2), done(2)));
  }

  @Test
  void anEndlessSilenceOfEmptyMessagesIsDamage() {
    byte[] nothing = message(Message.NOOP, 0, 1, ByteBuffer.allocate(0));
    Datagram many = new Datagram(Collections.nCopies(20_000, nothing), null);
    assertListingFails(Kind.DAMAGED, many);
  }

  @Test
  void aListingWithoutAnEndGetsNoAnswer() {
    assertListingFails(Kind.NO_ANSWER, datagram(entry(WEB, 0, 1)));
  }

  @Test
  void anotherFamilysMessageIsDamage() {
    assertListingFails(Kind.DAMAGED, datagram(message(IPVS + 1, MULTI, 1, ByteBuffer.allocate(4))));
  }

  @Test
  void errorsOfAListingAreToldApart() {
    assertListingFails(Kind.NOT_PERMITTED, datagram(error(1, Linux.EPERM)));
    assertListingFails(Kind.REFUSED, datagram(error(1, 12)));
    assertListingFails(Kind.DAMAGED, datagram(error(1, 0)));
    assertListingFails(Kind.DAMAGED, datagram(error(1, -1)));
    ByteBuffer failed = ByteBuffer.allocate(4).order(ByteOrder.nativeOrder()).putInt(0, -12);
    assertListingFails(Kind.REFUSED, datagram(message(Message.DONE, MULTI, 1, failed)));
  }

  /** Five attempts, each on a socket of its own; the number begins anew. */
  @Test
  void aListingThatIsDisturbedIsBegunAgain() {
    Datagram whole = datagram(entry(WEB, 0, 1), done(1));
    for (Datagram disturbed :
        List.of(
            datagram(entry(WEB6, 0, 1), entry(WEB, Message.F_DUMP_INTERRUPTED, 1), done(1)),
            datagram(error(1, Linux.EBUSY)),
            datagram(message(Message.OVERRUN, 0, 1, ByteBuffer.allocate(4))),
            trouble(Kind.ANSWERS_LOST))) {
      ScriptedSockets sockets = repeated(4, disturbed, whole);
      assertEquals(
          List.of(WEB),
          client(sockets).services().entries().stream().map(one -> one.key()).toList());
      ScriptedSockets hopeless = repeated(5, disturbed, whole);
      assertThrows(NetlinkException.class, () -> client(hopeless).services());
    }
  }

  private static ScriptedSockets repeated(int times, Datagram disturbed, Datagram whole) {
    return answering(
        Stream.concat(Collections.nCopies(times, disturbed).stream(), Stream.of(whole))
            .map(IpvsClientTest::rebased)
            .toArray(Script[]::new));
  }

  /** The same answer, its number 1 replaced by what was asked. */
  private static Script rebased(Datagram answer) {
    return sent ->
        List.of(
            new Datagram(
                answer.messages().stream()
                    .map(
                        message ->
                            answer(
                                message,
                                Message.allOf(ByteBuffer.wrap(message)).get(0).flags(),
                                sent.get(0).sequence()))
                    .toList(),
                answer.trouble()));
  }

  @Test
  void onlyWhatIsRefusedIsAnsweredAndTheRestIsDone() {
    ScriptedSockets sockets =
        answering(sent -> List.of(datagram(error(2, 17)), datagram(error(3, 0))));
    assertEquals(
        List.of(
            Outcome.done(THREE.get(0)),
            Outcome.refused(THREE.get(1), Errno.EEXIST),
            Outcome.done(THREE.get(2))),
        client(sockets).apply(THREE, Progress.SILENT));
    assertEquals(List.of(3), sockets.sizes());
  }

  @Test
  void theLastMayBeRefused() {
    ScriptedSockets sockets =
        answering(sent -> List.of(datagram(error(1, 3), error(2, 3), error(3, 34))));
    assertEquals(
        List.of(
            Outcome.refused(THREE.get(0), Errno.ESRCH),
            Outcome.refused(THREE.get(1), Errno.ESRCH),
            Outcome.refused(THREE.get(2), Errno.ERANGE)),
        client(sockets).apply(THREE, Progress.SILENT));
  }

  @Test
  void aLateAcknowledgementOfAnEarlierBatchIsDropped() {
    ScriptedSockets sockets =
        answering(
            sent -> List.of(datagram(error(3, 0))),
            sent -> List.of(datagram(error(3, 0)), datagram(error(2, 17)), datagram(error(6, 0))));
    IpvsClient client = client(sockets);
    client.apply(THREE, Progress.SILENT);
    assertEquals(THREE.stream().map(Outcome::done).toList(), client.apply(THREE, Progress.SILENT));
  }

  /** WEB and the first server are there; the second is not, and says why when tried alone. */
  @Test
  void lostAnswersAreMadeUpForByReadingAndAskingAgain() {
    for (Datagram lost :
        List.of(
            trouble(Kind.ANSWERS_LOST),
            trouble(Kind.NO_ANSWER),
            datagram(error(2, 0)),
            datagram(error(9, 0)),
            datagram(message(Message.ERROR, 0, 1, ByteBuffer.allocate(2))),
            datagram(message(Message.OVERRUN, 0, 1, ByteBuffer.allocate(4))))) {
      ScriptedSockets sockets =
          answering(
              sent -> List.of(lost),
              sent -> List.of(datagram(entry(WEB, 0, 1), done(1))),
              sent -> List.of(datagram(serverEntry(server(ONE, 1)), done(1))),
              sent -> List.of(datagram(error(sent.get(0).sequence(), 22))));
      assertEquals(
          List.of(
              Outcome.done(THREE.get(0)),
              Outcome.done(THREE.get(1)),
              Outcome.refused(THREE.get(2), Errno.EINVAL)),
          client(sockets).apply(THREE, Progress.SILENT));
      assertEquals(List.of(3, 1, 1, 1), sockets.sizes());
    }
  }

  @Test
  void whatALaterOperationTouchesAgainStaysUnknown() {
    List<Operation> operations =
        List.of(add(WEB), add(WEB, server(ONE, 1)), new Operation.RemoveService(WEB));
    ScriptedSockets sockets =
        answering(sent -> List.of(trouble(Kind.ANSWERS_LOST)), sent -> List.of(datagram(done(1))));
    assertEquals(
        List.of(
            Outcome.unknown(operations.get(0)),
            Outcome.unknown(operations.get(1)),
            Outcome.done(operations.get(2))),
        client(sockets).apply(operations, Progress.SILENT));
  }

  @Test
  void afterSilenceNothingMoreIsKnown() {
    ScriptedSockets sockets =
        answering(
            sent -> List.of(datagram(error(1, 17)), trouble(Kind.NO_ANSWER)), sent -> List.of());
    assertEquals(
        List.of(
            Outcome.refused(THREE.get(0), Errno.EEXIST),
            Outcome.unknown(THREE.get(1)),
            Outcome.unknown(THREE.get(2))),
        client(sockets).apply(THREE, Progress.SILENT));
  }

  /** The answer to the first is lost, and with it the socket; another one cannot be opened. */
  @Test
  void whatIsDoneStaysToldWhereTheNextSocketCannotBeOpened() {
    ScriptedSockets sockets =
        answering(
                sent -> List.of(trouble(Kind.ANSWERS_LOST)),
                sent -> List.of(datagram(entry(mark(1), 0, 1), done(1))))
            .withReceiveBuffer(1);
    NetlinkSocket.Factory three =
        answerBytes -> {
          if (sockets.opened() == 3) {
            throw NetlinkException.failed(Kind.UNREACHABLE, "socket", 24);
          }
          return sockets.open(answerBytes);
        };
    List<Operation> operations = List.of(add(mark(1)), add(mark(2)), add(mark(3)));
    assertEquals(
        List.of(
            Outcome.done(operations.get(0)),
            Outcome.notTried(operations.get(1)),
            Outcome.notTried(operations.get(2))),
        new IpvsClient(three, () -> 250).apply(operations, Progress.SILENT));
  }

  @Test
  void whatIsRefusedIsRefusedWhateverItsNumber() {
    for (int number : new int[] {12, 13, 92, 99, 101, 113, 77, 524, 4095}) {
      ScriptedSockets sockets = answering(sent -> List.of(datagram(error(1, number))));
      Operation operation = add(WEB);
      assertEquals(
          List.of(Outcome.refused(operation, new Errno(number))),
          client(sockets).apply(List.of(operation), Progress.SILENT));
      ScriptedSockets zeroed = answering(sent -> List.of(datagram(error(1, number))));
      assertEquals(Optional.of(new Errno(number)), client(zeroed).zero(Optional.empty()));
    }
  }

  @Test
  void aBatchIsNeverMoreThanTheAnswersThatFit() {
    assertEquals(List.of(500, 500, 201), sizesWith(1024 * 1024));
    assertEquals(List.of(208, 208, 208, 208, 208, 161), sizesWith(212_992));
    assertEquals(1_201, sizesWith(1).size());
  }

  private static List<Integer> sizesWith(int receiveBuffer) {
    List<Operation> operations =
        LongStream.rangeClosed(1, 1_201).<Operation>mapToObj(at -> add(mark(at))).toList();
    Script taken = sent -> List.of(datagram(error(sent.get(sent.size() - 1).sequence(), 0)));
    ScriptedSockets sockets =
        answering(IntStream.range(0, 1_201).mapToObj(at -> taken).toArray(Script[]::new));
    assertEquals(
        operations.stream().map(Outcome::done).toList(),
        client(sockets.withReceiveBuffer(receiveBuffer)).apply(operations, Progress.SILENT));
    return sockets.sizes();
  }

  @Test
  void aKernelWithoutIpvsAndAUserWithoutPrivilegeAreToldApart() {
    assertEquals(Kind.NO_IPVS, kindWhenFamilyAnswers(error(1, Linux.ENOENT)));
    assertEquals(Kind.NOT_PERMITTED, kindWhenFamilyAnswers(error(1, Linux.EPERM)));
    assertEquals(Kind.DAMAGED, kindWhenFamilyAnswers(error(1, 0)));
    assertEquals(Kind.DAMAGED, kindWhenFamilyAnswers(done(1)));
  }

  private static Kind kindWhenFamilyAnswers(byte[] answer) {
    NetlinkSocket.Factory factory = answerBytes -> new OneAnswer(ByteBuffer.wrap(answer));
    try (IpvsClient client = new IpvsClient(factory, () -> 250)) {
      return assertThrows(NetlinkException.class, client::info).kind();
    }
  }

  private record OneAnswer(ByteBuffer answer) implements NetlinkSocket {
    @Override
    public void send(ByteBuffer datagram) {}

    @Override
    public ByteBuffer receive() {
      return answer.duplicate();
    }

    @Override
    public int receiveBufferBytes() {
      return 0;
    }

    @Override
    public void close() {}
  }

  @Test
  void operationsOnTheFirewallAreNotItsBusiness() {
    ScriptedSockets sockets = answering();
    List<Operation> operations = List.of(add(WEB), add(rule("192.168.0.1", 80, 80, 1)));
    assertThrows(
        IllegalArgumentException.class, () -> client(sockets).apply(operations, Progress.SILENT));
    assertEquals(0, sockets.opened());
  }

  @Test
  void nothingIsOpenedBeforeItIsUsed() {
    ScriptedSockets sockets = answering();
    client(sockets).close();
    assertEquals(List.of(), client(sockets).apply(List.of(), Progress.SILENT));
    assertEquals(0, sockets.opened());
    assertTrue(sockets.isFinished());
  }

  private static IpvsClient client(ScriptedSockets sockets) {
    return new IpvsClient(sockets, () -> 250);
  }

  private static List<ServiceKey> listed(Datagram... answers) {
    return client(answering(sent -> List.of(answers))).services().entries().stream()
        .map(service -> service.key())
        .toList();
  }

  private static void assertListingFails(Kind kind, Datagram... answers) {
    ScriptedSockets sockets = answering(sent -> List.of(answers));
    assertEquals(
        kind, assertThrows(NetlinkException.class, () -> client(sockets).services()).kind());
  }

  /** A service as listings have it, which is as it is asked for. */
  private static byte[] entry(ServiceKey key, int flags, int sequence) {
    return answer(new Requests(IPVS).addService(add(service(key, "rr"))), flags, sequence);
  }

  private static byte[] serverEntry(RealServer server) {
    return answer(new Requests(IPVS).addServer(add(WEB, server)), MULTI, 1);
  }
}
