package org.lvsh.shell.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.IntToLongFunction;
import org.lvsh.kernel.Kernel;
import org.lvsh.kernel.Progress;
import org.lvsh.kernel.host.ConnectionTable;
import org.lvsh.kernel.live.Opening;
import org.lvsh.kernel.model.Connection;
import org.lvsh.kernel.model.IpAddress;
import org.lvsh.kernel.model.Operation;
import org.lvsh.kernel.model.Outcome;
import org.lvsh.kernel.model.RealServer;
import org.lvsh.kernel.model.Scheduler;
import org.lvsh.kernel.model.ServiceEntry;
import org.lvsh.kernel.model.Snapshot;
import org.lvsh.language.ast.Statement;
import org.lvsh.language.diagnostic.Source;
import org.lvsh.shell.apply.Applied;
import org.lvsh.shell.apply.Applier;
import org.lvsh.shell.command.FileSources;
import org.lvsh.shell.compile.Candidate;
import org.lvsh.shell.compile.Compiler;
import org.lvsh.shell.compile.ConnectionServices;
import org.lvsh.shell.compile.Desired;
import org.lvsh.shell.compile.Environment;
import org.lvsh.shell.plan.Load;
import org.lvsh.shell.plan.Plan;
import org.lvsh.shell.plan.Planner;
import org.lvsh.shell.session.Parsers;

/**
 * Parts of what lvsh does with the kernel of this machine, in a process that has just begun, as
 * lvsh itself would have, or in one that has done the same before, as at the prompt. Prints the
 * microseconds of that part alone. For the lab: it changes IPVS.
 */
public final class LiveBench {
  /** How often a part is done at the prompt before it is measured. */
  private static final int BEFORE = 4;

  private LiveBench() {}

  /**
   * Runs one part.
   *
   * @param arguments {@code apply FILE}, {@code changed FILE LATER-FILE}, {@code read}, {@code
   *     weights HOW-MANY NEW-WEIGHT}, {@code connections} or {@code entries COPY-OF-THE-TABLE};
   *     before all but the first {@code prompt}, where they have been done before
   */
  public static void main(String[] arguments) {
    Queue<String> rest = new ArrayDeque<>(List.of(arguments));
    boolean prompt = rest.peek().equals("prompt");
    if (prompt) {
      rest.remove();
    }
    try (Kernel kernel = Opening.open(Optional.empty())) {
      long nanoseconds =
          switch (rest.remove()) {
            case "apply" -> apply(kernel, Path.of(rest.remove()));
            case "changed" -> {
              Path first = Path.of(rest.remove());
              Path second = Path.of(rest.remove());
              String name = FileSources.name(second.toString());
              carryOut(kernel, plan(kernel, first, name));
              yield last(prompt, before -> changed(kernel, before % 2 == 0 ? second : first, name));
            }
            case "read" -> last(prompt, before -> read(kernel));
            case "weights" -> {
              int number = Integer.parseInt(rest.remove());
              int weight = Integer.parseInt(rest.remove());
              yield last(prompt, before -> weights(kernel, number, weight + before));
            }
            case "connections" -> last(prompt, before -> connections(kernel, kernel::connections));
            case "entries" -> {
              ConnectionTable copy = new ConnectionTable(Path.of(rest.remove()));
              yield last(prompt, before -> connections(kernel, copy::each));
            }
            default -> throw new IllegalArgumentException(String.join(" ", arguments));
          };
      System.out.println(nanoseconds / 1000);
    }
  }

  private static long last(boolean prompt, IntToLongFunction part) {
    long taken = 0;
    for (int before = prompt ? BEFORE : 0; before >= 0; before--) {
      taken = part.applyAsLong(before);
    }
    return taken;
  }

  /** The apply alone, of a plan that is there. */
  private static long apply(Kernel kernel, Path file) {
    Plan plan = plan(kernel, file);
    long start = System.nanoTime();
    carryOut(kernel, plan);
    return System.nanoTime() - start;
  }

