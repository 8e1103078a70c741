package org.lvsh.kernel.firewall;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.lvsh.kernel.FirewallKind;
import org.lvsh.kernel.KernelException;
import org.lvsh.kernel.model.AddressFamily;
import org.lvsh.kernel.model.MarkRule;
import org.lvsh.kernel.model.Operation;
import org.lvsh.kernel.model.Outcome;
import org.lvsh.kernel.model.ServiceKey;

/**
 * Marks in a chain {@code LVSH} of the table {@code mangle}, notes as comments in a chain {@code
 * LVSH-NOTES} that no packet gets to. Each address family is one transaction of {@code
 * iptables-restore(8)}; where both change and the second is refused, the first is put back. With
 * nothing left to hold the chains go.
 */
public final class IptablesFirewall implements Firewall {
  /**
   * How long a program waits for another one that has the lock of xtables: it gives up by itself,
   * with nothing done, before {@link Programs} ends it.
   */
  private static final String LOCK_SECONDS = "50";

  private final Programs programs;
  private final BooleanSupplier ipv6;

  /** Through the programs of this machine. */
  public IptablesFirewall() {
    this(new Programs(), Ipv6::isHere);
  }

  /**
   * Through programs.
   *
   * @param ipv6 whether there is IPv6: without it ip6tables has no tables and fails
   */
  IptablesFirewall(Programs programs, BooleanSupplier ipv6) {
    this.programs = programs;
    this.ipv6 = ipv6;
  }

  @Override
  public FirewallKind kind() {
    return FirewallKind.IPTABLES;
  }

  /** Without naming a table, for naming one loads its module where it is not in use. */
  @Override
  public boolean holdsOurs() {
    for (AddressFamily family : AddressFamily.values()) {
      if (!isAbsent(family) && IptablesReader.holdsOurs(saved(family))) {
        return true;
      }
    }
    return false;
  }

  /**
   * What a family's tables have.
   *
   * @throws KernelException also where ours is left out, which then may hold anything
   */
  private String saved(AddressFamily family, String... options) {
    List<String> command = new ArrayList<>(List.of(program(family, "save")));
    command.addAll(List.of(options));
    String saved = programs.run(command, "");
    if (IptablesReader.isLeftOut(saved)) {
      throw leftOut(command.get(0), family == AddressFamily.IPV6 ? "ip6" : "ip");
    }
    return saved;
  }

  /** That a program cannot list the table {@code mangle}. */
  static KernelException leftOut(String program, String family) {
    return new KernelException(
        "%s cannot list the table mangle, for it has rules that only nft knows".formatted(program),
        "'nft list table %s mangle' shows them: give them a table of their own".formatted(family));
  }

  private boolean isAbsent(AddressFamily family) {
    return family == AddressFamily.IPV6
        && !(ipv6.getAsBoolean() && programs.has(program(family, "save")));
  }

  @Override
  public FirewallState read() {
    return state(contents());
  }

  @Override
  public List<Outcome> apply(List<Operation> run, Predicate<ServiceKey> exists) {
    Map<AddressFamily, IptablesContents> before = contents();
    FirewallState state = state(before);
    Transaction.Result result = Transaction.of(state, run, exists);
    assertCanBeHeld(result.after());
    boolean nothing = result.after().equals(state);
    return nothing || change(before, changedTo(result.after(), before))
        ? result.outcomes()
        : run.stream().map(Outcome::unknown).toList();
  }

  private void assertCanBeHeld(FirewallState state) {
    NavigableMap<MarkRule.Match, MarkRule> rules = rules(state, AddressFamily.IPV6);
    if (!rules.isEmpty() && !ipv6.getAsBoolean()) {
      throw new KernelException(
          "packets to %s cannot be marked, for this machine has no IPv6; nothing is changed"
              .formatted(rules.firstKey().address()),
          "start its kernel without 'ipv6.disable=1', or leave IPv6 out");
    }
  }

  @Override
  public void clear() {
    Map<AddressFamily, IptablesContents> before = contents();
    if (!change(before, changedTo(FirewallState.EMPTY, before))) {
      throw new KernelException("iptables does not take everything away");
    }
  }

