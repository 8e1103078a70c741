package org.lvsh.kernel.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.lvsh.kernel.Samples.add;
import static org.lvsh.kernel.Samples.at;
import static org.lvsh.kernel.Samples.server;
import static org.lvsh.kernel.Samples.udp;

import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.lvsh.kernel.FirewallKind;
import org.lvsh.kernel.LabMachine;
import org.lvsh.kernel.TriedKernel;
import org.lvsh.kernel.firewall.Firewall;
import org.lvsh.kernel.firewall.FirewallState;
import org.lvsh.kernel.firewall.NftablesFirewall;
import org.lvsh.kernel.model.Operation;
import org.lvsh.kernel.model.Outcome;
import org.lvsh.kernel.model.ServiceKey;
import org.lvsh.kernel.netlink.IpvsClient;

/** That Ctrl-C waits for no firewall, and that nobody uses one that is still being read. */
@Tag("lab")
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ReadingBesideLabTest {
  private static final ServiceKey SERVICE = udp("10.99.0.1", 5000);

  private final IpvsClient ipvs = IpvsClient.live();

  @BeforeEach
  void makeAService() {
    LabMachine.empty(ipvs);
    new TriedKernel(LiveKernel.with(ipvs, new NftablesFirewall(new LiveNft())))
        .takes(add(SERVICE), add(SERVICE, server(at("10.99.0.2", 5001), 1)));
  }

  @AfterEach
  void close() {
    ipvs.close();
  }

  /** Answers no earlier than it is let. */
  private static final class SlowFirewall implements Firewall {
    private final CountDownLatch let = new CountDownLatch(1);
    private final AtomicInteger users = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();
    private final AtomicInteger reads = new AtomicInteger();

    @Override
    public FirewallKind kind() {
      return FirewallKind.NFTABLES;
    }

    @Override
    public boolean holdsOurs() {
      return true;
    }

    @Override
    public FirewallState read() {
      most.accumulateAndGet(users.incrementAndGet(), Math::max);
      try {
        let.await();
        reads.incrementAndGet();
        return FirewallState.EMPTY;
      } catch (InterruptedException interrupted) {
        throw new IllegalStateException(interrupted);
      } finally {
        users.decrementAndGet();
      }
    }

    @Override
    public List<Outcome> apply(List<Operation> run, Predicate<ServiceKey> exists) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void clear() {
      throw new UnsupportedOperationException();
    }
  }

  @Test
  void whatIsEndedWaitsForNoFirewallAndTheNextQuestionDoes() throws InterruptedException {
    SlowFirewall firewall = new SlowFirewall();
    LiveKernel kernel = LiveKernel.with(ipvs, firewall, 2);
    assertThrows(
        CancellationException.class,
        () ->
            kernel.read(
                (done, all) -> {
                  throw new CancellationException();
                }));
    assertEquals(0, firewall.reads.get(), "it has waited");
    Thread later = new Thread(firewall.let::countDown);
    later.start();
    assertEquals(1, kernel.read().services().size());
    later.join();
    assertEquals(1, firewall.most.get(), "two have used it at once");
    assertEquals(2, firewall.reads.get());
  }
}
