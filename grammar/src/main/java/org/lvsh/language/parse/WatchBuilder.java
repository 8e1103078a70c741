package org.lvsh.language.parse;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.antlr.v4.runtime.ParserRuleContext;
import org.lvsh.language.ast.Located;
import org.lvsh.language.ast.Network;
import org.lvsh.language.ast.Statement;
import org.lvsh.language.diagnostic.Diagnostic;

/** Builds {@code watch}, each of its options at most once. */
final class WatchBuilder extends LvshParserBaseVisitor<Void> {
  private final Reader reader;
  private final Map<String, ParserRuleContext> said = new HashMap<>();
  private Optional<Located<String>> service = Optional.empty();
  private Optional<Located<Network>> from = Optional.empty();
  private Optional<Located<Duration>> every = Optional.empty();
  private Optional<Located<Integer>> count = Optional.empty();
  private Optional<Located<Duration>> during = Optional.empty();
  private boolean json;

  WatchBuilder(Reader reader) {
    this.reader = reader;
  }

  Statement build(LvshParser.WatchStatementContext context) {
    Statement.WatchSubject subject = Statement.WatchSubject.SERVICE;
    if (context.watchSubject() == null) {
      service(context.serviceName());
    } else {
      subject = reader.choice(context.watchSubject(), Statement.WatchSubject.class);
    }
    context.watchOption().forEach(this::visit);
    if (!json) {
      count.ifPresent(this::needsJson);
      during.ifPresent(this::needsJson);
    }
    return new Statement.Watch(reader.whole(), subject, service, from, every, json, count, during);
  }

  /** A screen stays until somebody leaves it. */
  private void needsJson(Located<?> bound) {
    reader.report(
        Diagnostic.error(
                "needs-json",
                bound.span(),
                bound.span().text() + " bounds what is written 'as json', and no screen")
            .withHint("add 'as json', or leave the screen with 'q'"));
  }

  private void service(ParserRuleContext name) {
    once("the service", name);
    service = Optional.of(reader.name(name));
  }

  @Override
  public Void visitWatchFor(LvshParser.WatchForContext context) {
    LvshParser.ServiceOrTimeContext word = context.serviceOrTime();
    if (Values.isTime(word.getText())) {
      once("the time", word);
      during = Optional.of(reader.located(word, Values::timeSpan, Duration.ZERO));
    } else {
      service(word);
    }
    return null;
  }

  @Override
  public Void visitWatchFrom(LvshParser.WatchFromContext context) {
    once("'from'", context);
    LvshParser.NetworkContext network = context.fromClients().network();
    from = Optional.of(reader.located(network, Values::network, Values.ANYWHERE));
    return null;
  }

  @Override
  public Void visitWatchEvery(LvshParser.WatchEveryContext context) {
    once("'every'", context);
    every =
        Optional.of(reader.located(context.interval(), Values::interval, Duration.ofSeconds(1)));
    return null;
  }

  @Override
  public Void visitWatchCount(LvshParser.WatchCountContext context) {
    once("'count'", context);
    count = Optional.of(reader.located(context.lineCount(), Values::lineCount, 1));
    return null;
  }

  @Override
  public Void visitWatchAsJson(LvshParser.WatchAsJsonContext context) {
    once("'as json'", context);
    json = true;
    return null;
  }

  private void once(String what, ParserRuleContext option) {
    ParserRuleContext first = said.putIfAbsent(what, option);
    if (first != null) {
      reader.saidTwice(what, reader.span(option), reader.span(first));
    }
  }
}
