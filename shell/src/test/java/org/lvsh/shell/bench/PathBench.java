package org.lvsh.shell.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.lvsh.kernel.Kernel;
import org.lvsh.kernel.Progress;
import org.lvsh.kernel.model.Scheduler;
import org.lvsh.kernel.simulated.SimulatedKernel;
import org.lvsh.language.ast.Statement;
import org.lvsh.language.diagnostic.Source;
import org.lvsh.language.parse.Parsed;
import org.lvsh.shell.apply.Applied;
import org.lvsh.shell.apply.Applier;
import org.lvsh.shell.compile.Candidate;
import org.lvsh.shell.compile.Compiler;
import org.lvsh.shell.compile.Desired;
import org.lvsh.shell.compile.Environment;
import org.lvsh.shell.plan.Load;
import org.lvsh.shell.plan.Plan;
import org.lvsh.shell.plan.Planner;
import org.lvsh.shell.session.Parsers;

/**
 * The whole path from text to an applied simulated kernel, step by step, for a number of services,
 * twice and four times as many. Prints medians in milliseconds and how they grow.
 */
public final class PathBench {
  private static final int SERVERS = 10;
  private static final int ROUNDS = 5;
  private static final int WARM_UP = 3;

  private PathBench() {}

  /**
   * Runs the benchmark.
   *
   * @param arguments the smallest number of services, at most 20,000, of which one in ten takes an
   *     automatic mark; 1,000 where none is said
   */
  public static void main(String[] arguments) throws IOException {
    int services = arguments.length == 0 ? 1_000 : Integer.parseInt(arguments[0]);
    for (int round = 0; round < WARM_UP; round++) {
      run(text(services));
    }
    List<Map<String, Double>> columns = new ArrayList<>();
    for (int size : List.of(services, 2 * services, 4 * services)) {
      columns.add(medians(text(size)));
    }
    print(System.out, services, columns);
  }

  private static String text(int services) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < services; i++) {
      String vip = "10.%d.%d.%d".formatted(i / 62_500, i / 250 % 250, i % 250 + 1);
      String ports = i % 10 == 0 ? "ports 80,443 sticky 600s" : "port 80";
      text.append("service s%d on %s %s wlc\n".formatted(i, vip, ports));
      for (int j = 1; j <= SERVERS; j++) {
        text.append("  server 172.16.%d.%d weight %d direct\n".formatted(i % 250, j, j));
      }
    }
    return text.toString();
  }

  private static Map<String, Double> medians(String text) throws IOException {
    Map<String, double[]> rounds = new LinkedHashMap<>();
    for (int round = 0; round < ROUNDS; round++) {
      int column = round;
      run(text)
          .forEach(
              (step, time) ->
                  rounds.computeIfAbsent(step, unseen -> new double[ROUNDS])[column] = time);
    }
    Map<String, Double> medians = new LinkedHashMap<>();
    rounds.forEach(
        (step, times) -> {
          Arrays.sort(times);
          medians.put(step, times[ROUNDS / 2]);
        });
    return medians;
  }

  /** One way from text to kernel; the milliseconds of each step. */
  private static Map<String, Double> run(String text) throws IOException {
    Path folder = Files.createTempDirectory("lvsh-bench");
    Path state = folder.resolve("state.json");
    try {
      Stopwatch watch = new Stopwatch();
      Parsed parsed = Parsers.withoutPortNames().parse(Source.of("bench.lvs", text));
      watch.lap("parse");
      Kernel kernel = SimulatedKernel.inMemory();
      Candidate candidate = Candidate.of(kernel.read());
      for (Statement statement : parsed.statements()) {
        candidate.lay(statement, "bench.lvs", false);
      }
      watch.lap("lay over");
      Desired desired = Compiler.compile(candidate, Environment.alone(Set.copyOf(Scheduler.KNOWN)));
      watch.lap("compile");
      Plan plan =
          Planner.plan(
              candidate.live(), candidate.live(), desired, () -> Load.of(kernel.statistics()));
      watch.lap("plan");
      check(new Applier(kernel).apply(plan, Progress.SILENT));
      watch.lap("apply in memory");
      check(new Applier(SimulatedKernel.keptIn(state)).apply(plan, Progress.SILENT));
      watch.lap("apply to a state file");
      return watch.laps();
    } finally {
      for (String name : List.of("state.json", "state.json.lock")) {
        Files.deleteIfExists(folder.resolve(name));
      }
      Files.delete(folder);
    }
  }

  private static void check(Applied applied) {
    if (!(applied instanceof Applied.Whole)) {
      throw new IllegalStateException("the plan was not applied: " + applied);
    }
  }

  private static void print(PrintStream out, int services, List<Map<String, Double>> columns) {
    out.printf(
        "text to applied simulated kernel, %d servers a service, median of %d, ms%n",
        SERVERS, ROUNDS);
    out.printf(
        "%-24s %10d %10d %10d %10s %10s%n",
        "services", services, 2 * services, 4 * services, "x2 takes", "x4 takes");
    for (String step : columns.get(0).keySet()) {
      double one = columns.get(0).get(step);
      double two = columns.get(1).get(step);
      double four = columns.get(2).get(step);
      out.printf(
          "%-24s %10.1f %10.1f %10.1f %9.2fx %9.2fx%n",
          step, one, two, four, two / one, four / one);
    }
  }

  /** Times of steps, one after the other, and of all together. */
  private static final class Stopwatch {
    private final Map<String, Double> laps = new LinkedHashMap<>();
    private final long start = System.nanoTime();
    private long last = start;

    void lap(String step) {
      long now = System.nanoTime();
      laps.put(step, (now - last) / 1e6);
      last = now;
    }

    Map<String, Double> laps() {
      laps.put("all of it", (last - start) / 1e6);
      return laps;
    }
  }
}
