package org.lvsh.shell.exchange.netfilter;

import java.util.List;
import java.util.Set;
import org.lvsh.language.diagnostic.Source;
import org.lvsh.shell.exchange.Findings;
import org.lvsh.shell.exchange.MachineNames;
import org.lvsh.shell.exchange.script.ShellCommand;
import org.lvsh.shell.exchange.script.Status;
import org.lvsh.shell.exchange.script.Word;

/**
 * What sets marks on a machine: takes the commands of iptables and nft and what iptables-save and
 * nft print, and says which packets have which mark. Rules that set no mark are counted.
 */
public final class PacketFilter {
  private static final Set<String> IPTABLES =
      Set.of(
          "iptables",
          "ip6tables",
          "iptables-legacy",
          "ip6tables-legacy",
          "iptables-nft",
          "ip6tables-nft");
  private static final Set<String> RESTORE =
      Set.of(
          "iptables-restore",
          "ip6tables-restore",
          "iptables-legacy-restore",
          "ip6tables-legacy-restore",
          "iptables-nft-restore",
          "ip6tables-nft-restore");

  private final Findings findings;
  private final MachineNames names;
  private final Chains chains = new Chains();
  private final IptablesReader iptables;
  private final NftReader nft;

  public PacketFilter(MachineNames names, Findings findings) {
    Places places = new Places(names, findings);
    this.names = names;
    this.findings = findings;
    this.iptables = new IptablesReader(chains, places, findings);
    this.nft = new NftReader(chains, places, findings);
  }

  /** Whether a program or a line belongs to a packet filter. */
  public boolean heeds(String program) {
    return IPTABLES.contains(program)
        || RESTORE.contains(program)
        || program.equals("nft")
        || program.startsWith("*")
        || iptables.isInSavedTable();
  }

  /** Whether one of its commands could set a mark, or take one away. */
  public boolean changes(String program, List<String> arguments) {
    if (IPTABLES.contains(program)) {
      return IptablesReader.changes(arguments);
    }
    return !program.equals("nft") || nftChanges(arguments);
  }

  /** A command of nft that speaks of marks, takes something out, or is not known. */
  private static boolean nftChanges(List<String> arguments) {
    boolean marks =
        arguments.contains("mark") || arguments.stream().anyMatch(one -> one.contains(" mark "));
    String verb = arguments.stream().filter(one -> !one.startsWith("-")).findFirst().orElse("list");
    return marks
        || arguments.contains("-f")
        || arguments.contains("--file")
        || verb.isEmpty()
        || verb.matches("(flush|delete|destroy|replace)(\\s.*)?");
  }

  /** How one of its commands ends, asked right before it is taken. */
  public Status outcome(ShellCommand command) {
    String program = command.program();
    if (iptables.isInSavedTable() || program.startsWith("*") || RESTORE.contains(program)) {
      return Status.SUCCESS;
    }
    if (IPTABLES.contains(program)) {
      return new IptablesOutcome(chains, names).of(command);
    }
    boolean asks =
        command.arguments().stream()
            .anyMatch(word -> word.text().matches("(list|get|delete|destroy|describe)( .*)?"));
    return asks ? Status.UNKNOWN : Status.SUCCESS;
  }

  /** Takes one of its commands. */
  public void take(ShellCommand command) {
    String program = command.program();
    if (iptables.isInSavedTable() || program.startsWith("*")) {
      iptables.savedLine(command);
    } else if (IPTABLES.contains(program)) {
      iptables.command(command);
    } else if (program.equals("nft")) {
      nft(command);
    } else {
      restore(command);
    }
  }

  private void nft(ShellCommand command) {
    List<Word> arguments =
        command.arguments().stream().filter(word -> !word.text().matches("-[aesnjN]+")).toList();
    boolean reads = arguments.stream().anyMatch(word -> word.text().matches("-f|--file"));
    if (reads && command.input().isPresent()) {
      nft.read(NftTokens.of(List.of(command.input().get())));
    } else if (reads) {
      missing(command);
    } else if (!arguments.isEmpty()) {
      nft.read(NftTokens.of(arguments));
    }
  }

  private void restore(ShellCommand command) {
    if (command.input().isEmpty()) {
      missing(command);
      return;
    }
    iptables.restore(command, command.input().get());
  }

  private void missing(ShellCommand command) {
    findings.error(
        "reads-a-file",
        command.span(),
        "what this reads stands in another file",
        "name that file with 'with FILE'");
  }

  /** Whether a text is one of nft. */
  public static boolean isNft(Source source) {
    return NftReader.isOne(NftTokens.of(source));
  }

  /** Takes a whole file of nft. */
  public void takeNft(Source source) {
    nft.read(NftTokens.of(source));
  }

  /** What packets have when they have passed all that was taken. */
  public MarkedPackets packets() {
    nft.finish();
    int others = iptables.others() + nft.others();
    if (others > 0) {
      findings.remark(
          "rules of the packet filter that set no mark stay as they are (%d)".formatted(others));
    }
    return chains.packets(findings);
  }

  /** Whether nothing was said of any mark. */
  public boolean isSilent() {
    return chains.isEmpty();
  }
}
