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
 * does disturbs both. Prints lines of the table of {@code scripts/bench}.
 */
public final class CompleteBench {
  private static final int FEW = 5;
  private static final int SERVERS = 10;
  private static final int WARM_UP = 100;
  private static final int BATCHES = 5;
  private static final int ROUNDS = 60;
  private static final int PERCENT = 99;
  private static final String AIM = "at most 3";

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
   * @param arguments the name of the row, and how many services are many, at most 60,000; 5,000
   *     where that is not said
   */
  public static void main(String[] arguments) {
    int many = arguments.length < 2 ? 5_000 : Integer.parseInt(arguments[1]);
    CompleteBench few = new CompleteBench(FEW);
    CompleteBench lots = new CompleteBench(many);
    String work = arguments[0] + "\t%s a key, %d services, the " + PERCENT + "th of 100 keys";
    compare(work.formatted("complete", many), few::complete, lots::complete);
    compare(work.formatted("colour", many), few::colour, lots::colour);
    if (few.offered == 0 || lots.offered <= few.offered) {
      throw new IllegalStateException("nothing was offered: " + few.offered + ", " + lots.offered);
    }
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

  /** Compares the slow keys of several batches of rounds. */
  private static void compare(String work, Key few, Key lots) {
    int keys = LINES.stream().mapToInt(line -> line.length() + 1).sum();
    double[] times = new double[ROUNDS * keys];
    for (int round = 0; round < WARM_UP; round++) {
      type(few, times, 0);
      type(lots, times, 0);
    }
    double[] slowOfFew = new double[BATCHES];
    double[] slowOfLots = new double[BATCHES];
    for (int batch = 0; batch < BATCHES; batch++) {
      double[] others = new double[times.length];
      for (int round = 0; round < ROUNDS; round++) {
        type(few, times, round * keys);
        type(lots, others, round * keys);
      }
      slowOfFew[batch] = slow(times);
      slowOfLots[batch] = slow(others);
    }
    System.out.println(
        String.join(
            "\t", work, "µs", Spread.of(slowOfLots), FEW + " services", Spread.of(slowOfFew), AIM));
  }

  private static double slow(double[] times) {
    Arrays.sort(times);
    return times[times.length * PERCENT / 100];
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
