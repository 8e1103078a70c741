package org.lvsh.shell.bench;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.lvsh.kernel.simulated.SimulatedKernel;
import org.lvsh.language.complete.Completion;
import org.lvsh.language.complete.StatementCompleter;
import org.lvsh.language.complete.StatementRoles;
import org.lvsh.language.diagnostic.Source;
import org.lvsh.shell.command.FileNames;
import org.lvsh.shell.command.LiveNames;
import org.lvsh.shell.command.SessionNames;
import org.lvsh.shell.session.Parsers;
import org.lvsh.shell.session.Session;
import org.lvsh.shell.session.Staged;
import org.lvsh.shell.store.Directors;
import org.springframework.shell.core.command.CommandRegistry;

/**
 * What a key costs at the prompt once it is warm: completing and colouring lines, key by key, where
 * few services are staged and where many are. The two take turns, so that whatever else the machine
 * does disturbs both. Prints microseconds, and how many compare with few.
 */
public final class CompleteBench {
  private static final int FEW = 5;
  private static final int SERVERS = 10;
  private static final int WARM_UP = 100;
  private static final int ROUNDS = 300;

  private static final List<String> LINES =
      List.of(
          "service shop on 192.168.0.1,2001:db8::1 ports 80,443 sticky 600s per /24 wlc",
          "set s1 server 172.16.1.3 weight 4",
          "remove server 172.16.1.3 from s3",
          "show service s2 as json",
          "server 192.168.1.2:8080 weight 4 tunnel gue 6080 checksum");

  private final LiveNames names;
  private final StatementRoles roles = new StatementRoles(Parsers.NO_NAMES);
  private long offered;

  private CompleteBench(int services) {
    Session session = new Session(() -> Directors.of(SimulatedKernel.inMemory()));
    Parsers.withoutPortNames()
        .parse(Source.of("prompt", text(services)))
        .statements()
        .forEach(one -> session.stage(new Staged(one, "prompt", true)));
    names = new SessionNames(session, new CommandRegistry(), List::of, new FileNames(Path.of("")));
  }

  /**
   * Runs the benchmark.
   *
   * @param arguments how many services are many, at most 60,000; 5,000 where none is said
   */
  public static void main(String[] arguments) {
    int many = arguments.length == 0 ? 5_000 : Integer.parseInt(arguments[0]);
    CompleteBench one = new CompleteBench(FEW);
    CompleteBench other = new CompleteBench(many);
    System.out.printf("a key at the prompt, %d servers a service, microseconds%n", SERVERS);
    System.out.printf("%-28s %8d %8d %8s%n", "services", FEW, many, "ratio");
    compare("complete", one::complete, other::complete);
    compare("colour", one::colour, other::colour);
    System.out.printf("%-28s %8d %8d%n", "offered in all", one.offered, other.offered);
  }

  /** One key: what is done for a line with the cursor at a place. */
  private interface Key {
    void press(String line, int cursor);
  }

  private void complete(String line, int cursor) {
    Completion place = StatementCompleter.complete(line, cursor, names.definitions());
    place.candidates().forEach(one -> offered += names.names(one, place).names().size());
  }

  private void colour(String line, int cursor) {
    offered += roles.roles(line, cursor, names.definitions()).size();
  }

  private static void compare(String what, Key one, Key other) {
    int keys = LINES.stream().mapToInt(line -> line.length() + 1).sum();
    double[] ones = new double[ROUNDS * keys];
    double[] others = new double[ROUNDS * keys];
    for (int round = -WARM_UP; round < ROUNDS; round++) {
      int from = Math.max(round, 0) * keys;
      type(one, ones, from);
      type(other, others, from);
    }
    Arrays.sort(ones);
    Arrays.sort(others);
    for (int percent : List.of(50, 99)) {
      int at = ones.length * percent / 100;
      System.out.printf(
          "%-28s %8.1f %8.1f %7.2fx%n",
          "%s, %d%% of keys".formatted(what, percent), ones[at], others[at], others[at] / ones[at]);
    }
  }

  /** Types all lines, and notes what each key took. */
  private static void type(Key key, double[] times, int from) {
    int at = from;
    for (String line : LINES) {
      for (int cursor = 0; cursor <= line.length(); cursor++) {
        String typed = line.substring(0, cursor);
        long start = System.nanoTime();
        key.press(typed, cursor);
        times[at++] = (System.nanoTime() - start) / 1e3;
      }
    }
  }

  private static String text(int services) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < services; i++) {
      text.append("service s%d on 10.%d.%d.1 port 80\n".formatted(i, i / 250, i % 250));
      for (int j = 1; j <= SERVERS; j++) {
        text.append("server 172.16.%d.%d\n".formatted(i % 250, j));
      }
    }
    return text.toString();
  }
}
