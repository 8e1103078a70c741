package org.lvsh.kernel.netlink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lvsh.kernel.Samples.ONE;
import static org.lvsh.kernel.Samples.TWO;
import static org.lvsh.kernel.Samples.WEB;
import static org.lvsh.kernel.Samples.WEB6;
import static org.lvsh.kernel.Samples.add;
import static org.lvsh.kernel.Samples.mark;
import static org.lvsh.kernel.Samples.server;
import static org.lvsh.kernel.Samples.service;
import static org.lvsh.kernel.netlink.ScriptedSockets.IPVS;
import static org.lvsh.kernel.netlink.ScriptedSockets.answer;
import static org.lvsh.kernel.netlink.ScriptedSockets.answering;
import static org.lvsh.kernel.netlink.ScriptedSockets.datagram;
import static org.lvsh.kernel.netlink.ScriptedSockets.done;
import static org.lvsh.kernel.netlink.ScriptedSockets.error;
import static org.lvsh.kernel.netlink.ScriptedSockets.message;

import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lvsh.kernel.model.RealServer;
import org.lvsh.kernel.model.ServiceKey;
import org.lvsh.kernel.netlink.NetlinkException.Kind;
import org.lvsh.kernel.netlink.ScriptedSockets.Datagram;
import org.lvsh.kernel.netlink.ScriptedSockets.Script;

/** Listings of a kernel that somebody else changes between two datagrams. */
class SteadyListingTest {
  private static final RealServer FIRST = server(ONE, 1);
  private static final RealServer SECOND = server(TWO, 1);

  /** FIRST is told and then removed, so SECOND takes its place and is never told. */
  private static final Script HIDING = inOne(FIRST);

  @Test
  void aServerThatTheRemovalOfAnotherHidIsFound() {
    Script quiet = sent -> List.of(datagram(entry(SECOND, sent)), datagram(done(sequence(sent))));
    ScriptedSockets sockets = answering(full(HIDING), quiet);
    assertEquals(List.of(SECOND), client(sockets).servers(WEB).entries());
    assertTrue(sockets.isFinished());
  }

  @Test
  void serversInSeveralDatagramsAreListedUntilTwoListingsHaveTheSameKeys() {
    Script first = inTwo(FIRST, SECOND);
    Script heavier = inTwo(server(ONE, 5), SECOND);
    ScriptedSockets sockets = answering(inTwo(SECOND, server(TWO, 9)), first, heavier);
    assertEquals(List.of(server(ONE, 5), SECOND), client(sockets).servers(WEB).entries());
    assertTrue(sockets.isFinished(), "the second was another one, the third was like it");
  }

  /** One is added and removed meanwhile: FIRST is repeated, and hides SECOND each time. */
  @Test
  void aListingThatRepeatsAServerIsLikeNone() {
    Script hiding = inTwo(FIRST, FIRST);
    Script whole = inTwo(FIRST, SECOND);
    ScriptedSockets sockets = answering(hiding, hiding, whole, whole);
    assertEquals(List.of(FIRST, SECOND), client(sockets).servers(WEB).entries());
    assertTrue(sockets.isFinished());
  }

  /** For the kernel makes the first datagram that a socket gets shorter than all later ones. */
  @Test
  void ofTwoListingsInARowOneIsTheFirstOfItsSocket() {
    Script whole = inTwo(FIRST, SECOND);
    Script hiding = inTwo(FIRST, FIRST);
    ScriptedSockets sockets = answering(whole, whole, whole, hiding, whole, whole);
    try (IpvsClient client = client(sockets)) {
      client.servers(WEB);
      client.servers(WEB);
    }
    int first = sockets.numbers().get(0);
    assertEquals(List.of(first, first, first, first + 1, first + 1, first + 2), sockets.numbers());
  }

  @Test
  void serversThatNeverComeToRestAreToldAsThat() {
    Script one = inTwo(FIRST, FIRST);
    Script other = inTwo(SECOND, SECOND);
    ScriptedSockets sockets = answering(one, other, one, other, one);
    assertEquals(
        Kind.UNSTEADY,
        assertThrows(NetlinkException.class, () -> client(sockets).servers(WEB)).kind());
    assertTrue(sockets.isFinished());
  }

  /** The last datagram of a listing has its end and nothing else. */
  @Test
  void serversOfOneMomentAreAskedForOnce() {
    ScriptedSockets sockets = answering(inOne(FIRST, SECOND));
    assertEquals(List.of(FIRST, SECOND), client(sockets).servers(WEB).entries());
    assertEquals(List.of(1), sockets.sizes());
  }

