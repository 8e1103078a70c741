package org.lvsh.shell.exchange.netfilter;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.lvsh.shell.exchange.Findings;
import org.lvsh.shell.exchange.MachineNames;
import org.lvsh.shell.exchange.script.ShellCommand;
import org.lvsh.shell.exchange.script.Status;
import org.lvsh.shell.exchange.script.Word;

/**
 * How a command of iptables(8) ends: scripts ask with {@code -C} whether a rule is there, and add
 * it where it is not. Only the rules that were made so far are known, and of them those of marks.
 */
final class IptablesOutcome {
  static final Set<String> BUILT_IN =
      Set.of("PREROUTING", "INPUT", "FORWARD", "OUTPUT", "POSTROUTING");

  private final Chains chains;
  private final Findings untold = new Findings();
  private final Places places;

  IptablesOutcome(Chains chains, MachineNames names) {
    this.chains = chains;
    this.places = new Places(names, untold);
  }

  Status of(ShellCommand command) {
    List<Word> words = IptablesWords.of(command.arguments());
    boolean followed =
        IptablesReader.takeTable(words).filter(IptablesReader.MANGLE::equals).isPresent();
    String family = IptablesReader.family(command.program());
    Optional<Word> verb =
        words.stream().filter(word -> IptablesReader.isVerb(word.text())).findFirst();
    if (verb.isEmpty()) {
      return Status.SUCCESS;
    }
    int at = words.indexOf(verb.get());
    words.remove(at);
    Optional<Chain> chain =
        at < words.size() && !words.get(at).text().startsWith("-")
            ? Optional.of(new Chain(family, words.remove(at).text()))
            : Optional.empty();
    return switch (verb.get().text()) {
      case "-C", "--check" -> followed ? check(words, chain, command, family) : Status.UNKNOWN;
      case "-D", "--delete" ->
          followed && check(words, chain, command, family) == Status.SUCCESS
              ? Status.SUCCESS
              : Status.UNKNOWN;
      case "-L", "--list", "-S", "--list-rules" ->
          chain.isEmpty() || isThere(chain.get(), followed) ? Status.SUCCESS : Status.UNKNOWN;
      case "-N", "--new-chain" ->
          chain.isPresent() && isThere(chain.get(), followed) ? Status.UNKNOWN : Status.SUCCESS;
      case "-X", "--delete-chain" -> chain.isEmpty() ? Status.SUCCESS : Status.UNKNOWN;
      default -> Status.SUCCESS;
    };
  }

  private boolean isThere(Chain chain, boolean followed) {
    return BUILT_IN.contains(chain.name()) || (followed && chains.has(chain));
  }

  private Status check(
      List<Word> rule, Optional<Chain> chain, ShellCommand command, String family) {
    Optional<Step> step = new IptablesRule(rule, command.span(), places, untold).step(family);
    if (step.isEmpty() || chain.isEmpty() || !untold.errors().isEmpty()) {
      return Status.UNKNOWN;
    }
    Optional<Step> found = chains.find(chain.get(), step.get());
    // What lvsh cannot say is not kept in full, so two of them are not told apart.
    boolean kept = step.get() instanceof Step.Marks || step.get() instanceof Step.Jumps;
    if (found.isEmpty()) {
      return kept || step.get() instanceof Step.Otherwise ? Status.FAILURE : Status.UNKNOWN;
    }
    return kept ? Status.SUCCESS : Status.UNKNOWN;
  }
}
