package org.lvsh.kernel.firewall;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.lvsh.kernel.model.AddressFamily;
import org.lvsh.kernel.model.Claim;
import org.lvsh.kernel.model.Drain;
import org.lvsh.kernel.model.Drains;
import org.lvsh.kernel.model.IpAddress;
import org.lvsh.kernel.model.Mark;
import org.lvsh.kernel.model.MarkRule;
import org.lvsh.kernel.model.Operation;
import org.lvsh.kernel.model.Ownership;
import org.lvsh.kernel.model.Ports;
import org.lvsh.kernel.model.Protocol;
import org.lvsh.kernel.model.ServerKey;
import org.lvsh.kernel.model.ServiceKey;

/** States by chance, and the operations that lead from one to another. */
final class RandomStates {
  private static final int MOST_CHARACTERS = 255;

  private final Random random;

  RandomStates(Random random) {
    this.random = random;
  }

  FirewallState next() {
    TreeMap<MarkRule.Match, MarkRule> rules = new TreeMap<>();
    for (int left = random.nextInt(60); left > 0; left--) {
      MarkRule rule = rule();
      if (rules.keySet().stream().noneMatch(rule.match()::overlaps)) {
        rules.put(rule.match(), rule);
      }
    }
    TreeMap<ServiceKey, Ownership> named = new TreeMap<>();
    for (int left = random.nextInt(20); left > 0; left--) {
      Ownership ownership = ownership();
      named.put(ownership.key(), ownership);
    }
    return new FirewallState(rules, named, Optional.of(mark()));
  }

  /** What takes the one state away and puts the other in its place. */
  static List<Operation> between(FirewallState before, FirewallState after) {
    List<Operation> run = new ArrayList<>();
    before.markRules().values().forEach(rule -> run.add(new Operation.RemoveMarkRule(rule)));
    before.ownership().keySet().forEach(key -> run.add(new Operation.ClearOwnership(key)));
    after.markRules().values().forEach(rule -> run.add(new Operation.AddMarkRule(rule)));
    after.ownership().values().forEach(named -> run.add(new Operation.SetOwnership(named)));
    after.lastMark().ifPresent(mark -> run.add(new Operation.SetLastMark(mark)));
    return run;
  }

  private MarkRule rule() {
    return new MarkRule(new MarkRule.Match(protocol(), vip(), ports()), mark());
  }

  private Protocol protocol() {
    return anyOf(List.of(Protocol.values()));
  }

  /** One of a few, so that several rules are for the same one. */
  private IpAddress vip() {
    return IpAddress.of((random.nextBoolean() ? "192.168.0." : "2001:db8::") + random.nextInt(8));
  }

  private Ports ports() {
    int first = random.nextInt(Ports.MAX + 1);
    return switch (random.nextInt(8)) {
      case 0 -> Ports.ANY;
      case 1 -> new Ports(0, first);
      case 2 -> new Ports(first, Ports.MAX);
      case 3, 4 -> new Ports(first & 0xFFF0, first | 0x000F);
      case 5 -> new Ports(first, Math.min(Ports.MAX, first + random.nextInt(1000)));
      default -> Ports.of(first);
    };
  }

  private Mark mark() {
    return new Mark(1 + (random.nextInt() & (Mark.MAX - 1)));
  }

  private Ownership ownership() {
    String name = "n" + random.nextInt(1000);
    if (random.nextBoolean()) {
      ServiceKey key = new ServiceKey.OnAddress(protocol(), anyAddress(), random.nextInt(65536));
      return new Ownership(key, name, source(), pool(), Optional.empty(), drains());
    }
    AddressFamily family = anyOf(List.of(AddressFamily.values()));
    Optional<Claim> claim = random.nextInt(4) == 0 ? Optional.empty() : Optional.of(claim());
    ServiceKey key = new ServiceKey.OnMark(family, mark());
    return new Ownership(key, name, source(), pool(), claim, drains());
  }

  private Drains drains() {
    Drains drains = Drains.NONE;
    for (int left = random.nextInt(4); left > 0; left--) {
      Instant since = Instant.ofEpochSecond(random.nextInt(Integer.MAX_VALUE));
      Drain drain = new Drain(random.nextInt(Integer.MAX_VALUE), since);
      drains = drains.with(new ServerKey(anyAddress(), random.nextInt(65536)), drain);
    }
    return drains;
  }

  private Optional<String> pool() {
    return random.nextBoolean() ? Optional.of("pool." + random.nextInt(9)) : Optional.empty();
  }

  private IpAddress anyAddress() {
    byte[] bytes = new byte[random.nextBoolean() ? 4 : 16];
    random.nextBytes(bytes);
    return IpAddress.of(bytes);
  }

  private Claim claim() {
    List<IpAddress> addresses = new ArrayList<>();
    for (int left = random.nextInt(40); left >= 0; left--) {
      addresses.add(anyAddress());
    }
    List<Ports> ports = new ArrayList<>();
    for (int first = 1; first < 60_000; first += 1 + random.nextInt(20_000)) {
      ports.add(random.nextBoolean() ? Ports.of(first) : new Ports(first, ++first));
    }
    Claim.MarkSaid said = anyOf(List.of(Claim.MarkSaid.values()));
    return new Claim(addresses, EnumSet.of(protocol(), protocol()), ports, said);
  }

  private <T> T anyOf(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  /** Whatever Unicode has, controls after the blank included, and halves of characters. */
  private String source() {
    StringBuilder source = new StringBuilder("s");
    int length = 1 + random.nextInt(MOST_CHARACTERS);
    int beyond = random.nextBoolean() ? 0x80 : 0x10FFFF;
    while (source.length() < length - 1) {
      source.appendCodePoint(' ' + random.nextInt(beyond - ' '));
    }
    return source.toString();
  }
}
