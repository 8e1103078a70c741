package org.lvsh.shell.view;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.lvsh.kernel.FirewallKind;
import org.lvsh.kernel.model.Forwarding;
import org.lvsh.kernel.model.MarkRule;
import org.lvsh.kernel.model.Operation;
import org.lvsh.kernel.model.RealServer;
import org.lvsh.kernel.model.ServerKey;
import org.lvsh.kernel.model.ServiceKey;
import org.lvsh.kernel.model.Snapshot;
import org.lvsh.kernel.model.VirtualService;
import org.lvsh.shell.exchange.Narrowing;
import org.lvsh.shell.exchange.SysctlWords;
import org.lvsh.shell.exchange.ipvsadm.IpvsadmWords;
import org.lvsh.shell.plan.Effect;
import org.lvsh.shell.plan.Plan;

/**
 * A plan as the commands that would do the same: ipvsadm for services and servers, iptables or nft
 * for mark rules, sysctl for settings, in the order of the plan. What only lvsh keeps, such as
 * names, is not among them. Whom a command touches stands above it.
 */
public final class CommandsView {
  private final FirewallKind firewall;

  public CommandsView(FirewallKind firewall) {
    this.firewall = firewall;
  }

  public List<Line> lines(Plan plan) {
    FirewallCommands commands =
        switch (firewall) {
          case IPTABLES -> new IptablesCommands(plan.basis().markRules().values());
          case NFTABLES -> new NftablesCommands();
        };
    Writer writer = new Writer(commands, plan.target());
    List<String> all = new ArrayList<>();
    if (plan.operations().stream().anyMatch(CommandsView::isRule)) {
      all.addAll(commands.preparation(addedRules(plan)));
    }
    Map<Integer, List<Effect>> effects =
        plan.impact().effects().stream().collect(Collectors.groupingBy(Effect::operation));
    String last = "";
    for (int place = 0; place < plan.operations().size(); place++) {
      List<String> commandsOfOne = plan.operations().get(place).accept(writer);
      String cause =
          Optional.ofNullable(plan.causes().get(place)).map(Plan.Cause::subject).orElse(last);
      if (!commandsOfOne.isEmpty() && !cause.equals(last)) {
        all.add("# " + cause);
        last = cause;
      }
      effects
          .getOrDefault(place, List.of())
          .forEach(effect -> all.add("# " + ImpactWords.effect(effect)));
      all.addAll(commandsOfOne);
    }
    if (!all.isEmpty()) {
      all.add("# " + ImpactWords.total(plan.impact()));
    }
    return all.stream()
        .map(text -> Line.of(text.startsWith("#") ? Line.Style.FAINT : Line.Style.PLAIN, text))
        .toList();
  }

  private static boolean isRule(Operation operation) {
    return operation instanceof Operation.AddMarkRule
        || operation instanceof Operation.RemoveMarkRule;
  }

  private static List<MarkRule> addedRules(Plan plan) {
    return plan.operations().stream()
        .filter(Operation.AddMarkRule.class::isInstance)
        .map(operation -> ((Operation.AddMarkRule) operation).rule())
        .toList();
  }

  /** One operation as commands. */
  private static final class Writer implements Operation.Cases<List<String>> {
    private static final String WITHOUT_PORT =
        "# ipvsadm gives this server the port of the service, unless it is masqueraded";

    private static final String NO_CHANGE =
        "# no command: ipvsadm -e would change %s, since without -m it takes the port of the service";

    private final FirewallCommands firewall;
    private final Narrowing narrowing;

    /**
     * Writes operations.
     *
     * @param target the state that they lead to
     */
    Writer(FirewallCommands firewall, Snapshot target) {
      this.firewall = firewall;
      this.narrowing = new Narrowing(target);
    }

    /** Commands behind what ipvsadm cannot do of them. */
    private List<String> narrowed(Supplier<List<String>> commands) {
      int before = narrowing.lost().size();
      List<String> made = commands.get();
      List<String> all = new ArrayList<>();
      List<String> lost = narrowing.lost();
      lost.subList(before, lost.size()).forEach(what -> all.add("# " + what));
      all.addAll(made);
      return all;
    }

