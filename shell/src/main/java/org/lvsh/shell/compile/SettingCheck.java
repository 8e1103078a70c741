package org.lvsh.shell.compile;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.lvsh.kernel.model.KnownSetting;
import org.lvsh.kernel.model.Setting;
import org.lvsh.language.ast.Located;
import org.lvsh.language.ast.Statement;
import org.lvsh.language.diagnostic.Diagnostic;
import org.lvsh.language.diagnostic.Span;
import org.lvsh.language.diagnostic.Suggestion;

/** Reads a setting out of its statement, or says why this kernel cannot have it. */
final class SettingCheck {
  private static final String LIST = "'show kernel' lists those there are";

  private final Map<String, Setting> present;

  /**
   * Checks settings against those that a kernel has.
   *
   * @param present what the kernel has, by its name
   */
  SettingCheck(Map<String, Setting> present) {
    this.present = present;
  }

  /** What is wrong with a statement; empty where nothing is. */
  Optional<Diagnostic> mistake(Statement.Kernel statement) {
    return there(statement.setting().value())
        .map(there -> mistake(statement, there))
        .orElseGet(() -> Optional.of(unknown(statement.setting())));
  }

  /**
   * One of a scheduler is as its module starts with it, which a service may have loaded by then.
   */
  private Optional<Setting> there(String name) {
    return Optional.ofNullable(present.get(name))
        .or(
            () ->
                KnownSetting.named(name)
                    .filter(known -> known.scheduler().isPresent() && !present.isEmpty())
                    .flatMap(KnownSetting::first));
  }

  private static Optional<Diagnostic> mistake(Statement.Kernel statement, Setting there) {
    String text = text(statement);
    if (text.length() > Setting.LONGEST) {
      return Optional.of(
          bad(statement, "the value has more than " + Setting.LONGEST + " characters", there));
    }
    Setting asked = setting(statement);
    boolean taken = asked.known().map(known -> known.takes(asked)).orElse(true);
    return asked.fits(there) && taken
        ? Optional.empty()
        : Optional.of(bad(statement, "the kernel does not take '" + text + "'", there));
  }

  /** What a statement without a mistake asks for. */
  static Setting setting(Statement.Kernel statement) {
    return new Setting(statement.setting().value(), text(statement));
  }

  private static String text(Statement.Kernel statement) {
    return statement.values().stream().map(Located::value).collect(Collectors.joining(" "));
  }

  private Diagnostic unknown(Located<String> name) {
    Diagnostic unknown =
        Diagnostic.error(
            "unknown-setting", name.span(), "this kernel has no setting " + name.value());
    if (present.isEmpty()) {
      return unknown.withHint("nothing is known of the settings of this kernel");
    }
    return unknown.withHint(
        KnownSetting.named(name.value())
            .map(known -> "other kernels have it; " + LIST)
            .orElseGet(() -> Suggestion.hint(present.keySet(), name.value()).orElse(LIST)));
  }

  /**
   * What is wrong where a setting that the kernel lacks comes with a scheduler, and none has it.
   */
  static Diagnostic withoutScheduler(Setting setting, String scheduler, Span statement) {
    return Diagnostic.error(
            "unknown-setting", statement, "this kernel has no setting " + setting.name())
        .withHint("it comes with the scheduler %s, which no service has".formatted(scheduler));
  }

  private static Diagnostic bad(Statement.Kernel statement, String message, Setting there) {
    String shown = "it is '%s' now".formatted(there.value());
    Diagnostic mistake =
        Diagnostic.error(
            "bad-setting-value",
            values(statement),
            message + " for " + statement.setting().value());
    return mistake.withHint(
        there
            .known()
            .map(known -> "it is to be %s; %s".formatted(known.range(), shown))
            .orElse("write as many words, and numbers where there are some; " + shown));
  }

  private static Span values(Statement.Kernel statement) {
    Span first = statement.values().get(0).span();
    Span last = statement.values().get(statement.values().size() - 1).span();
    return new Span(first.source(), first.start(), last.end());
  }
}
