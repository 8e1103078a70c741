package org.lvsh.shell.bench;

import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import org.openjdk.jmh.util.Statistics;

/**
 * Runs all micro-benchmarks by JMH, as lvsh itself is run, and prints lines of the table of {@code
 * scripts/bench}.
 */
public final class MicroBenches {
  private static final double MEDIAN = 50;

  private MicroBenches() {}

  /**
   * Runs them.
   *
   * @param arguments the name of the row, and how often each is measured
   */
  public static void main(String[] arguments) throws RunnerException {
    Options options =
        new OptionsBuilder()
            .include("MicroBench[.]")
            .forks(1)
            .jvmArgsAppend("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
            .warmupIterations(3)
            .warmupTime(TimeValue.milliseconds(500))
            .measurementIterations(Integer.parseInt(arguments[1]))
            .measurementTime(TimeValue.milliseconds(500))
            .timeUnit(TimeUnit.NANOSECONDS)
            .shouldFailOnError(true)
            .verbosity(VerboseMode.SILENT)
            .build();
    List<RunResult> results =
        new Runner(options)
            .run().stream()
                .sorted(Comparator.comparing(result -> result.getParams().getBenchmark()))
                .toList();
    for (RunResult result : results) {
      Statistics times = result.getPrimaryResult().getStatistics();
      System.out.printf(
          "%s\t%s\tns\t%.3f\t%.3f\t%.3f\t\t\t\t\t%n",
          arguments[0],
          name(result.getParams().getBenchmark()),
          times.getPercentile(MEDIAN),
          times.getMin(),
          times.getMax());
    }
  }

  /** Such as {@code Codec readServer}. */
  private static String name(String benchmark) {
    String method = benchmark.substring(benchmark.lastIndexOf('.') + 1);
    String type = benchmark.substring(0, benchmark.lastIndexOf('.'));
    return type.substring(type.lastIndexOf('.') + 1).replace("MicroBench", "") + " " + method;
  }
}