    private List<String> service(String action, VirtualService service) {
      return narrowed(
          () ->
              narrowing
                  .service(service)
                  .map(held -> "ipvsadm " + action + " " + IpvsadmWords.service(held))
                  .stream()
                  .toList());
    }

    @Override
    public List<String> addService(Operation.AddService operation) {
      return service("-A", operation.service());
    }

    @Override
    public List<String> changeService(Operation.ChangeService operation) {
      return service("-E", operation.service());
    }

    @Override
    public List<String> removeService(Operation.RemoveService operation) {
      return List.of("ipvsadm -D " + IpvsadmWords.key(operation.key()));
    }

    @Override
    public List<String> addServer(Operation.AddServer operation) {
      ServiceKey service = operation.service();
      return narrowed(
          () -> {
            RealServer server = narrowing.held(service, operation.server());
            String words = IpvsadmWords.wholeServer(server);
            String command = "ipvsadm -a " + IpvsadmWords.key(service) + " " + words;
            return hasPortOfItsOwn(service, server)
                ? List.of(WITHOUT_PORT, command)
                : List.of(command);
          });
    }

    /** {@code process_options}: ipvsadm takes one for masquerading and marks only. */
    private static boolean hasPortOfItsOwn(ServiceKey service, RealServer server) {
      return service instanceof ServiceKey.OnAddress on
          && server.forwarding().method() != Forwarding.Method.MASQUERADE
          && server.key().port() != on.port();
    }

    /** All settings are said: what {@code ipvsadm -e} is not told it sets to its default. */
    @Override
    public List<String> changeServer(Operation.ChangeServer operation) {
      ServiceKey service = operation.service();
      if (hasPortOfItsOwn(service, operation.server())) {
        ServerKey key = operation.server().key();
        int port = ((ServiceKey.OnAddress) service).port();
        return List.of(NO_CHANGE.formatted(new ServerKey(key.address(), port)));
      }
      return narrowed(
          () -> {
            RealServer server = narrowing.held(service, operation.server());
            return List.of(
                "ipvsadm -e %s %s"
                    .formatted(
                        IpvsadmWords.key(service), IpvsadmWords.serverWithThresholds(server)));
          });
    }

    @Override
    public List<String> removeServer(Operation.RemoveServer operation) {
      return List.of(
          "ipvsadm -d %s %s"
              .formatted(
                  IpvsadmWords.key(operation.service()), IpvsadmWords.server(operation.server())));
    }

    @Override
    public List<String> addMarkRule(Operation.AddMarkRule operation) {
      return firewall.add(operation.rule());
    }

    @Override
    public List<String> removeMarkRule(Operation.RemoveMarkRule operation) {
      return firewall.remove(operation.rule());
    }

    @Override
    public List<String> setOwnership(Operation.SetOwnership operation) {
      return List.of();
    }

    @Override
    public List<String> clearOwnership(Operation.ClearOwnership operation) {
      return List.of();
    }

    @Override
    public List<String> setTimeouts(Operation.SetTimeouts operation) {
      return narrowed(
          () ->
              List.of(
                  "ipvsadm " + IpvsadmWords.timeouts(narrowing.timeouts(operation.timeouts()))));
    }

    @Override
    public List<String> setLastMark(Operation.SetLastMark operation) {
      return List.of();
    }

    @Override
    public List<String> setSetting(Operation.SetSetting operation) {
      return List.of("sysctl -w " + SysctlWords.setting(operation.setting()));
    }

    @Override
    public List<String> startDaemon(Operation.StartDaemon operation) {
      return List.of("ipvsadm --start-daemon " + IpvsadmWords.daemonInShell(operation.daemon()));
    }

    @Override
    public List<String> stopDaemon(Operation.StopDaemon operation) {
      return List.of("ipvsadm --stop-daemon " + operation.role().word());
    }
  }
}
