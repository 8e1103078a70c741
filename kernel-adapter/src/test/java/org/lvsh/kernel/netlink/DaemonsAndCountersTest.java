package org.lvsh.kernel.netlink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lvsh.kernel.Samples.ONE;
import static org.lvsh.kernel.Samples.WEB;
import static org.lvsh.kernel.Samples.add;
import static org.lvsh.kernel.Samples.server;
import static org.lvsh.kernel.Samples.service;
import static org.lvsh.kernel.Samples.start;
import static org.lvsh.kernel.netlink.ScriptedSockets.IPVS;
import static org.lvsh.kernel.netlink.ScriptedSockets.answer;
import static org.lvsh.kernel.netlink.ScriptedSockets.answering;
import static org.lvsh.kernel.netlink.ScriptedSockets.datagram;
import static org.lvsh.kernel.netlink.ScriptedSockets.done;
import static org.lvsh.kernel.netlink.ScriptedSockets.error;
import static org.lvsh.kernel.netlink.ScriptedSockets.trouble;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.lvsh.kernel.Progress;
import org.lvsh.kernel.model.Counters;
import org.lvsh.kernel.model.Errno;
import org.lvsh.kernel.model.IpAddress;
import org.lvsh.kernel.model.Operation;
import org.lvsh.kernel.model.Operation.StopDaemon;
import org.lvsh.kernel.model.Outcome;
import org.lvsh.kernel.model.ServerStatistics;
import org.lvsh.kernel.model.ServiceStatistics;
import org.lvsh.kernel.model.SyncDaemon;
import org.lvsh.kernel.model.SyncDaemon.Role;
import org.lvsh.kernel.netlink.NetlinkException.Kind;

/** Sync daemons, counters, zero and flush: the messages, and answers that are right and wrong. */
class DaemonsAndCountersTest {
  private static final int MULTI = 2;
  private static final SyncDaemon MASTER =
      new SyncDaemon(Role.MASTER, "eth0", 3, IpAddress.of("239.1.2.3"), 8848, 9, 1472);
  private static final SyncDaemon BACKUP =
      new SyncDaemon(Role.BACKUP, "lo", 0, IpAddress.of("ff02::77"), 1, 255, 65_487);
  private static final Counters WIDE = new Counters(1, 2, 3, 4, 5, 6, 7, 8, 9, -1);
  private static final Counters NARROW =
      new Counters(1, 2, 3, 1L << 40, -1, 6, 7, 8, 9, 0xFFFF_FFFFL);

  @Test
  void daemonsAreListedAsTheyAreSaid() {
    assertEquals(
        List.of(MASTER, BACKUP), daemons(daemon(MASTER), daemon(BACKUP), done(1)).entries());
    assertEquals(List.of(), daemons(done(1)).entries());
  }

  /** As kernels did before there was more to say. */
  @Test
  void whatIsNotSaidOfADaemonIsTheDefault() {
    byte[] old = daemonOf(writer -> writer.u32(Ipvs.Daemon.STATE, 1).string(2, "eth0").u32(3, 3));
    assertEquals(List.of(SyncDaemon.of(Role.MASTER, "eth0", 3)), daemons(old, done(1)).entries());
  }

  @Test
  void aDaemonThatTheModelCannotSayIsLeftOut() {
    byte[] other =
        daemonOf(writer -> writer.u32(Ipvs.Daemon.STATE, 2).string(2, "eth0").u32(3, 300));
    assertEquals(
        new Listing<>(
            List.of(MASTER), List.of("the backup sync daemon, for it has no sync id: 300")),
        daemons(daemon(MASTER), other, done(1)));
    byte[] most =
        daemonOf(writer -> writer.u32(Ipvs.Daemon.STATE, 2).string(2, "e h").u32(3, 0xFFFF_FFFFL));
    assertEquals(1, daemons(most, done(1)).leftOut().size());
  }

  @Test
  void aDaemonThatMakesNoSenseIsDamage() {
    List<Consumer<MessageWriter>> wrong =
        List.of(
            writer -> writer.u32(1, 3).string(2, "eth0").u32(3, 1),
            writer -> writer.string(2, "eth0").u32(3, 1),
            writer -> writer.u32(1, 1).u32(3, 1),
            writer -> writer.u32(1, 1).string(2, "eth0"),
            writer -> writer.u32(1, 1).bytes(2, new byte[] {'e'}).u32(3, 1),
            writer -> writer.u32(1, 1).string(2, "eth0").u32(3, 1).bytes(5, new byte[16]),
            writer -> writer.u32(1, 1).string(2, "eth0").u32(3, 1).bytes(6, new byte[4]),
            writer -> writer.u32(1, 1).string(2, "eth0").u32(3, 1).u32(7, 1),
            writer -> writer.u32(1, 1).string(2, "eth0").u32(3, 1).u16(8, 1));
    for (Consumer<MessageWriter> one : wrong) {
      assertDamaged(() -> daemons(daemonOf(one), done(1)));
    }
  }

