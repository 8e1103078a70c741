package org.lvsh.language.parse;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.lvsh.language.ast.ServerOption;
import org.lvsh.language.diagnostic.Diagnostic;
import org.lvsh.language.diagnostic.Span;

/** Builds the options of a real server, each kind at most once. */
final class ServerOptionBuilder extends LvshParserBaseVisitor<ServerOption> {
  private final Reader reader;

  ServerOptionBuilder(Reader reader) {
    this.reader = reader;
  }

  List<ServerOption> all(List<LvshParser.ServerOptionContext> contexts) {
    List<ServerOption> options = new ArrayList<>(contexts.size());
    Map<Class<?>, Span> seen = new HashMap<>();
    for (LvshParser.ServerOptionContext context : contexts) {
      ServerOption option = visit(context);
      options.add(option);
      Span first = seen.putIfAbsent(option.getClass(), option.span());
      if (first != null) {
        boolean forwarding = option instanceof ServerOption.Forwarding;
        String word = "'" + context.getStart().getText() + "'";
        reader.saidTwice(forwarding ? "the forwarding method" : word, option.span(), first);
      }
    }
    return options;
  }

  @Override
  public ServerOption visitWeightOption(LvshParser.WeightOptionContext context) {
    return new ServerOption.Weight(
        reader.span(context), reader.value(context.weight(), Values::weight, 0));
  }

  @Override
  public ServerOption visitForwardingOption(LvshParser.ForwardingOptionContext context) {
    LvshParser.ForwardingContext said = context.forwarding();
    int port =
        said.portNumber() == null ? 0 : reader.value(said.portNumber(), reader.ports()::number, 1);
    return new ServerOption.Forwarding(
        reader.span(context), method(said), port, checksum(said.checksum()));
  }

  private static ServerOption.Method method(LvshParser.ForwardingContext said) {
    if (said.DIRECT() != null) {
      return ServerOption.Method.DIRECT;
    }
    if (said.MASQUERADE() != null) {
      return ServerOption.Method.MASQUERADE;
    }
    if (said.GUE() != null) {
      return ServerOption.Method.GUE;
    }
    return said.GRE() != null ? ServerOption.Method.GRE : ServerOption.Method.IPIP;
  }

  private ServerOption.Checksum checksum(LvshParser.ChecksumContext said) {
    if (said == null || said.NO_CHECKSUM() != null) {
      return ServerOption.Checksum.NONE;
    }
    return said.CHECKSUM() != null ? ServerOption.Checksum.FULL : ServerOption.Checksum.REMOTE;
  }

  @Override
  public ServerOption visitLimitOption(LvshParser.LimitOptionContext context) {
    int before = reader.mistakes();
    long upper = reader.value(context.limit(0), Values::limit, 0L);
    if (context.RESUME() == null) {
      return new ServerOption.Limit(reader.span(context), upper, OptionalLong.empty());
    }
    long lower = reader.value(context.limit(1), Values::limit, 0L);
    if (lower > upper && reader.mistakes() == before) {
      Diagnostic mistake =
          Diagnostic.error(
              "bad-limit",
              reader.span(context.limit(1)),
              lower + " is above the upper limit " + upper);
      reader.report(mistake.withHint("a server resumes below its limit"));
    }
    return new ServerOption.Limit(reader.span(context), upper, OptionalLong.of(lower));
  }
}
