package org.lvsh.language.parse;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.antlr.v4.runtime.tree.ParseTree;
import org.lvsh.language.ast.Located;
import org.lvsh.language.ast.PortRange;
import org.lvsh.language.ast.Statement;
import org.lvsh.language.diagnostic.Diagnostic;

/** Builds what real servers are asked, each option at most once. */
final class ProbeBuilder {
  /** What is asked for where no path is said. */
  private static final Located<String> ROOT = Located.of("/");

  private final Reader reader;
  private final TargetBuilder targets;

  ProbeBuilder(Reader reader, TargetBuilder targets) {
    this.reader = reader;
    this.targets = targets;
  }

  Statement probe(LvshParser.ProbeStatementContext context) {
    Options said = new Options(context.probeOption());
    return new Statement.Probe(
        reader.whole(),
        Optional.ofNullable(context.serviceName()).map(reader::name),
        said.one("'ports'", LvshParser.ProbeOptionContext::portClause)
            .map(option -> ports(option.portClause())),
        said.one("'http'", LvshParser.ProbeOptionContext::HTTP).map(this::path),
        said.one("'host'", LvshParser.ProbeOptionContext::HOST)
            .map(option -> reader.located(option.hostName(), Values::hostName, "x")),
        said.one("'tls'", LvshParser.ProbeOptionContext::TLS).isPresent(),
        said.one("'within'", LvshParser.ProbeOptionContext::WITHIN)
            .map(o -> reader.located(o.probeTime(), Values::probeTime, Duration.ofSeconds(1))),
        said.one("'as'", LvshParser.ProbeOptionContext::AS)
            .map(option -> reader.choice(option.probeFormat(), Statement.ProbeFormat.class)));
  }

  /** The options that were said; one that is said again is reported. */
  private final class Options {
    private final List<LvshParser.ProbeOptionContext> all;

    Options(List<LvshParser.ProbeOptionContext> all) {
      this.all = all;
    }

    Optional<LvshParser.ProbeOptionContext> one(
        String called, Function<LvshParser.ProbeOptionContext, ParseTree> word) {
      List<LvshParser.ProbeOptionContext> found =
          all.stream().filter(option -> Objects.nonNull(word.apply(option))).toList();
      if (found.size() > 1) {
        reader.saidTwice(called, reader.span(found.get(1)), reader.span(found.get(0)));
      }
      return found.stream().findFirst();
    }
  }

  private Located<String> path(LvshParser.ProbeOptionContext option) {
    return option.httpPath() == null
        ? ROOT
        : reader.located(option.httpPath(), Values::httpPath, "/");
  }

  /** A probe goes to ports, and 'any' is none. */
  private List<Located<PortRange>> ports(LvshParser.PortClauseContext context) {
    int before = reader.mistakes();
    List<Located<PortRange>> ports = targets.ports(context);
    boolean read = reader.mistakes() == before;
    for (Located<PortRange> range : ports) {
      if (read && range.value().isAny()) {
        Diagnostic mistake =
            Diagnostic.error("bad-port", range.span(), "'any' names no port to probe");
        reader.report(mistake.withHint("name those that matter, such as 'ports 80,443'"));
      }
    }
    return ports;
  }
}
