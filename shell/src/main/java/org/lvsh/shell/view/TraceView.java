package org.lvsh.shell.view;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.lvsh.kernel.model.ServerKey;
import org.lvsh.kernel.model.ServiceKey;
import org.lvsh.kernel.traffic.Forecast;
import org.lvsh.kernel.traffic.SeenServer.Fitness;
import org.lvsh.shell.compile.ServiceTraffic;
import org.lvsh.shell.inspect.KnownEntry;
import org.lvsh.shell.inspect.Trace;
import org.lvsh.shell.inspect.Way;

/** The way of a packet, step by step, for people. */
public final class TraceView {
  private static final String LABEL = "%-12s";
  private static final String INDENT = " ".repeat(12);
  private static final int FIRST_NUMBER = 1;

  private final Trace trace;
  private final List<Line> lines = new ArrayList<>();

  public TraceView(Trace trace) {
    this.trace = trace;
  }

  public List<Line> lines() {
    packet();
    mark();
    service();
    connection();
    template();
    trace.way().accept(new Result());
    return lines;
  }

  private void say(String label, String text) {
    say(Line.Style.PLAIN, label, text);
  }

  private void say(Line.Style style, String label, String text) {
    lines.add(Line.of(style, LABEL.formatted(label) + text));
  }

  private void packet() {
    String client = trace.packet().client().toString();
    String from =
        trace.portKnown()
            ? new ServerKey(trace.packet().client(), trace.packet().clientPort()).toString()
            : client + ", any port,";
    ServerKey to = new ServerKey(trace.packet().address(), trace.packet().port());
    say("packet", "%s from %s to %s".formatted(trace.packet().protocol().word(), from, to));
  }

  private void mark() {
    say(
        "mark",
        trace
            .rule()
            .map(rule -> "%s, by the rule for %s".formatted(rule.mark(), rule.match()))
            .orElse("none that lvsh sets"));
  }

  private void service() {
    if (trace.looked().size() > (trace.found().isPresent() ? 1 : 0)) {
      String none =
          trace.looked().stream()
              .filter(looked -> looked.service().isEmpty())
              .map(looked -> looked.place().key().toString())
              .collect(Collectors.joining(", then on "));
      say("looked for", "a service on " + none + ": none");
    }
    trace
        .found()
        .ifPresent(
            found ->
                say(
                    "service",
                    "%s on %s, found %s"
                        .formatted(
                            found.name(),
                            found.service().key(),
                            TraceWords.reason(
                                trace.looked().get(trace.looked().size() - 1).place(),
                                trace.packet()))));
    for (String other : trace.doubts().onOthersMarks()) {
      say(
          Line.Style.WARNING,
          "unknown",
          "whether a rule of others marks the packet: it would go to " + other);
    }
  }

  private void connection() {
    trace
        .connection()
        .ifPresent(
            known ->
                say(
                    "connection",
                    "%s -> %s, %s left%s"
                        .formatted(
                            known.line().state(),
                            TrafficWords.server(known.line()),
                            left(known),
                            aside(TraceWords.ofConnection(known.standing())))));
    if (trace.connection().isEmpty() && trace.portKnown()) {
      say("connection", "none yet");
    }
    if (trace.doubts().connections() > 0) {
      say(
          "connection",
          "a new one; this client has %s to there already"
              .formatted(PassageView.counted(trace.doubts().connections(), "connection")));
    }
  }

  private static String left(KnownEntry known) {
    return known.line().expires().toSeconds() + "s";
  }

  private static String aside(String words) {
    return words.isEmpty() ? "" : "; " + words;
  }

  private void template() {
    trace
        .templateKey()
        .ifPresent(
            key -> {
              String what = TraceWords.template(key, trace.found().orElseThrow().service().key());
              say(
                  "template",
                  trace
                      .template()
                      .map(known -> what + " -> " + known(known))
                      .orElseGet(() -> noTemplate(what)));
            });
  }

  private static String known(KnownEntry known) {
    return "%s, %s left%s"
        .formatted(
            TrafficWords.templateServer(known.line()),
            left(known),
            aside(TraceWords.ofTemplate(known.standing())));
  }

  private String noTemplate(String what) {
    if (trace.persistence().orElseThrow().engine().isEmpty()) {
      return "none for " + what;
    }
    return trace.doubts().calls() == 0
        ? "none for " + what + ": no call of this client is known"
        : "one for each of %s of this client: each stays where it is, this is another"
            .formatted(PassageView.counted(trace.doubts().calls(), "call"));
  }

  /** The end of the way. */
  private final class Result implements Way.Cases<Void> {
    @Override
    public Void notBalanced(Way.NotBalanced way) {
      say(
          Line.Style.WARNING,
          "goes",
          "nowhere by IPVS, since %s: the director keeps it for itself"
              .formatted(TraceWords.reason(way.why())));
      return null;
    }

    @Override
    public Void lost(Way.Lost way) {
      say(Line.Style.ERROR, "is lost", "since " + TraceWords.reason(way.why()));
      return null;
    }

    @Override
    public Void known(Way.Known way) {
      boolean template = way.entry().line().isTemplate();
      String to =
          template
              ? way.entry().servers().stream()
                  .map(server -> TraceWords.place(server, trace))
                  .distinct()
                  .collect(Collectors.joining(" or "))
              : TrafficWords.server(way.entry().line());
      say(Line.Style.ADD, "goes to", to + (template ? ", by its template" : ", by its connection"));
      return null;
    }

