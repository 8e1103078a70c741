package org.lvsh.language.parse;

import java.net.InetAddress;
import java.time.Duration;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.RuleContext;
import org.lvsh.language.ast.MarkRange;
import org.lvsh.language.ast.PortRange;

/**
 * Reads the values before the place where a statement went wrong, only for the mistakes in them, so
 * that all are reported in one go.
 */
final class PartialValues extends LvshParserBaseVisitor<Void> {
  private static final InetAddress NOWHERE = InetAddress.getLoopbackAddress();

  private final Reader reader;

  PartialValues(Reader reader) {
    this.reader = reader;
  }

  /** Reads all that was complete when the grammar gave up in a rule. */
  void check(RuleContext gaveUp) {
    RuleContext root = gaveUp;
    while (root != null && root.parent != null) {
      root = root.parent;
    }
    if (root != null) {
      visit(root);
    }
  }

  private <T> Void read(ParserRuleContext context, Reader.Value<T> value, T standIn) {
    if (context.getChildCount() > 0) {
      reader.value(context, value, standIn);
    }
    return null;
  }

  @Override
  public Void visitName(LvshParser.NameContext context) {
    return read(context, Values::name, "");
  }

  @Override
  public Void visitServiceName(LvshParser.ServiceNameContext context) {
    return read(context, Values::name, "");
  }

  @Override
  public Void visitPoolName(LvshParser.PoolNameContext context) {
    return read(context, Values::name, "");
  }

  @Override
  public Void visitHolderName(LvshParser.HolderNameContext context) {
    return read(context, Values::name, "");
  }

  @Override
  public Void visitSourceName(LvshParser.SourceNameContext context) {
    return read(context, Values::source, "");
  }

  @Override
  public Void visitMarkRange(LvshParser.MarkRangeContext context) {
    return read(context, Values::markRange, new MarkRange(1, 1));
  }

  @Override
  public Void visitSchedulerName(LvshParser.SchedulerNameContext context) {
    return read(context, Values::scheduler, "");
  }

  @Override
  public Void visitSchedulerFlag(LvshParser.SchedulerFlagContext context) {
    return read(context, Values::schedulerFlag, "");
  }

  @Override
  public Void visitAddress(LvshParser.AddressContext context) {
    if (context.parent instanceof LvshParser.GranularityContext) {
      return read(context, Values::mask, NOWHERE);
    }
    boolean group = context.parent instanceof LvshParser.SyncOptionContext;
    return read(context, group ? Values::group : Values::virtualAddress, NOWHERE);
  }

  @Override
  public Void visitServerAddress(LvshParser.ServerAddressContext context) {
    return read(context, reader.ports()::serverAddress, null);
  }

  @Override
  public Void visitPortRange(LvshParser.PortRangeContext context) {
    return read(context, reader.ports()::portRange, PortRange.ANY);
  }

  @Override
  public Void visitPortNumber(LvshParser.PortNumberContext context) {
    return read(context, reader.ports()::number, 0);
  }

  @Override
  public Void visitMarkNumber(LvshParser.MarkNumberContext context) {
    return read(context, Values::mark, 0L);
  }

  @Override
  public Void visitDuration(LvshParser.DurationContext context) {
    return read(context, Values::stickyTime, Duration.ZERO);
  }

  @Override
  public Void visitTimeout(LvshParser.TimeoutContext context) {
    return read(context, Values::timeout, Duration.ZERO);
  }

  @Override
  public Void visitTrialTime(LvshParser.TrialTimeContext context) {
    return read(context, Values::trialTime, Duration.ZERO);
  }

  @Override
  public Void visitProbeTime(LvshParser.ProbeTimeContext context) {
    return read(context, Values::probeTime, Duration.ZERO);
  }

  @Override
  public Void visitHttpPath(LvshParser.HttpPathContext context) {
    return read(context, Values::httpPath, "");
  }

  @Override
  public Void visitHostName(LvshParser.HostNameContext context) {
    return read(context, Values::hostName, "");
  }

  @Override
  public Void visitPatience(LvshParser.PatienceContext context) {
    return read(context, Values::patience, Duration.ZERO);
  }

  @Override
  public Void visitHistoryNumber(LvshParser.HistoryNumberContext context) {
    return read(context, Values::historyNumber, 1);
  }

  @Override
  public Void visitClientCount(LvshParser.ClientCountContext context) {
    return read(context, Values::clients, 1);
  }

  @Override
  public Void visitNetwork(LvshParser.NetworkContext context) {
    return read(context, Values::network, Values.ANYWHERE);
  }

  @Override
  public Void visitTraceClient(LvshParser.TraceClientContext context) {
    return read(context, reader.ports()::endpoint, null);
  }

  @Override
  public Void visitTraceTarget(LvshParser.TraceTargetContext context) {
    return read(context, reader.ports()::target, null);
  }

  @Override
  public Void visitTimeSpan(LvshParser.TimeSpanContext context) {
    return read(context, Values::timeSpan, Duration.ZERO);
  }

  @Override
  public Void visitInterval(LvshParser.IntervalContext context) {
    return read(context, Values::interval, Duration.ZERO);
  }

  @Override
  public Void visitLineCount(LvshParser.LineCountContext context) {
    return read(context, Values::lineCount, 1);
  }

  @Override
  public Void visitServiceOrTime(LvshParser.ServiceOrTimeContext context) {
    return Values.isTime(context.getText())
        ? read(context, Values::timeSpan, Duration.ZERO)
        : read(context, Values::name, "");
  }

  @Override
  public Void visitInterfaceName(LvshParser.InterfaceNameContext context) {
    return read(context, Values::interfaceName, "");
  }

  @Override
  public Void visitSyncId(LvshParser.SyncIdContext context) {
    return read(context, Values::syncId, 0);
  }

  @Override
  public Void visitTtl(LvshParser.TtlContext context) {
    return read(context, Values::ttl, 1);
  }

  @Override
  public Void visitPacketLength(LvshParser.PacketLengthContext context) {
    return read(context, Values::packetLength, 1);
  }

  @Override
  public Void visitSettingName(LvshParser.SettingNameContext context) {
    return read(context, Values::settingName, "");
  }

  @Override
  public Void visitSettingWord(LvshParser.SettingWordContext context) {
    return read(context, Values::settingWord, "");
  }

  @Override
  public Void visitPrefix(LvshParser.PrefixContext context) {
    return read(context, Values::prefix, 0);
  }

  @Override
  public Void visitWeight(LvshParser.WeightContext context) {
    return read(context, Values::weight, 0);
  }

  @Override
  public Void visitLimit(LvshParser.LimitContext context) {
    return read(context, Values::limit, 0L);
  }

  @Override
  public Void visitWarning(LvshParser.WarningContext context) {
    return read(context, Values::warning, "");
  }

  @Override
  public Void visitFile(LvshParser.FileContext context) {
    return read(context, Values::file, "");
  }

  @Override
  public Void visitPlanFile(LvshParser.PlanFileContext context) {
    return read(context, Values::file, "");
  }

  @Override
  public Void visitSnapshot(LvshParser.SnapshotContext context) {
    return read(context, Values::file, "");
  }
}
