package org.lvsh.shell.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonParser;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.lvsh.kernel.KernelException;
import org.lvsh.kernel.model.Errno;
import org.lvsh.kernel.model.MarkRule;
import org.lvsh.kernel.model.Operation;
import org.lvsh.kernel.model.Outcome;
import org.lvsh.shell.apply.Applied;
import org.lvsh.shell.compile.Decompiler;
import org.lvsh.shell.compile.NamedServer;
import org.lvsh.shell.compile.ServiceSpec;
import org.lvsh.shell.plan.Plan;
import org.lvsh.shell.session.Scene;

/** Services, servers and marks in each form, and what became of a plan. */
class ModelViewsTest {
  private static Scene shop() {
    Scene scene =
        Scene.empty()
            .apply(
                "service mail on 192.0.2.2 port 25 sticky 5m per /24 by sip",
                "  server 10.1.0.1 weight 4 limit 100 resume 50",
                "  server 10.1.0.2:2525 masquerade",
                "service shop on 192.0.2.1,2001:db8::1 ports 80,443,8000-8010 tcp,sctp",
                "  server 10.1.0.1 tunnel gue 6080 checksum",
                "  server 2001:db8:1::1",
                "service empty on mark 7");
    return scene.others(Scene.foreign(Scene.tcp("192.0.2.7", 80)));
  }

  private static Collection<ServiceSpec> services() {
    return Decompiler.decompile(shop().live()).values();
  }

  private static List<TableView.NamedRule> rules() {
    return shop().live().markRules().values().stream()
        .map(rule -> new TableView.NamedRule("shop", rule))
        .toList();
  }

  private static void json(String name, List<Line> lines) throws IOException {
    assertTrue(JsonParser.parseString(Golden.text(lines)).isJsonObject());
    Golden.check(name, Golden.text(lines));
  }

  @Test
  void tables() throws IOException {
    TableView view = new TableView();
    Golden.check("services-as-a-table.txt", Golden.text(view.services(services())));
    Golden.check("servers-as-a-table.txt", Golden.text(view.servers(NamedServer.of(services()))));
    Golden.check("marks-as-a-table.txt", Golden.text(view.marks(rules())));
    ServiceSpec mail = services().stream().filter(one -> one.name().equals("mail")).findAny().get();
    Golden.check("one-service-as-a-table.txt", Golden.text(view.service(mail)));
  }

  @Test
  void tablesOfNothingSaySo() {
    TableView view = new TableView();
    assertEquals("no services\n", Golden.text(view.services(List.of())));
    assertEquals("no servers\n", Golden.text(view.servers(List.of())));
    assertEquals("no mark rules\n", Golden.text(view.marks(List.of())));
  }

  @Test
  void jsonDocuments() throws IOException {
    ModelJsonView view = new ModelJsonView(List.of());
    json("services-as-json.json", view.services(services()));
    json("servers-as-json.json", view.servers(NamedServer.of(services())));
    json("marks-as-json.json", view.marks(rules()));
  }

  @Test
  void statements() throws IOException {
    LvsView view = new LvsView();
    Golden.check("services-as-statements.lvs", Golden.text(view.services(services())));
    Golden.check(
        "servers-as-statements.lvs", Golden.text(view.servers(NamedServer.of(services()))));
  }

  /** Whoever says them again adds each server to where it can be added. */
  @Test
  void serversOfAPoolAreAddedToThePool() {
    String pool = "pool app";
    String[] services = {
      "service web on 192.0.2.1 port 80 pool app",
      "service api on 192.0.2.2 port 8080 pool app",
      "service mail on 192.0.2.3 port 25"
    };
    Scene scene =
        Scene.empty()
            .apply(
                pool,
                "  server 10.1.0.1 weight 4",
                "  server 10.1.0.2",
                services[0],
                services[1],
                services[2],
                "  server 10.1.0.9");
    List<String> edits =
        new LvsView()
            .servers(NamedServer.of(Decompiler.decompile(scene.live()).values())).stream()
                .map(Line::text)
                .toList();
    assertEquals(
        List.of(
            "add server 10.1.0.1 weight 4 direct to app",
            "add server 10.1.0.2 weight 1 direct to app",
            "add server 10.1.0.9 weight 1 direct to mail"),
        edits);
    List<String> file = new ArrayList<>(List.of(pool));
    file.addAll(List.of(services));
    file.addAll(edits);
    Scene again = Scene.empty().apply(file.toArray(String[]::new));
    assertEquals(scene.servers(), again.servers());
  }

  @Test
  void ipvsadm() throws IOException {
    IpvsadmView view = new IpvsadmView();
    Golden.check(
        "services-as-ipvsadm-saves-them.txt",
        Golden.text(view.services(shop().live().services().values())));
  }

  private static Plan plan() {
    return Scene.empty().plan("service web on 192.0.2.1 ports 80,443", "  server 10.1.0.1");
  }

  private static Outcome outcome(Operation operation, int place) {
    return switch (place) {
      case 0 -> Outcome.done(operation);
      case 1 -> Outcome.refused(operation, Errno.EINVAL);
      case 2 -> new Outcome(operation, Outcome.Status.UNKNOWN, Optional.empty());
      default -> Outcome.notTried(operation);
    };
  }

  private static Applied.Failed failed(boolean asBefore, Optional<KernelException> reason) {
    List<Operation> operations = plan().operations();
    List<Outcome> outcomes =
        operations.stream().map(one -> outcome(one, operations.indexOf(one))).toList();
    MarkRule rule = plan().target().markRules().firstEntry().getValue();
    Operation back = new Operation.RemoveMarkRule(rule);
    return new Applied.Failed(
        outcomes,
        List.of(asBefore ? Outcome.done(back) : Outcome.refused(back, Errno.ENOENT)),
        asBefore,
        reason,
        asBefore ? new Applied.Lost(0, 0) : new Applied.Lost(38, 1));
  }

  @Test
  void aFailureSaysTheWayOutThatTheKernelKnows() {
    KernelException why = new KernelException("the table cannot be read", "delete it");
    String said = Golden.text(new AppliedView().failed(failed(true, Optional.of(why)), plan()));
    assertTrue(said.startsWith("error: the table cannot be read\n  hint: delete it\n"), said);
  }

  @Test
  void aFailureSaysWhatWasAndWasNotDone() throws IOException {
    AppliedView view = new AppliedView();
    Golden.check(
        "a-refused-plan-that-was-put-back.txt",
        Golden.text(view.failed(failed(true, Optional.empty()), plan())));
    Golden.check(
        "a-failed-plan-that-could-not-be-put-back.txt",
        Golden.text(
            view.failed(
                failed(false, Optional.of(new KernelException("the kernel has gone away"))),
                plan())));
    Golden.check(
        "a-plan-that-was-applied.txt", Golden.text(view.whole(new Applied.Whole(4), "simulated")));
  }
}