  /** 3,776 bytes are a page without the kernel's own, and an entry takes less than 512. */
  @ParameterizedTest
  @CsvSource({
    "2800, true", "3264, false", "3776, false", "4096, false", "4100, true", "6900, true",
    "7680, false", "8192, false", "8200, true", "31400, true", "32000, false", "32768, false"
  })
  void aDatagramWithoutRoomForAnotherEntryMayHaveBeenCutOff(int bytes, boolean one) {
    Moments moments = new Moments();
    assertTrue(moments.isOne());
    moments.add(1, bytes);
    moments.add(1, bytes);
    assertEquals(one, moments.isOne());
  }

  @Test
  void whereNoServiceIsGoneNothingMoreIsAskedThanWhetherTheEmptyOnesAreThere() {
    ScriptedSockets sockets =
        answering(
            services(WEB, mark(5)),
            inOne(FIRST),
            inOne(),
            sent -> List.of(datagram(entry(mark(5), sent))));
    assertEquals(List.of(WEB, mark(5)), keys(client(sockets)));
    assertTrue(sockets.isFinished());
  }

  /** WEB is told and then removed, so WEB6 takes its place and is never told. */
  @Test
  void aServiceThatTheRemovalOfAnotherHidIsFound() {
    ScriptedSockets sockets =
        answering(
            services(mark(5), WEB),
            inOne(FIRST),
            inOne(),
            sent -> List.of(datagram(error(sequence(sent), Linux.ESRCH))),
            services(mark(5), WEB6),
            inOne(FIRST),
            inOne(SECOND));
    assertEquals(List.of(mark(5), WEB6), keys(client(sockets)));
    assertTrue(sockets.isFinished());
  }

  @Test
  void servicesThatKeepGoingAreToldAsThat() {
    List<Script> once =
        List.of(
            services(WEB), inOne(), sent -> List.of(datagram(error(sequence(sent), Linux.ESRCH))));
    ScriptedSockets sockets =
        answering(
            Collections.nCopies(5, once).stream().flatMap(List::stream).toArray(Script[]::new));
    assertEquals(
        Kind.UNSTEADY,
        assertThrows(NetlinkException.class, () -> client(sockets).entries()).kind());
    assertTrue(sockets.isFinished());
  }

  @Test
  void aServiceIsAskedForByItsKey() {
    ScriptedSockets sockets =
        answering(
            sent -> List.of(datagram(entry(WEB, sent))),
            sent -> List.of(datagram(error(sequence(sent), Linux.ESRCH))),
            sent -> List.of(datagram(error(sequence(sent), Linux.EPERM))));
    IpvsClient client = client(sockets);
    assertTrue(client.has(WEB));
    assertFalse(client.has(WEB6));
    assertEquals(
        Kind.NOT_PERMITTED, assertThrows(NetlinkException.class, () -> client.has(WEB)).kind());
  }

  private static IpvsClient client(ScriptedSockets sockets) {
    return new IpvsClient(sockets, () -> 250);
  }

  private static List<ServiceKey> keys(IpvsClient client) {
    return client.entries().entries().stream().map(entry -> entry.service().key()).toList();
  }

  private static int sequence(List<Message> sent) {
    return sent.get(0).sequence();
  }

  private static byte[] entry(ServiceKey key, List<Message> sent) {
    return answer(new Requests(IPVS).addService(add(service(key, "rr"))), 2, sequence(sent));
  }

  private static byte[] entry(RealServer server, List<Message> sent) {
    return answer(new Requests(IPVS).addServer(add(WEB, server)), 2, sequence(sent));
  }

  private static Script services(ServiceKey... keys) {
    return sent ->
        Stream.concat(
                Stream.of(keys).map(key -> datagram(entry(key, sent))),
                Stream.of(datagram(done(sequence(sent)))))
            .toList();
  }

  private static Script inOne(RealServer... servers) {
    return sent ->
        servers.length == 0
            ? List.of(datagram(done(sequence(sent))))
            : List.of(
                datagram(
                    Stream.of(servers).map(server -> entry(server, sent)).toArray(byte[][]::new)),
                datagram(done(sequence(sent))));
  }

  private static Script inTwo(RealServer first, RealServer second) {
    return sent ->
        List.of(
            datagram(entry(first, sent)),
            datagram(entry(second, sent)),
            datagram(done(sequence(sent))));
  }

  /** The same with datagrams as long as a page, to which empty messages make them. */
  private static Script full(Script script) {
    return sent ->
        script.answer(sent).stream()
            .map(
                one -> {
                  int bytes = one.messages().stream().mapToInt(message -> message.length).sum();
                  byte[] rest =
                      message(
                          Message.NOOP,
                          0,
                          sequence(sent),
                          ByteBuffer.allocate(3776 - bytes - Message.HEADER));
                  return new Datagram(
                      Stream.concat(Stream.of(rest), one.messages().stream()).toList(), null);
                })
            .toList();
  }
}
