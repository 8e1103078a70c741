package org.lvsh.language.parse;

import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.antlr.v4.runtime.ParserRuleContext;
import org.lvsh.language.ast.Granularity;
import org.lvsh.language.ast.Located;
import org.lvsh.language.ast.ServiceOption;
import org.lvsh.language.ast.TransportProtocol;
import org.lvsh.language.diagnostic.Span;

/** Builds the options of a service, each kind at most once. */
final class OptionBuilder extends LvshParserBaseVisitor<ServiceOption> {
  private final Reader reader;

  OptionBuilder(Reader reader) {
    this.reader = reader;
  }

  List<ServiceOption> all(List<LvshParser.ServiceOptionContext> contexts) {
    List<ServiceOption> options = new ArrayList<>(contexts.size());
    Map<Class<?>, Span> seen = new HashMap<>();
    for (LvshParser.ServiceOptionContext context : contexts) {
      ServiceOption option = visit(context);
      options.add(option);
      Span first = seen.putIfAbsent(option.getClass(), option.span());
      if (first != null) {
        reader.saidTwice(called(context), option.span(), first);
      }
    }
    return options;
  }

  private static String called(LvshParser.ServiceOptionContext context) {
    if (context instanceof LvshParser.SchedulerOptionContext
        || context instanceof LvshParser.OtherSchedulerOptionContext) {
      return "the scheduler";
    }
    return context instanceof LvshParser.ProtocolsOptionContext
        ? "the protocol"
        : "'" + context.getStart().getText() + "'";
  }

  @Override
  public ServiceOption visitStickyOption(LvshParser.StickyOptionContext context) {
    Duration time = reader.value(context.duration(), Values::stickyTime, Duration.ofSeconds(1));
    Optional<Granularity> per = Optional.ofNullable(context.granularity()).map(this::granularity);
    return new ServiceOption.Sticky(reader.span(context), time, per, context.SIP() != null);
  }

  private Granularity granularity(LvshParser.GranularityContext context) {
    Span span = reader.span(context);
    if (context.prefix() != null) {
      return new Granularity.Prefix(span, reader.value(context.prefix(), Values::prefix, 1));
    }
    InetAddress none = InetAddress.getLoopbackAddress();
    return new Granularity.Mask(span, reader.value(context.address(), Values::mask, none));
  }

  @Override
  public ServiceOption visitSchedulerOption(LvshParser.SchedulerOptionContext context) {
    return scheduling(context, context.schedulerWord(), context.schedulerFlags());
  }

  @Override
  public ServiceOption visitOtherSchedulerOption(LvshParser.OtherSchedulerOptionContext context) {
    return scheduling(context, context.schedulerName(), context.schedulerFlags());
  }

  private ServiceOption scheduling(
      ParserRuleContext context, ParserRuleContext name, LvshParser.SchedulerFlagsContext flags) {
    List<Located<String>> said =
        flags == null
            ? List.of()
            : reader.list(flags.schedulerFlag(), Values::schedulerFlag, "flag-1");
    Map<String, Span> seen = new HashMap<>();
    for (Located<String> flag : said) {
      Span first = seen.putIfAbsent(flag.value(), flag.span());
      if (first != null) {
        reader.saidTwice("'" + flag.value() + "'", flag.span(), first);
      }
    }
    return new ServiceOption.Scheduling(
        reader.span(context), reader.located(name, Values::scheduler, "wlc"), said);
  }

  @Override
  public ServiceOption visitAllowOption(LvshParser.AllowOptionContext context) {
    return new ServiceOption.Allow(reader.span(context), reader.warnings(context.warning()));
  }

  @Override
  public ServiceOption visitPoolOption(LvshParser.PoolOptionContext context) {
    return new ServiceOption.Pool(reader.span(context), reader.name(context.poolName()));
  }

  @Override
  public ServiceOption visitMarkOption(LvshParser.MarkOptionContext context) {
    OptionalLong mark =
        context.AUTO() != null
            ? OptionalLong.empty()
            : OptionalLong.of(reader.value(context.markNumber(), Values::mark, 1L));
    return new ServiceOption.FirewallMark(reader.span(context), mark);
  }

  @Override
  public ServiceOption visitOnePacketOption(LvshParser.OnePacketOptionContext context) {
    return new ServiceOption.OnePacket(reader.span(context));
  }

  @Override
  public ServiceOption visitProtocolsOption(LvshParser.ProtocolsOptionContext context) {
    List<Located<TransportProtocol>> said = new ArrayList<>();
    Map<TransportProtocol, Span> seen = new EnumMap<>(TransportProtocol.class);
    for (LvshParser.ProtocolContext word : context.protocol()) {
      Span span = reader.span(word);
      TransportProtocol protocol = reader.choice(word, TransportProtocol.class);
      said.add(new Located<>(protocol, span));
      Span first = seen.putIfAbsent(protocol, span);
      if (first != null) {
        reader.saidTwice("'" + protocol.word() + "'", span, first);
      }
    }
    return new ServiceOption.Protocols(reader.span(context), said);
  }
}