  @Test
  void countersOf64BitsArePreferred() {
    byte[] counted = serviceWith(writer -> both(writer, Ipvs.Service.STATS64, Ipvs.Service.STATS));
    byte[] server = serverWith(writer -> both(writer, Ipvs.Dest.STATS64, Ipvs.Dest.STATS));
    assertEquals(statistics(WIDE), read(counted, server));
  }

  @Test
  void countersOf32BitsAreReadWhereThereAreNoOthers() {
    byte[] counted = serviceWith(writer -> narrow(writer, Ipvs.Service.STATS));
    byte[] server = serverWith(writer -> narrow(writer, Ipvs.Dest.STATS));
    assertEquals(statistics(NARROW), read(counted, server));
  }

  private static Map<?, ?> statistics(Counters counters) {
    return Map.of(
        WEB,
        new ServiceStatistics(
            counters,
            new TreeMap<>(Map.of(ONE, new ServerStatistics(counters, 1, 2, 0xFFFF_FFFFL)))));
  }

  @Test
  void countersThatAreMissingOrOfAnotherLengthAreDamage() {
    byte[] server = serverWith(writer -> narrow(writer, Ipvs.Dest.STATS));
    List<Consumer<MessageWriter>> wrong =
        List.of(
            writer -> {},
            writer -> writer.u32(Ipvs.Service.STATS64, 1),
            writer -> writer.nest(Ipvs.Service.STATS64, () -> writer.u32(1, 1)),
            writer -> narrow(writer, Ipvs.Service.STATS64),
            writer -> wide(writer, Ipvs.Service.STATS),
            writer -> writer.bytes(Ipvs.Service.STATS64, new byte[3]));
    for (Consumer<MessageWriter> one : wrong) {
      assertDamaged(() -> read(serviceWith(one), server));
    }
    byte[] counted = serviceWith(writer -> narrow(writer, Ipvs.Service.STATS));
    byte[] plain = answer(new Requests(IPVS).addServer(add(WEB, server(ONE, 1))), MULTI, 1);
    assertDamaged(() -> read(counted, plain));
  }

  /** The kernel may say nothing of a stop; the message after it is answered. */
  @Test
  void aStopWithoutAnAnswerIsDone() {
    List<Operation> operations = List.of(start(MASTER), new StopDaemon(Role.MASTER));
    ScriptedSockets sockets = answering(sent -> List.of(datagram(error(3, 0))));
    assertEquals(
        operations.stream().map(Outcome::done).toList(),
        client(sockets).apply(operations, Progress.SILENT));
    assertEquals(List.of(3), sockets.sizes());
  }

  @Test
  void aStopMayBeRefused() {
    Operation stop = new StopDaemon(Role.BACKUP);
    ScriptedSockets sockets = answering(sent -> List.of(datagram(error(1, 3), error(2, 0))));
    assertEquals(
        List.of(Outcome.refused(stop, Errno.ESRCH)),
        client(sockets).apply(List.of(stop), Progress.SILENT));
  }

  @Test
  void lostAnswersAreMadeUpForByReadingTheDaemons() {
    List<Operation> operations = List.of(start(MASTER), start(BACKUP));
    ScriptedSockets sockets =
        answering(
            sent -> List.of(trouble(Kind.ANSWERS_LOST)),
            sent -> List.of(datagram(done(sent.get(0).sequence()))),
            sent -> List.of(datagram(numbered(daemon(MASTER), sent), numbered(done(1), sent))),
            sent -> List.of(datagram(numbered(daemon(MASTER), sent), numbered(done(1), sent))),
            sent -> List.of(datagram(error(sent.get(0).sequence(), 19))));
    assertEquals(
        List.of(Outcome.done(operations.get(0)), Outcome.refused(operations.get(1), Errno.ENODEV)),
        client(sockets).apply(operations, Progress.SILENT));
  }

  private static byte[] numbered(byte[] message, List<Message> sent) {
    return answer(message, MULTI, sent.get(0).sequence());
  }

