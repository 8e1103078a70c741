package org.lvsh.shell.app;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.DefaultParser;
import org.apache.commons.cli.MissingArgumentException;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;
import org.apache.commons.cli.UnrecognizedOptionException;
import org.lvsh.kernel.FirewallKind;
import org.lvsh.shell.command.RunOptions;
import org.lvsh.shell.session.Pruning;

/**
 * The command line, apart from the statement on it.
 *
 * @param kernel what {@code --kernel} or {@code LVSH_KERNEL} says
 * @param state where a simulated kernel keeps itself
 * @param words what is no option
 * @param line all of it, as it was said
 */
record Arguments(
    Optional<KernelChoice> kernel,
    Optional<String> state,
    RunOptions run,
    ColourChoice colour,
    boolean help,
    boolean version,
    List<String> words,
    List<String> line) {

  /** The kernels one can choose. */
  enum KernelChoice {
    LIVE,
    SIMULATED
  }

  /** When to use colour. */
  enum ColourChoice {
    AUTO,
    ALWAYS,
    NEVER
  }

  /** A command line that says nothing lvsh knows. */
  static final class Wrong extends Exception {
    private static final long serialVersionUID = 1L;

    Wrong(String message) {
      super(message);
    }
  }

  /** The same with another kernel. */
  Arguments on(KernelChoice choice) {
    return new Arguments(Optional.of(choice), state, run, colour, help, version, words, line);
  }

  /** The words by which a guardian of the same kernel is started, wherever it is. */
  List<String> ofGuardian() {
    List<String> words = new ArrayList<>();
    words.add("--kernel=" + word(kernel.orElse(KernelChoice.LIVE)));
    state.ifPresent(file -> words.add("--state=" + Path.of(file).toAbsolutePath()));
    run.firewall().ifPresent(firewall -> words.add("--firewall=" + word(firewall)));
    return words;
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private static Options options() {
    return new Options()
        .addOption(value("kernel"))
        .addOption(value("state"))
        .addOption(value("firewall"))
        .addOption(value("color"))
        .addOption(Option.builder().longOpt("yes").get())
        .addOption(Option.builder().longOpt("replace").get())
        .addOption(Option.builder().longOpt("prune").get())
        .addOption(Option.builder().longOpt("prune-all").get())
        .addOption(Option.builder().longOpt("check").get())
        .addOption(Option.builder("h").longOpt("help").get())
        .addOption(Option.builder().longOpt("version").get());
  }

  private static Option value(String name) {
    return Option.builder().longOpt(name).hasArg().get();
  }

  /**
   * Reads a command line.
   *
   * @param environment gives a variable of the environment, or null
   * @throws Wrong where an option is unknown, lacks its value, or has one it cannot have
   */
  static Arguments read(String[] line, Environment environment) throws Wrong {
    CommandLine said = parse(line);
    checkOnce(said);
    Optional<String> kernel =
        Optional.ofNullable(said.getOptionValue("kernel"))
            .or(() -> Optional.ofNullable(environment.variable("LVSH_KERNEL")))
            .filter(value -> !value.isEmpty());
    Optional<String> state = Optional.ofNullable(said.getOptionValue("state"));
    Optional<KernelChoice> choice =
        kernel.isEmpty() && state.isPresent()
            ? Optional.of(KernelChoice.SIMULATED)
            : choice(KernelChoice.class, "the kernel", kernel);
    if (state.isPresent() && choice.equals(Optional.of(KernelChoice.LIVE))) {
      throw new Wrong("--state goes with the simulated kernel only");
    }
    return new Arguments(
        choice,
        state,
        new RunOptions(
            said.hasOption("yes"),
            said.hasOption("replace"),
            pruning(said),
            said.hasOption("check"),
            firewall(said)),
        choice(ColourChoice.class, "--color", Optional.ofNullable(said.getOptionValue("color")))
            .orElse(ColourChoice.AUTO),
        said.hasOption("help"),
        said.hasOption("version"),
        said.getArgList(),
        List.of(line));
  }

  private static CommandLine parse(String[] line) throws Wrong {
    try {
      return DefaultParser.builder()
          .setAllowPartialMatching(false)
          .setStripLeadingAndTrailingQuotes(false)
          .get()
          .parse(options(), line);
    } catch (UnrecognizedOptionException unknown) {
      throw new Wrong("there is no option " + unknown.getOption());
    } catch (MissingArgumentException missing) {
      throw new Wrong("--" + missing.getOption().getLongOpt() + " needs a value");
    } catch (ParseException wrong) {
      throw new Wrong(wrong.getMessage());
    }
  }

  private static void checkOnce(CommandLine said) throws Wrong {
    Set<String> seen = new HashSet<>();
    for (Option option : said.getOptions()) {
      if (!seen.add(option.getLongOpt())) {
        throw new Wrong("--" + option.getLongOpt() + " is said twice");
      }
      if (option.hasArg() && option.getValue().isEmpty()) {
        throw new Wrong("--" + option.getLongOpt() + " needs a value");
      }
    }
  }

  private static Pruning pruning(CommandLine said) {
    if (said.hasOption("prune-all")) {
      return Pruning.ALL;
    }
    return said.hasOption("prune") ? Pruning.SOME : Pruning.NONE;
  }

  private static Optional<FirewallKind> firewall(CommandLine said) throws Wrong {
    return choice(
        FirewallKind.class, "--firewall", Optional.ofNullable(said.getOptionValue("firewall")));
  }

  private static <E extends Enum<E>> Optional<E> choice(
      Class<E> type, String what, Optional<String> said) throws Wrong {
    if (said.isEmpty()) {
      return Optional.empty();
    }
    for (E constant : type.getEnumConstants()) {
      if (word(constant).equals(said.get())) {
        return Optional.of(constant);
      }
    }
    List<String> known = List.of(type.getEnumConstants()).stream().map(Arguments::word).toList();
    throw new Wrong(
        "%s cannot be '%s': say %s".formatted(what, said.get(), String.join(" or ", known)));
  }

  /** The variables of the environment. */
  @FunctionalInterface
  interface Environment {
    String variable(String name);
  }
}