  /**
   * A file that is applied where it was as it says before, in the same process, as at the prompt.
   */
  private static long changed(Kernel kernel, Path now, String name) {
    long start = System.nanoTime();
    carryOut(kernel, plan(kernel, now, name));
    return System.nanoTime() - start;
  }

  private static Plan plan(Kernel kernel, Path file) {
    return plan(kernel, file, FileSources.name(file.toString()));
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static Plan plan(Kernel kernel, Path file, String name) {
    Candidate candidate = Candidate.of(kernel.read());
    Source source = Source.of(name, text(file));
    for (Statement statement : Parsers.withoutPortNames().parse(source).statements()) {
      candidate.lay(statement, name, false);
    }
    Desired desired = Compiler.compile(candidate, Environment.alone(Set.copyOf(Scheduler.KNOWN)));
    Snapshot live = candidate.live();
    return Planner.plan(live, live, desired, () -> Load.of(kernel.statistics()));
  }

  private static void carryOut(Kernel kernel, Plan plan) {
    Applied applied = new Applier(kernel).apply(plan, Progress.SILENT);
    if (plan.isEmpty() || !(applied instanceof Applied.Whole)) {
      throw new IllegalStateException("not applied: " + applied);
    }
  }

  private static long read(Kernel kernel) {
    long start = System.nanoTime();
    Snapshot there = kernel.read();
    long taken = System.nanoTime() - start;
    if (there.services().isEmpty()) {
      throw new IllegalStateException("there is nothing to read");
    }
    return taken;
  }

  /** Of as many services the first server gets another weight. */
  private static long weights(Kernel kernel, int number, int weight) {
    List<Operation> operations = new ArrayList<>();
    for (ServiceEntry entry : kernel.read().services().values()) {
      if (operations.size() == number) {
        break;
      }
      RealServer server = entry.servers().firstEntry().getValue();
      operations.add(new Operation.ChangeServer(entry.service().key(), server.withWeight(weight)));
    }
    long start = System.nanoTime();
    List<Outcome> outcomes = kernel.apply(operations, Progress.SILENT);
    long taken = System.nanoTime() - start;
    if (outcomes.size() != number
        || !outcomes.stream().allMatch(one -> one.status() == Outcome.Status.DONE)) {
      throw new IllegalStateException("not all was done: " + outcomes);
    }
    return taken;
  }

  /** Counts the entries of each server of each service, by the name of the service. */
  private static long connections(Kernel kernel, Consumer<Consumer<Connection>> table) {
    ConnectionServices services = new ConnectionServices(kernel.read());
    long start = System.nanoTime();
    Map<Place, long[]> byPlace = new HashMap<>();
    Map<Place, Optional<String>> names = new HashMap<>();
    table.accept(
        one -> {
          Place place = Place.of(one);
          byPlace.computeIfAbsent(place, unseen -> new long[1])[0]++;
          names.computeIfAbsent(place, unseen -> services.name(one));
        });
    long taken = System.nanoTime() - start;
    if (names.isEmpty() || names.values().stream().anyMatch(Optional::isEmpty)) {
      throw new IllegalStateException("there is no connection, or one of no service");
    }
    return taken;
  }

  /** What entries have in common that belong to one server of one service. */
  private record Place(
      int protocol, IpAddress virtualAddress, int virtualPort, IpAddress server, int serverPort) {
    static Place of(Connection entry) {
      return new Place(
          entry.protocol(),
          entry.virtualAddress(),
          entry.virtualPort(),
          entry.server(),
          entry.serverPort());
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Place that
          && protocol == that.protocol
          && virtualPort == that.virtualPort
          && serverPort == that.serverPort
          && server.equals(that.server)
          && virtualAddress.equals(that.virtualAddress);
    }

    @Override
    public int hashCode() {
      return 31 * (31 * virtualAddress.hashCode() + server.hashCode()) + virtualPort;
    }
  }
}
