package org.lvsh.shell.bench;

import java.util.concurrent.TimeUnit;
import org.lvsh.language.complete.Completion;
import org.lvsh.language.complete.StatementCompleter;
import org.lvsh.language.complete.StatementRoles;
import org.lvsh.language.diagnostic.Source;
import org.lvsh.language.parse.Definitions;
import org.lvsh.language.parse.Parsed;
import org.lvsh.language.parse.StatementParser;
import org.lvsh.shell.session.Parsers;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** What a whole line costs to complete at its end, to colour and to parse. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class CompletionMicroBench {
  private String line = "service shop on 192.168.0.1,2001:db8::1 ports 80,443 sticky 600s wlc";
  private final StatementRoles roles = new StatementRoles(Parsers.NO_NAMES);
  private final StatementParser parser = Parsers.withoutPortNames();

  @Benchmark
  public Completion complete() {
    return StatementCompleter.complete(line, line.length(), Definitions.NONE);
  }

  @Benchmark
  public Object colour() {
    return roles.roles(line, line.length(), Definitions.NONE);
  }

  @Benchmark
  public Parsed parse() {
    return parser.parse(Source.of("prompt", line));
  }
}
