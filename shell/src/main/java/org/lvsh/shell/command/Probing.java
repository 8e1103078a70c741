package org.lvsh.shell.command;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.lvsh.language.ast.Statement;
import org.lvsh.language.diagnostic.Diagnostic;
import org.lvsh.shell.compile.ServiceSpec;
import org.lvsh.shell.plan.Plan;
import org.lvsh.shell.plan.ServiceChange;
import org.lvsh.shell.probe.Aim;
import org.lvsh.shell.probe.Answer;
import org.lvsh.shell.probe.Endpoint;
import org.lvsh.shell.probe.Prober;
import org.lvsh.shell.probe.Question;
import org.lvsh.shell.probe.ServiceAims;
import org.lvsh.shell.probe.ServiceReport;
import org.lvsh.shell.probe.Survey;
import org.lvsh.shell.session.Session;

/** Asking the servers of services while somebody watches how far it is. */
final class Probing {
  /** More than that is no look any more. */
  private static final int MOST_PORTS = 10_000;

  /** How long Ctrl-C may wait, and how often it is said how far it is. */
  private static final Duration PAUSE = Duration.ofMillis(200);

  private final Prober prober;
  private final Session session;
  private final Console console;

  Probing(Prober prober, Session session, Console console) {
    this.prober = prober;
    this.session = session;
    this.console = console;
  }

  /**
   * Why nobody can be asked: the servers of a simulated kernel are addresses that somebody has
   * written down, and behind them may stand machines that have nothing to do with it.
   */
  Optional<Diagnostic> hindrance(Statement statement) {
    if (session.kernel().simulation().isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        Diagnostic.error(
                "simulated-kernel",
                statement.span(),
                "a simulated kernel has no servers to ask: no packet is sent on its behalf")
            .withHint("probe on the director itself, as root with '--kernel live'"));
  }

  /** That it would be too many ports. */
  static Optional<Diagnostic> tooMany(List<ServiceAims> aims, Statement statement) {
    int ports = endpoints(aims).size();
    return ports <= MOST_PORTS
        ? Optional.empty()
        : Optional.of(
            Diagnostic.error(
                    "too-many-ports",
                    statement.span(),
                    "there are %s ports to ask, and %s are the most at a time"
                        .formatted(ports, MOST_PORTS))
                .withHint("probe one service after the other: probe NAME"));
  }

  private static Set<Endpoint> endpoints(List<ServiceAims> all) {
    Set<Endpoint> endpoints = new LinkedHashSet<>();
    all.forEach(one -> one.aims().stream().map(Aim::endpoint).forEach(endpoints::add));
    return endpoints;
  }

  /**
   * The ports that a plan makes part of services. What is on any port or on others' marks is named
   * where it is new.
   */
  static List<ServiceAims> added(Plan plan) {
    List<ServiceAims> added = new ArrayList<>();
    for (ServiceChange change : plan.changes()) {
      change.after().map(after -> added(change, aims(after))).ifPresent(added::add);
    }
    added.removeIf(one -> one.aims().isEmpty() && one.leftOut().isEmpty());
    return added;
  }

  private static ServiceAims added(ServiceChange change, ServiceAims after) {
    return change
        .before()
        .map(Probing::aims)
        .map(after::without)
        .map(left -> new ServiceAims(left.service(), left.aims(), List.of()))
        .orElse(after);
  }

  private static ServiceAims aims(ServiceSpec service) {
    return ServiceAims.of(service, List.of(), false);
  }

  /** Asks all of them. Where somebody presses Ctrl-C, some reports are not whole. */
  List<ServiceReport> ask(List<ServiceAims> aims, Question question) {
    Map<Endpoint, Answer> answers;
    try (Survey survey = new Survey(prober, question, endpoints(aims))) {
      watch(survey);
      answers = survey.answers();
    }
    Clock clock = session.store().clock();
    return aims.stream()
        .map(one -> new ServiceReport(one, of(one, answers), question.host(), clock.instant()))
        .toList();
  }

  private static Map<Endpoint, Answer> of(ServiceAims aims, Map<Endpoint, Answer> answers) {
    Map<Endpoint, Answer> own = new HashMap<>();
    for (Aim aim : aims.aims()) {
      Optional.ofNullable(answers.get(aim.endpoint()))
          .ifPresent(answer -> own.put(aim.endpoint(), answer));
    }
    return own;
  }

  private void watch(Survey survey) {
    try (Console.Watch watch = console.watch()) {
      boolean goesOn = true;
      while (goesOn && !survey.await(PAUSE)) {
        goesOn =
            watch.show(
                "probing: %s of %s ports; Ctrl-C stops".formatted(survey.done(), survey.total()),
                Duration.ZERO);
      }
    }
  }
}
