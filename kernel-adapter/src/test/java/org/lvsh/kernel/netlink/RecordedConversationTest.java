package org.lvsh.kernel.netlink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.lvsh.kernel.Samples.ONE;
import static org.lvsh.kernel.Samples.ONE6;
import static org.lvsh.kernel.Samples.TWO;
import static org.lvsh.kernel.Samples.WEB;
import static org.lvsh.kernel.Samples.WEB6;
import static org.lvsh.kernel.Samples.add;
import static org.lvsh.kernel.Samples.mark;
import static org.lvsh.kernel.Samples.mark6;
import static org.lvsh.kernel.Samples.server;
import static org.lvsh.kernel.Samples.service;
import static org.lvsh.kernel.Samples.udp;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.lvsh.kernel.Progress;
import org.lvsh.kernel.model.AddressFamily;
import org.lvsh.kernel.model.Errno;
import org.lvsh.kernel.model.Forwarding;
import org.lvsh.kernel.model.Forwarding.Checksum;
import org.lvsh.kernel.model.Forwarding.Method;
import org.lvsh.kernel.model.Operation;
import org.lvsh.kernel.model.Outcome;
import org.lvsh.kernel.model.Persistence;
import org.lvsh.kernel.model.Persistence.Granularity;
import org.lvsh.kernel.model.RealServer;
import org.lvsh.kernel.model.Scheduler;
import org.lvsh.kernel.model.ServiceKey;
import org.lvsh.kernel.model.Timeouts;
import org.lvsh.kernel.model.VirtualService;

/** Every byte that is sent, and the meaning of every byte that Linux 6.1 answered. */
class RecordedConversationTest {
  private static final RealServer DIRECT = new RealServer(TWO, 5, Forwarding.DIRECT, 9, 8);
  private static final RealServer GUE =
      RealServer.of(ONE6, 7, new Forwarding(Method.GUE, 6080, Checksum.REMOTE));
  private static final VirtualService PHONES =
      sticky(udp("192.168.0.1", 5060), "wrr", 77, 0xFFFF_FF00L, Optional.of("sip"));
  private static final VirtualService MARKED = sticky(mark6(9), "mh", 60, 48, Optional.empty());

  private final Recording.Played played = Recording.load().play();
  private final IpvsClient client = new IpvsClient(() -> played, () -> 250);

  @Test
  void itSaysAndUnderstandsWhatWasRecorded() {
    assertEquals(new IpvsInfo(0x010201, 4096), client.info());
    assertEquals(Timeouts.DEFAULT, client.timeouts());
    changes();
    assertEquals(
        new Listing<>(List.of(PHONES, service(WEB, "rr"), MARKED), List.of()), client.services());
    assertEquals(
        new Listing<>(List.of(GUE, DIRECT, server(ONE, 1)), List.of()), client.servers(WEB));
    assertEquals(new Listing<>(List.of(), List.of()), client.servers(mark(77)));
    Operation last = add(WEB6);
    assertEquals(List.of(Outcome.done(last)), client.apply(List.of(last), Progress.SILENT));
    assertEquals(List.of(), played.wrong());
    assertEquals(List.of(), List.copyOf(played.rest()));
  }

  private void changes() {
    List<Operation> operations =
        List.of(
            add(WEB),
            add(WEB, server(ONE, 1)),
            add(WEB),
            add(WEB, DIRECT),
            add(WEB, server(TWO, -1)),
            add(WEB, GUE),
            add(PHONES),
            add(MARKED));
    List<Outcome> outcomes = client.apply(operations, Progress.SILENT);
    for (int at = 0; at < operations.size(); at++) {
      Outcome expected =
          switch (at) {
            case 2 -> Outcome.refused(operations.get(at), Errno.EEXIST);
            case 4 -> Outcome.refused(operations.get(at), Errno.ERANGE);
            default -> Outcome.done(operations.get(at));
          };
      assertEquals(expected, outcomes.get(at));
    }
  }

  private static VirtualService sticky(
      ServiceKey key, String scheduler, long seconds, long granularity, Optional<String> engine) {
    Persistence persistence =
        new Persistence(
            Duration.ofSeconds(seconds),
            Optional.of(new Granularity(key.family(), granularity)),
            engine);
    boolean phones = key.family() == AddressFamily.IPV4;
    return new VirtualService(
        key,
        new Scheduler(scheduler, phones ? Set.of() : Set.of(2)),
        Optional.of(persistence),
        phones);
  }
}
