package org.lvsh.shell.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.lvsh.kernel.Kernel;
import org.lvsh.kernel.Progress;
import org.lvsh.kernel.model.IpAddress;
import org.lvsh.kernel.model.Operation;
import org.lvsh.kernel.model.Outcome;
import org.lvsh.kernel.model.Protocol;
import org.lvsh.kernel.model.Scheduler;
import org.lvsh.kernel.model.ServiceKey;
import org.lvsh.kernel.model.Snapshot;
import org.lvsh.kernel.model.VirtualService;
import org.lvsh.kernel.simulated.SimulatedKernel;
import org.lvsh.language.diagnostic.Diagnostic;
import org.lvsh.language.diagnostic.Source;
import org.lvsh.language.parse.Parsed;
import org.lvsh.shell.apply.Applied;
import org.lvsh.shell.apply.Applier;
import org.lvsh.shell.plan.Plan;
import org.lvsh.shell.store.Directors;

/** A kernel to which files of statements are proposed and applied, as an operator would. */
public final class Scene {
  /** Whose the declarations are where nothing else is said. */
  public static final String SOURCE = "shop.lvs";

  private final Kernel kernel;
  private final Session session;

  private Scene(Kernel kernel) {
    this.kernel = kernel;
    this.session = new Session(() -> Directors.of(kernel));
  }

  /** On a kernel that holds nothing. */
  public static Scene empty() {
    return new Scene(SimulatedKernel.inMemory());
  }

  public static Scene on(Kernel kernel) {
    return new Scene(kernel);
  }

  public Kernel kernel() {
    return kernel;
  }

  public Session session() {
    return session;
  }

  public Snapshot live() {
    return kernel.read();
  }

  /** The statements of a text, which has no mistake of syntax. */
  public static Parsed parse(String... lines) {
    Parsed parsed =
        Parsers.withoutPortNames().parse(Source.of(SOURCE, String.join("\n", lines) + "\n"));
    assertEquals(List.of(), parsed.diagnostics());
    return parsed;
  }

  public Proposal propose(String... lines) {
    return proposeAs(SOURCE, lines);
  }

  public Proposal proposeAs(String source, String... lines) {
    return session.propose(parse(lines).statements(), source, Pruning.NONE);
  }

  /** The plan of a file that has no mistakes. */
  public Plan plan(String... lines) {
    return planAs(SOURCE, lines);
  }

  public Plan planAs(String source, String... lines) {
    Proposal proposal = proposeAs(source, lines);
    return proposal.plan().orElseThrow(() -> new AssertionError(told(proposal.diagnostics())));
  }

  /** Applies a file that has no mistakes. */
  public Scene apply(String... lines) {
    return carryOut(plan(lines));
  }

  public Scene applyAs(String source, String... lines) {
    return carryOut(planAs(source, lines));
  }

  public Scene carryOut(Plan plan) {
    Applied applied = new Applier(kernel).apply(plan, Progress.SILENT);
    assertEquals(new Applied.Whole(plan.operations().size()), applied);
    return this;
  }

  /** What others do to the kernel, behind lvsh's back. */
  public Scene others(Operation... operations) {
    List<Outcome> outcomes = kernel.apply(List.of(operations), Progress.SILENT);
    assertTrue(
        outcomes.stream().allMatch(one -> one.status() == Outcome.Status.DONE), outcomes::toString);
    return this;
  }

  /** {@code ipvsadm -C}. */
  public Scene othersClearIpvs() {
    for (ServiceKey key : live().services().keySet()) {
      others(new Operation.RemoveService(key));
    }
    return this;
  }

  /** What is wrong or regrettable with a file, as {@code error code 'words'}. */
  public List<String> mistakes(String... lines) {
    return told(propose(lines).diagnostics());
  }

  public static List<String> told(List<Diagnostic> diagnostics) {
    List<String> told = new ArrayList<>();
    for (Diagnostic one : diagnostics) {
      told.add("%s %s '%s'".formatted(one.severity().word(), one.code(), one.span().text()));
    }
    return told;
  }

  /** The entries, each as {@code tcp 10.0.0.1:80}. */
  public List<String> entries() {
    return live().services().keySet().stream().map(ServiceKey::toString).toList();
  }

  /** The mark rules, each as {@code tcp 10.0.0.1:80 to mark 10}. */
  public List<String> rules() {
    return live().markRules().values().stream().map(Object::toString).toList();
  }

  /** The servers of all entries, each as {@code mark 10 10.1.0.1:0}. */
  public List<String> servers() {
    List<String> servers = new ArrayList<>();
    live()
        .services()
        .forEach(
            (key, entry) ->
                entry.servers().keySet().forEach(server -> servers.add(key + " " + server)));
    return servers;
  }

  public static ServiceKey tcp(String address, int port) {
    return new ServiceKey.OnAddress(Protocol.TCP, IpAddress.of(address), port);
  }

  /** Adds a service as others would: without a name. */
  public static Operation foreign(ServiceKey key) {
    return new Operation.AddService(VirtualService.of(key, Scheduler.of("rr")));
  }
}