  /** What a kernel may do to a length, it has to where it is asked for the impossible. */
  @Test
  void aDaemonWhoseLengthTheKernelMovedIsTheOneThatWasAsked() {
    assertTrue(BACKUP.withMaxLength(0).isMetBy(BACKUP));
    assertTrue(BACKUP.withMaxLength(1).isMetBy(BACKUP));
    assertTrue(BACKUP.withMaxLength(65_535).isMetBy(BACKUP));
    assertFalse(BACKUP.withMaxLength(1200).isMetBy(BACKUP));
    assertFalse(BACKUP.isMetBy(BACKUP.withGroup(MASTER.group())));
  }

  @Test
  void zeroAndFlushAreDoneOrRefused() {
    assertEquals(Optional.empty(), told(error(1, 0), client -> client.zero(Optional.empty())));
    assertEquals(
        Optional.of(Errno.ESRCH), told(error(1, 3), client -> client.zero(Optional.of(WEB))));
    assertEquals(Optional.empty(), told(error(1, 0), IpvsClient::flush));
    assertEquals(Optional.of(Errno.EPERM), told(error(1, 1), IpvsClient::flush));
  }

  @Test
  void zeroWithoutAnAnswerIsNotTakenForDone() {
    for (byte[] wrong : List.of(done(1), error(9, 0), error(1, -1))) {
      assertThrows(
          NetlinkException.class, () -> told(wrong, client -> client.zero(Optional.empty())));
    }
  }

  private static Optional<Errno> told(byte[] answer, Function<IpvsClient, Optional<Errno>> asked) {
    return asked.apply(client(answering(sent -> List.of(datagram(answer)))));
  }

  private static Listing<SyncDaemon> daemons(byte[]... answers) {
    // The family was asked for on the same socket, as number 1.
    return client(
            answering(
                sent ->
                    List.of(
                        datagram(
                            Stream.of(answers)
                                .map(one -> numbered(one, sent))
                                .toArray(byte[][]::new)))))
        .daemons();
  }

  private static Map<?, ?> read(byte[] service, byte[] server) {
    return client(
            answering(
                sent -> List.of(datagram(service, done(1))),
                sent -> List.of(datagram(server, done(1)))))
        .statistics();
  }

  private static IpvsClient client(ScriptedSockets sockets) {
    return new IpvsClient(sockets, () -> 250);
  }

  private static byte[] daemon(SyncDaemon daemon) {
    return answer(new Requests(IPVS).startDaemon(start(daemon)), MULTI, 1);
  }

  private static byte[] daemonOf(Consumer<MessageWriter> content) {
    return nested(Ipvs.Command.NEW_DAEMON, Ipvs.Top.DAEMON, content);
  }

  private static byte[] serviceWith(Consumer<MessageWriter> stats) {
    return nested(
        Ipvs.Command.NEW_SERVICE,
        Ipvs.Top.SERVICE,
        writer -> {
          ServiceCodec.write(writer, service(WEB, "rr"));
          stats.accept(writer);
        });
  }

  private static byte[] serverWith(Consumer<MessageWriter> stats) {
    return nested(
        Ipvs.Command.NEW_DEST,
        Ipvs.Top.DEST,
        writer -> {
          ServerCodec.write(writer, server(ONE, 1));
          writer.u32(7, 1).u32(8, 2).u32(9, 0xFFFF_FFFFL);
          stats.accept(writer);
        });
  }

  private static byte[] nested(int command, int type, Consumer<MessageWriter> content) {
    MessageWriter writer = new MessageWriter(IPVS, command);
    writer.nest(type, () -> content.accept(writer));
    return answer(writer.message(), MULTI, 1);
  }

  private static void both(MessageWriter writer, int wide, int narrow) {
    narrow(writer, narrow);
    wide(writer, wide);
  }

  private static void wide(MessageWriter writer, int type) {
    writer.nest(
        type,
        () -> {
          for (int number = 1; number <= 10; number++) {
            writer.bytes(number, u64(number == 10 ? -1 : number));
          }
        });
  }

  private static void narrow(MessageWriter writer, int type) {
    writer.nest(
        type,
        () -> {
          writer.u32(1, 1).u32(2, 2).u32(3, 3).bytes(4, u64(1L << 40)).bytes(5, u64(-1));
          writer.u32(6, 6).u32(7, 7).u32(8, 8).u32(9, 9).u32(10, 0xFFFF_FFFFL);
        });
  }

  private static byte[] u64(long value) {
    return ByteBuffer.allocate(Long.BYTES).order(ByteOrder.nativeOrder()).putLong(value).array();
  }

  private static void assertDamaged(Executable executable) {
    assertEquals(Kind.DAMAGED, assertThrows(NetlinkException.class, executable).kind());
  }
}