  /** The notes of both families are with IPv4. */
  private static Map<AddressFamily, IptablesContents> changedTo(
      FirewallState state, Map<AddressFamily, IptablesContents> before) {
    Notes notes = notes(before).changedTo(state);
    Map<AddressFamily, IptablesContents> after = new EnumMap<>(AddressFamily.class);
    after.put(
        AddressFamily.IPV4, IptablesContents.of(rules(state, AddressFamily.IPV4), notes.pieces()));
    after.put(
        AddressFamily.IPV6, IptablesContents.of(rules(state, AddressFamily.IPV6), new TreeMap<>()));
    return after;
  }

  private static NavigableMap<MarkRule.Match, MarkRule> rules(
      FirewallState state, AddressFamily family) {
    NavigableMap<MarkRule.Match, MarkRule> rules = new TreeMap<>(state.markRules());
    rules.keySet().removeIf(match -> match.address().family() != family);
    return rules;
  }

  /**
   * Makes one content of both families another.
   *
   * @return whether that is done; if not, part of it may be
   * @throws KernelException where it is not, and all is as before
   */
  private boolean change(
      Map<AddressFamily, IptablesContents> before, Map<AddressFamily, IptablesContents> after) {
    List<AddressFamily> changed =
        before.keySet().stream()
            .filter(family -> !before.get(family).isAlready(after.get(family)))
            .toList();
    List<AddressFamily> done = new ArrayList<>();
    try {
      for (AddressFamily family : changed) {
        restore(family, IptablesScript.between(before.get(family), after.get(family)), "--test");
      }
      for (AddressFamily family : changed) {
        restore(family, IptablesScript.between(before.get(family), after.get(family)));
        done.add(family);
      }
      return true;
    } catch (KernelException refused) {
      done.forEach(family -> putBack(family, after.get(family), before.get(family)));
      if (!holds(before)) {
        return false;
      }
      throw new KernelException(
          "iptables refuses the change, nothing is changed: " + refused.getMessage(), refused);
    }
  }

  /** Whether that succeeds is told by what is there afterwards. */
  private void putBack(AddressFamily family, IptablesContents from, IptablesContents to) {
    try {
      restore(family, IptablesScript.between(from, to));
    } catch (KernelException refused) {
      return;
    }
  }

  /**
   * Whether that is what there is, as far as it can be read: a program that was ended halfway may
   * have done its work, or not.
   */
  private boolean holds(Map<AddressFamily, IptablesContents> wanted) {
    try {
      Map<AddressFamily, IptablesContents> there = contents();
      return wanted.keySet().stream()
          .allMatch(family -> there.get(family).isAlready(wanted.get(family)));
    } catch (KernelException unreadable) {
      return false;
    }
  }

  private void restore(AddressFamily family, String script, String... options) {
    List<String> command = new ArrayList<>(List.of(program(family, "restore"), "--noflush"));
    command.addAll(List.of("-w", LOCK_SECONDS));
    command.addAll(List.of(options));
    programs.run(command, script);
  }

  private static String program(AddressFamily family, String what) {
    return switch (family) {
      case IPV4 -> "iptables-" + what;
      case IPV6 -> "ip6tables-" + what;
    };
  }

  private Map<AddressFamily, IptablesContents> contents() {
    Map<AddressFamily, IptablesContents> contents = new EnumMap<>(AddressFamily.class);
    for (AddressFamily family : AddressFamily.values()) {
      contents.put(family, contents(family));
    }
    return contents;
  }

  private IptablesContents contents(AddressFamily family) {
    if (isAbsent(family)) {
      return IptablesContents.ABSENT;
    }
    try {
      return IptablesReader.contents(saved(family, "-t", "mangle"));
    } catch (IllegalArgumentException strange) {
      throw unreadable(strange);
    }
  }

  private static FirewallState state(Map<AddressFamily, IptablesContents> contents) {
    NavigableMap<MarkRule.Match, MarkRule> rules = new TreeMap<>();
    contents.values().forEach(family -> rules.putAll(family.rulesInForce()));
    Notes notes = notes(contents);
    return new FirewallState(rules, notes.ownership(), notes.lastMark());
  }

  private static Notes notes(Map<AddressFamily, IptablesContents> contents) {
    try {
      return Notes.of(contents.get(AddressFamily.IPV4).notes());
    } catch (IllegalArgumentException strange) {
      throw unreadable(strange);
    }
  }

  private static KernelException unreadable(IllegalArgumentException strange) {
    return new KernelException(
        "chains LVSH and LVSH-NOTES of the table mangle cannot be read: " + strange.getMessage(),
        "'iptables -t mangle -F' with their names empties them, apply fills them again",
        strange);
  }
}
