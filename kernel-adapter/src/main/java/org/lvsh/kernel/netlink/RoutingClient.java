package org.lvsh.kernel.netlink;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.lvsh.kernel.model.Mark;
import org.lvsh.kernel.model.MarkInUse;

/**
 * What the routing policy of a network namespace looks at ({@code rtnetlink(7)}, {@code
 * ip-rule(8)}; the numbers are those of {@code linux/fib_rules.h} and {@code linux/rtnetlink.h}).
 * For one thread at a time.
 */
public final class RoutingClient implements AutoCloseable {
  private static final int NEW_RULE = 32;
  private static final int GET_RULE = 34;

  /** Of IPv4 and IPv6, and of multicast of both. */
  private static final int EVERY_FAMILY = 0;

  /** The length of {@code fib_rule_hdr}. */
  private static final int HEADER = 12;

  private static final int FWMARK = 10;
  private static final int FWMASK = 16;

  private static final int ATTEMPTS = 5;
  private static final String QUESTION = "the routing policy";

  private final Channel channel;

  RoutingClient(NetlinkSocket.Factory factory) {
    this.channel = new Channel(factory);
  }

  /** Asks the kernel of the network namespace of the thread that asks first. */
  public static RoutingClient live() {
    return new RoutingClient(LinuxNetlinkSocket.live(Linux.NETLINK_ROUTE));
  }

  /**
   * The marks that its rules look at, in their order, none twice; none where the kernel has no
   * policy routing.
   *
   * <p>Between two datagrams the kernel remembers how many rules it has told, and nothing else
   * ({@code dump_rules} in {@code fib_rules.c}): so the rules are listed until two listings that
   * were cut at different places name the same marks.
   *
   * @throws NetlinkException where the kernel does not tell, or something else each time
   */
  public Set<MarkInUse> marks() {
    try {
      Set<MarkInUse> last = listed();
      for (int attempt = 1; attempt < ATTEMPTS; attempt++) {
        channel.cutElsewhere();
        Set<MarkInUse> next = listed();
        if (next.equals(last)) {
          return next;
        }
        last = next;
      }
    } catch (NetlinkException exception) {
      if (exception.errno().equals(OptionalInt.of(Linux.EOPNOTSUPP))) {
        return Set.of();
      }
      throw exception;
    }
    throw NetlinkException.unsteady(QUESTION);
  }

  private Set<MarkInUse> listed() {
    Dump<Optional<MarkInUse>> dump =
        new Dump<>(() -> QUESTION, RoutingClient::mark, rule -> new Object());
    byte[] request = new MessageWriter(GET_RULE, EVERY_FAMILY, 0).message();
    List<Optional<MarkInUse>> rules = dump.list(channel, request).entries();
    Set<MarkInUse> marks = new LinkedHashSet<>();
    rules.forEach(rule -> rule.ifPresent(marks::add));
    return marks;
  }

  /** A rule that looks at no mark has no mask; one that looks for none has a mask and no mark. */
  private static Optional<MarkInUse> mark(Message rule) {
    Attributes attributes = rule.attributes(NEW_RULE, HEADER);
    long value = attributes.has(FWMARK) ? attributes.u32(FWMARK) : 0;
    long mask = attributes.has(FWMASK) ? attributes.u32(FWMASK) : Mark.MAX;
    return MarkInUse.ofRule(value, mask);
  }

  @Override
  public void close() {
    channel.close();
  }
}