    @Override
    public Void scheduled(Way.Scheduled way) {
      Forecast forecast = way.forecast();
      scheduler(forecast);
      table(forecast);
      to(forecast, way.sticky());
      for (Forecast.Unknown unknown : forecast.unknowns()) {
        say("unknown", TraceWords.unknown(unknown, name()));
      }
      if (countsConnections()) {
        say(
            "",
            "The numbers are of this moment; packets meanwhile, on any processor, change them.");
      }
      return null;
    }
  }

  private String name() {
    return trace.found().orElseThrow().service().scheduler().name();
  }

  private ServiceKey key() {
    return trace.found().orElseThrow().service().key();
  }

  private boolean countsConnections() {
    return List.of("lc", "wlc", "lblc", "lblcr", "sed", "nq", "ovf", "twos").contains(name());
  }

  private void scheduler(Forecast forecast) {
    String place =
        forecast.place().isPresent()
            ? "; this is %s %s"
                .formatted(name().equals("mh") ? "place" : "bucket", forecast.place().getAsInt())
            : "";
    say("scheduler", name() + ": " + TraceWords.scheduler(name()) + place);
  }

  private void table(Forecast forecast) {
    if (forecast.reckonings().isEmpty()) {
      return;
    }
    List<String> headings = new ArrayList<>(List.of("SERVER", "WEIGHT", "ACTIVE", "INACTIVE"));
    loadHeading().ifPresent(headings::add);
    boolean quotient = comparesForWeight();
    if (quotient) {
      headings.add("FOR ITS WEIGHT");
    }
    TextTable table = TextTable.withNumbersFrom(FIRST_NUMBER, headings.toArray(String[]::new));
    forecast.reckonings().forEach(one -> table.add(cells(one, quotient)));
    List<Line> rows = table.lines();
    for (int at = 0; at < rows.size(); at++) {
      Line row = rows.get(at);
      String text = INDENT + row.text();
      lines.add(
          at == 0
              ? Line.of(row.style(), text)
              : Line.of(text + remark(forecast, forecast.reckonings().get(at - 1))));
    }
  }

  private Optional<String> loadHeading() {
    return switch (name()) {
      case "lc", "wlc", "lblc", "lblcr", "twos" -> Optional.of("LOAD");
      case "sed", "nq" -> Optional.of("WITH THIS");
      case "dh", "sh" -> Optional.of("BUCKETS");
      case "mh" -> Optional.of("PLACES");
      default -> Optional.empty();
    };
  }

  private boolean comparesForWeight() {
    return List.of("wlc", "lblc", "lblcr", "twos", "sed", "nq").contains(name());
  }

  private String[] cells(Forecast.Reckoning one, boolean quotient) {
    List<String> cells =
        new ArrayList<>(
            List.of(
                ServiceTraffic.called(one.seen().key(), key()),
                Integer.toString(one.seen().settings().weight()),
                Long.toString(one.seen().connections().activeConnections()),
                Long.toString(one.seen().connections().inactiveConnections())));
    if (loadHeading().isPresent()) {
      cells.add(one.load().map(Object::toString).orElse("-"));
    }
    if (quotient) {
      cells.add(forWeight(one));
    }
    return cells.toArray(String[]::new);
  }

  private static String forWeight(Forecast.Reckoning one) {
    int weight = one.seen().settings().weight();
    return weight == 0
        ? "-"
        : String.format(Locale.ROOT, "%.2f", (double) one.load().orElseThrow() / weight);
  }

  private static String remark(Forecast forecast, Forecast.Reckoning one) {
    if (one.fitness() == Fitness.DRAINED || one.fitness() == Fitness.OVERLOADED) {
      return "  " + TraceWords.fitness(one.fitness());
    }
    String unsure = TraceWords.fitness(one.fitness());
    boolean chosen = forecast.server().filter(one.seen().key()::equals).isPresent();
    return (unsure.isEmpty() ? "" : "  " + unsure) + (chosen ? "  <- this one" : "");
  }

  private void to(Forecast forecast, boolean sticky) {
    if (forecast.candidates().isEmpty()) {
      say(Line.Style.ERROR, "is refused", "since " + nobody(forecast));
      return;
    }
    String where =
        forecast.candidates().stream().map(this::candidate).collect(Collectors.joining(" or "));
    String refused = forecast.mayRefuse() ? ", or is refused" : "";
    String then =
        sticky
            ? "; a template is made for %ss"
                .formatted(trace.persistence().orElseThrow().timeout().toSeconds())
            : "";
    say(
        forecast.isCertain() ? Line.Style.ADD : Line.Style.CHANGE,
        "goes to",
        where + refused + then);
  }

  private String candidate(Forecast.Candidate candidate) {
    String place = TraceWords.place(candidate.server(), trace);
    boolean told = candidate.share().isPresent() && candidate.share().getAsDouble() < 1;
    return told
        ? String.format(Locale.ROOT, "%s (%.1f %% of clients)", place, percent(candidate))
        : place;
  }

  private static double percent(Forecast.Candidate candidate) {
    return 100 * candidate.share().getAsDouble();
  }

  private static String nobody(Forecast forecast) {
    if (forecast.reckonings().isEmpty()) {
      return "the service has no servers";
    }
    boolean any = forecast.reckonings().stream().anyMatch(one -> one.fitness() == Fitness.USABLE);
    return any
        ? "the server that it should go to takes no new connections"
        : "no server takes new connections";
  }
}
