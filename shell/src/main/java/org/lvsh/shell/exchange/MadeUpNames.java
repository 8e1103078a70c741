package org.lvsh.shell.exchange;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.lvsh.kernel.model.AddressFamily;
import org.lvsh.kernel.model.Mark;
import org.lvsh.kernel.model.MarkRule;
import org.lvsh.kernel.model.Protocol;
import org.lvsh.kernel.model.ServiceKey;

/**
 * Names for services that have none: after what is known to stand behind their ports ({@code web},
 * {@code dns-udp}), else after protocol and port. The same keys get the same names, whatever order
 * they are in; the second of a name is {@code web-2}.
 */
public final class MadeUpNames {
  /** The lengths and letters that lvsh takes; anything else is cut and replaced. */
  private static final int LONGEST = 48;

  private final Map<Mark, List<MarkRule.Match>> matches;
  private final Set<String> taken;

  private MadeUpNames(Map<Mark, List<MarkRule.Match>> matches, Collection<String> taken) {
    this.matches = matches;
    this.taken = new HashSet<>(taken);
  }

  /**
   * Names for services.
   *
   * @param keys those without a name
   * @param matches what is known of the packets of marks
   * @param joined marks whose services of both families are one
   * @param taken names that others have
   */
  public static NavigableMap<ServiceKey, String> of(
      Collection<ServiceKey> keys,
      Map<Mark, List<MarkRule.Match>> matches,
      Set<Mark> joined,
      Collection<String> taken) {
    MadeUpNames names = new MadeUpNames(matches, taken);
    NavigableMap<ServiceKey, String> made = new TreeMap<>();
    Map<Mark, String> ofJoined = new TreeMap<>();
    keys.stream()
        .sorted()
        .forEach(
            key -> {
              if (key instanceof ServiceKey.OnMark on && joined.contains(on.mark())) {
                made.put(key, ofJoined.computeIfAbsent(on.mark(), mark -> names.free(key)));
              } else {
                made.put(key, names.free(key));
              }
            });
    return made;
  }

  /**
   * A name made of somebody else's word, such as that of a group, made fit for lvsh.
   *
   * @param taken is told the name
   */
  public static String free(String word, Set<String> taken) {
    String name = fit(word);
    String free = name;
    for (int number = 2; !taken.add(free); number++) {
      free = name + "-" + number;
    }
    return free;
  }

  private static String fit(String word) {
    String fit = word.replaceAll("[^A-Za-z0-9_.-]", "-");
    String name = fit.matches("[A-Za-z].*") ? fit : "service-" + fit;
    return name.length() <= LONGEST ? name : name.substring(0, LONGEST);
  }

  private String free(ServiceKey key) {
    return free(name(key), taken);
  }

  private String name(ServiceKey key) {
    return key.accept(
        new ServiceKey.Cases<>() {
          @Override
          public String onAddress(ServiceKey.OnAddress on) {
            return on.port() == 0 ? "all-" + on.protocol().word() : name(on.protocol(), on.port());
          }

          @Override
          public String onMark(ServiceKey.OnMark on) {
            List<MarkRule.Match> own = matches.getOrDefault(on.mark(), List.of());
            return own.isEmpty() ? ofMark(on) : ofPackets(own);
          }
        });
  }

  private static String name(Protocol protocol, int port) {
    String plain = WellKnownPorts.called(port).orElse("");
    if (plain.isEmpty()) {
      return protocol.word() + "-" + port;
    }
    boolean usual = protocol == (port == 53 || isOfUdp(port) ? Protocol.UDP : Protocol.TCP);
    return usual && port != 53 ? plain : plain + "-" + protocol.word();
  }

  private static boolean isOfUdp(int port) {
    return Stream.of(67, 69, 123, 161, 514, 1194, 1812).anyMatch(own -> own == port);
  }

  private static String ofMark(ServiceKey.OnMark on) {
    return "mark-" + on.mark() + (on.family() == AddressFamily.IPV6 ? "-ipv6" : "");
  }

  /** After the lowest port; {@code web} where both of HTTP's are among them. */
  private static String ofPackets(List<MarkRule.Match> own) {
    MarkRule.Match first =
        own.stream()
            .min(
                (one, two) ->
                    one.ports().equals(two.ports())
                        ? one.protocol().compareTo(two.protocol())
                        : one.ports().compareTo(two.ports()))
            .orElseThrow();
    if (first.ports().isAny()) {
      return "all-ports";
    }
    return first.ports().isSingle()
        ? name(first.protocol(), first.ports().first())
        : "%s-%s".formatted(first.protocol().word(), first.ports());
  }
}
