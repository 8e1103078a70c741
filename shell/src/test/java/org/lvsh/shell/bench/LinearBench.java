package org.lvsh.shell.bench;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.lvsh.kernel.model.Scheduler;
import org.lvsh.kernel.model.Snapshot;
import org.lvsh.kernel.simulated.SimulatedKernel;
import org.lvsh.language.ast.Statement;
import org.lvsh.language.diagnostic.Source;
import org.lvsh.language.parse.Parsed;
import org.lvsh.shell.compile.Candidate;
import org.lvsh.shell.compile.Compiler;
import org.lvsh.shell.compile.Desired;
import org.lvsh.shell.compile.Environment;
import org.lvsh.shell.plan.Load;
import org.lvsh.shell.plan.Planner;
import org.lvsh.shell.session.Parsers;

/**
 * Text to the difference between what it wants and what there is, for 25,000, 50,000 and 100,000
 * services, a fifth of a kilobyte each. Prints lines of the table of {@code scripts/bench}: what
 * more services take, beside so many times what the fewest take.
 */
public final class LinearBench {
  private static final int FEWEST = 25_000;
  private static final int[] TIMES = {1, 2, 4};
  private static final int SERVERS = 3;
  private static final String AIM = "at most 1.15";

  private LinearBench() {}

  /**
   * Runs the benchmark.
   *
   * @param arguments the name of the row, and how many runs
   */
  public static void main(String[] arguments) {
    int runs = Integer.parseInt(arguments[1]);
    List<String> texts = Arrays.stream(TIMES).mapToObj(times -> text(times * FEWEST)).toList();
    double[][] milliseconds = new double[TIMES.length][runs];
    run(texts.get(0));
    for (int run = 0; run < runs; run++) {
      for (int at = 0; at < TIMES.length; at++) {
        milliseconds[at][run] = run(texts.get(at));
      }
    }
    for (int at = 1; at < TIMES.length; at++) {
      print(arguments[0], TIMES[at], texts.get(at).length(), milliseconds[0], milliseconds[at]);
    }
  }

  private static void print(String row, int times, int length, double[] fewest, double[] more) {
    double[] line = Arrays.stream(fewest).map(one -> times * one).toArray();
    System.out.println(
        String.join(
            "\t",
            row,
            "parse, compile, compare %,d services (%d MB)"
                .formatted(times * FEWEST, Math.round(length / 1e6)),
            "ms",
            Spread.of(more),
            "%d times %,d services".formatted(times, FEWEST),
            Spread.of(line),
            AIM));
  }

  /** The milliseconds from text to a difference, which is none: the kernel has all of it. */
  private static double run(String text) {
    Snapshot empty = SimulatedKernel.inMemory().read();
    Snapshot there = desired(text, empty).snapshot();
    System.gc();
    long start = System.nanoTime();
    Desired desired = desired(text, there);
    boolean differs =
        !Planner.plan(there, there, desired, () -> Load.unknown("nobody has asked"))
            .operations()
            .isEmpty();
    double milliseconds = (System.nanoTime() - start) / 1e6;
    if (differs) {
      throw new IllegalStateException("the same text has made a difference");
    }
    return milliseconds;
  }

  private static Desired desired(String text, Snapshot live) {
    Parsed parsed = Parsers.withoutPortNames().parse(Source.of("bench.lvs", text));
    if (parsed.hasErrors()) {
      throw new IllegalStateException(parsed.diagnostics().get(0).message());
    }
    Candidate candidate = Candidate.of(live);
    for (Statement statement : parsed.statements()) {
      candidate.lay(statement, "bench.lvs", false);
    }
    return Compiler.compile(candidate, Environment.alone(Set.copyOf(Scheduler.KNOWN)));
  }

  private static String text(int services) {
    StringBuilder text = new StringBuilder(services * 210);
    for (int i = 0; i < services; i++) {
      int high = i / 62_500;
      int middle = i / 250 % 250;
      int low = i % 250 + 1;
      text.append(
          "service shop-%d on 10.%d.%d.%d port 80 sticky 600s wlc\n"
              .formatted(i, high, middle, low));
      for (int j = 1; j <= SERVERS; j++) {
        text.append(
            "  server 172.16.%d.%d weight %d direct     # rack %d\n"
                .formatted(i % 250, j, j, middle));
      }
    }
    return text.toString();
  }
}
