package org.lvsh.kernel.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.lvsh.kernel.Kernel;
import org.lvsh.kernel.LabMachine;
import org.lvsh.kernel.Progress;
import org.lvsh.kernel.RandomOperations;
import org.lvsh.kernel.firewall.Firewall;
import org.lvsh.kernel.firewall.IptablesFirewall;
import org.lvsh.kernel.firewall.NftablesFirewall;
import org.lvsh.kernel.model.Operation;
import org.lvsh.kernel.model.Outcome;
import org.lvsh.kernel.model.Setting;
import org.lvsh.kernel.model.Snapshot;
import org.lvsh.kernel.netlink.IpvsClient;
import org.lvsh.kernel.simulated.SimulatedKernel;

/**
 * One random sequence of operations for the kernel of the lab and for the simulated one. After
 * every step both have refused the same for the same reason, and hold the same. {@code
 * -Dlvsh.seed=N} begins another sequence.
 */
@Tag("lab")
final class BothKernelsLabTest {
  private static final boolean FULL = "full".equals(System.getProperty("lvsh.counts"));
  private static final int LARGEST_BATCH = 32;

  /** A seed that made the two differ once gets a test of its own. */
  private static final long SEED = Long.getLong("lvsh.seed", 1);

  /** Settings that depend on its memory, and on modules that earlier tests have loaded. */
  private static final Set<String> OF_THE_MACHINE =
      Set.of("sync_qlen_max", "lblc_expiration", "lblcr_expiration");

  @Test
  void bothRefuseAndHoldTheSameWithNftables() {
    compare(new NftablesFirewall(new LiveNft()), SEED, FULL ? 10_000 : 1_000);
  }

  /** Fewer, since each change and each look is a run of iptables. */
  @Test
  void bothRefuseAndHoldTheSameWithIptables() {
    compare(new IptablesFirewall(), SEED, FULL ? 1_000 : 100);
  }

  private static void compare(Firewall firewall, long seed, int operations) {
    IpvsClient ipvs = IpvsClient.live();
    try (LiveKernel live = LiveKernel.with(ipvs, firewall)) {
      LabMachine.empty(ipvs);
      Sequence sequence = new Sequence(live, SimulatedKernel.inMemory(), seed);
      while (sequence.operations < operations) {
        sequence.step();
      }
      System.out.println(firewall.kind() + ": " + sequence);
      assertTrue(sequence.refused * 3 >= sequence.operations, sequence::toString);
    }
  }

  /** A sequence that goes to both kernels step by step; what differs ends it. */
  private static final class Sequence {
    private final Kernel live;
    private final Kernel simulated;
    private final long seed;
    private final Random random;
    private final RandomOperations source;
    private int steps;
    private int operations;
    private int refused;

    Sequence(Kernel live, Kernel simulated, long seed) {
      this.live = live;
      this.simulated = simulated;
      this.seed = seed;
      this.random = new Random(seed);
      this.source = new RandomOperations(seed);
    }

    /** One operation in half of the steps, some in the others. */
    void step() {
      int size = random.nextBoolean() ? 1 : 1 + random.nextInt(LARGEST_BATCH);
      List<Operation> batch = new ArrayList<>();
      for (int at = 0; at < size; at++) {
        batch.add(source.next());
      }
      steps++;
      operations += size;
      List<Outcome> outcomes = simulated.apply(batch, Progress.SILENT);
      refused += (int) outcomes.stream().filter(Sequence::isRefused).count();
      assertEquals(outcomes, live.apply(batch, Progress.SILENT), this::toString);
      assertEquals(alike(simulated), alike(live), () -> this + " with " + batch);
    }

    private static Snapshot alike(Kernel kernel) {
      Snapshot all = kernel.read();
      NavigableMap<String, Setting> settings = new TreeMap<>(all.settings());
      settings.keySet().removeAll(OF_THE_MACHINE);
      return all.withSettings(settings);
    }

    private static boolean isRefused(Outcome outcome) {
      return outcome.status() == Outcome.Status.REFUSED;
    }

    @Override
    public String toString() {
      return "seed %d, %d steps, %d operations, %d of them refused"
          .formatted(seed, steps, operations, refused);
    }
  }
}
