package org.lvsh.language.parse;

import java.net.InetAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.lvsh.language.ast.Located;
import org.lvsh.language.ast.Statement;

/** Builds what is said of the director as a whole, each setting at most once. */
final class MachineBuilder {
  private final Reader reader;

  MachineBuilder(Reader reader) {
    this.reader = reader;
  }

  Statement timeouts(LvshParser.TimeoutsDeclarationContext context) {
    Map<Integer, LvshParser.TimeoutSettingContext> said = once(context.timeoutSetting());
    return new Statement.Timeouts(
        reader.whole(),
        timeout(said, LvshParser.TCP),
        timeout(said, LvshParser.FIN),
        timeout(said, LvshParser.UDP));
  }

  private Optional<Located<Duration>> timeout(
      Map<Integer, LvshParser.TimeoutSettingContext> said, int type) {
    return Optional.ofNullable(said.get(type))
        .map(setting -> reader.located(setting.timeout(), Values::timeout, Duration.ofSeconds(1)));
  }

  Statement sync(LvshParser.SyncDeclarationContext context) {
    Map<Integer, LvshParser.SyncOptionContext> said = once(context.syncOption());
    InetAddress nowhere = InetAddress.getLoopbackAddress();
    return new Statement.StartSync(
        reader.whole(),
        reader.choice(context.syncRole(), Statement.SyncRole.class),
        reader.located(context.interfaceName(), Values::interfaceName, "lo"),
        Optional.ofNullable(said.get(LvshParser.ID))
            .map(option -> reader.located(option.syncId(), Values::syncId, 0)),
        Optional.ofNullable(said.get(LvshParser.GROUP))
            .map(option -> reader.located(option.address(), Values::group, nowhere)),
        Optional.ofNullable(said.get(LvshParser.PORT))
            .map(option -> reader.located(option.portNumber(), reader.ports()::number, 1)),
        Optional.ofNullable(said.get(LvshParser.TTL))
            .map(option -> reader.located(option.ttl(), Values::ttl, 1)),
        Optional.ofNullable(said.get(LvshParser.MAX_LENGTH))
            .map(option -> reader.located(option.packetLength(), Values::packetLength, 1)));
  }

  Statement kernel(LvshParser.KernelDeclarationContext context) {
    return new Statement.Kernel(
        reader.whole(),
        reader.located(context.settingName(), Values::settingName, "x"),
        context.settingValue().stream().map(this::value).toList());
  }

  /** A list between commas is one value. */
  private Located<String> value(LvshParser.SettingValueContext context) {
    String value =
        context.settingWord().stream()
            .map(word -> reader.value(word, Values::settingWord, "0"))
            .collect(Collectors.joining(","));
    return new Located<>(value, reader.span(context));
  }

  /** The settings by their first words; one that is said again is reported. */
  private <C extends ParserRuleContext> Map<Integer, C> once(List<C> settings) {
    Map<Integer, C> said = new HashMap<>();
    for (C setting : settings) {
      Token word = setting.getStart();
      C first = said.putIfAbsent(word.getType(), setting);
      if (first != null) {
        reader.saidTwice("'" + word.getText() + "'", reader.span(setting), reader.span(first));
      }
    }
    return said;
  }
}
