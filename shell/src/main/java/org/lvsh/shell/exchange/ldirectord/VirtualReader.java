package org.lvsh.shell.exchange.ldirectord;

import com.google.common.net.InetAddresses;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lvsh.kernel.model.AddressFamily;
import org.lvsh.kernel.model.IpAddress;
import org.lvsh.kernel.model.Mark;
import org.lvsh.kernel.model.Persistence;
import org.lvsh.kernel.model.Protocol;
import org.lvsh.kernel.model.RealServer;
import org.lvsh.kernel.model.Scheduler;
import org.lvsh.kernel.model.ServerKey;
import org.lvsh.kernel.model.ServiceEntry;
import org.lvsh.kernel.model.ServiceKey;
import org.lvsh.kernel.model.VirtualService;
import org.lvsh.language.diagnostic.Suggestion;
import org.lvsh.shell.exchange.Gathering;

/** Reads a virtual service, directive by directive ({@code read_config}, {@code ld_setup}). */
final class VirtualReader {
  /** {@code ipvsadm} takes no longer time: 31 days. */
  private static final long LONGEST = 86_400L * 31;

  private static final Pattern ADDRESS =
      Pattern.compile(
          "(\\[[0-9A-Fa-f:.]+\\]|[0-9A-Za-z._+-]+):([0-9A-Za-z_-]+)(?:\\s.*)?", Pattern.DOTALL);

  private static final Set<String> OF_CHECKS =
      Set.of(
          "checkcommand",
          "checkcount",
          "checkinterval",
          "checkport",
          "checktimeout",
          "checktype",
          "database",
          "failurecount",
          "httpmethod",
          "load",
          "login",
          "monitorfile",
          "negotiatetimeout",
          "passwd",
          "quiescent",
          "receive",
          "request",
          "secret",
          "service",
          "virtualhost");

  private static final Set<String> OWN =
      Set.of(
          "cleanstop",
          "comment",
          "emailalert",
          "emailalertfreq",
          "emailalertstatus",
          "fallback",
          "fallback6",
          "fallbackcommand",
          "netmask",
          "ops",
          "persistent",
          "protocol",
          "real",
          "real6",
          "schedflags",
          "scheduler",
          "servicename",
          "smtp");

  private final Gathering gathering;
  private final ValueReader values;
  private final Directive virtual;
  private final AddressFamily family;
  private final List<Directive> servers = new ArrayList<>();
  private Protocol protocol = Protocol.TCP;
  private Optional<ServiceKey> key;
  private boolean known;
  private String scheduler = "wrr";
  private Optional<Directive> flags = Optional.empty();
  private OptionalLong persistent = OptionalLong.empty();
  private boolean saysPersistent;
  private Optional<Directive> netmask = Optional.empty();
  private Optional<Directive> onePacket = Optional.empty();
  private Optional<String> name = Optional.empty();

  /**
   * Of one service.
   *
   * @param virtual the directive that begins it
   */
  VirtualReader(Gathering gathering, ValueReader values, Directive virtual) {
    this.gathering = gathering;
    this.values = values;
    this.virtual = virtual;
    this.family = virtual.name().equals("virtual6") ? AddressFamily.IPV6 : AddressFamily.IPV4;
    this.key = virtual.value().matches("[0-9]+(\\s.*)?") ? onMark() : onAddress();
    this.known = key.isPresent();
  }

  private Optional<ServiceKey> onMark() {
    OptionalLong mark = values.number(virtual, 1, Mark.MAX, "a firewall mark");
    return mark.isPresent()
        ? Optional.of(new ServiceKey.OnMark(family, new Mark(mark.getAsLong())))
        : Optional.empty();
  }

  /** Port 53 is UDP where nothing else is said. */
  private Optional<ServiceKey> onAddress() {
    Matcher matcher = ADDRESS.matcher(virtual.value());
    if (!matcher.matches()) {
      gathering.error(
          "bad-address",
          virtual.valueWhere(),
          "'%s' is neither an address with a port nor a firewall mark".formatted(virtual.value()),
          "write ADDRESS:PORT, of IPv6 [ADDRESS]:PORT");
      return Optional.empty();
    }
    Optional<IpAddress> address =
        values.address(matcher.group(1), virtual.part(matcher.start(1), matcher.end(1)), family);
    OptionalInt port =
        values.port(matcher.group(2), virtual.part(matcher.start(2), matcher.end(2)));
    protocol = matcher.group(2).matches("53|domain") ? Protocol.UDP : Protocol.TCP;
    return address.isPresent() && port.isPresent()
        ? Optional.of(new ServiceKey.OnAddress(protocol, address.get(), port.getAsInt()))
        : Optional.empty();
  }

  void directive(Directive directive) {
    switch (directive.name()) {
      case "real", "real6" -> servers.add(directive);
      case "scheduler" -> scheduler(directive);
      case "schedflags" -> flags = Optional.of(directive);
      case "persistent" -> {
        saysPersistent = true;
        persistent = values.number(directive, 1, LONGEST, "a time in seconds");
      }
      case "netmask" -> netmask = Optional.of(directive);
      case "protocol" -> protocol(directive);
      case "ops" -> onePacket(directive);
      case "servicename" -> name = Optional.of(directive.value());
      case "fallback", "fallback6", "fallbackcommand" ->
          gathering.notCarried(directive.where(), Reasons.FALLBACK);
      case "emailalert", "emailalertfreq", "emailalertstatus", "smtp" ->
          gathering.notCarried(directive.where(), Reasons.EVENTS);
      case "comment" -> gathering.notCarried(directive.where(), "it is for ldirectord's mails");
      case "cleanstop" -> gathering.notCarried(directive.where(), "it concerns ldirectord itself");
      case "checktype" -> checkType(directive);
      default -> other(directive);
    }
  }

  private void other(Directive directive) {
    String word = directive.name();
    if (OF_CHECKS.contains(word)) {
      gathering.notCarried(directive.where(), Reasons.CHECKS);
      return;
    }
    Set<String> all = new TreeSet<>(OWN);
    all.addAll(OF_CHECKS);
    gathering.error(
        "unknown-keyword",
        directive.where(),
        "'%s' is no directive of a virtual service".formatted(word),
        Reasons.replacement(word).or(() -> Suggestion.hint(all, word)).orElse("see ldirectord(8)"));
  }

  private void checkType(Directive directive) {
    gathering.notCarried(
        directive.where(),
        directive.value().equals("off")
            ? "ldirectord never activates the servers of such a service; here they are active"
            : Reasons.CHECKS);
  }

  /** The kernel says whether there is such a scheduler. */
  private void scheduler(Directive directive) {
    Matcher word = Pattern.compile("[a-z]+").matcher(directive.value());
    if (word.find() && word.group().length() <= 15) {
      scheduler = word.group();
    } else {
      gathering.error(
          "bad-scheduler",
          directive.valueWhere(),
          "'%s' is not the name of a scheduler".formatted(directive.value()),
          "write one of " + String.join(", ", Scheduler.KNOWN));
    }
  }

  private void protocol(Directive directive) {
    String word = directive.value().replaceAll("^\\W*(\\w*).*$", "$1");
    boolean mark = key.map(ServiceKey.OnMark.class::isInstance).orElse(false);
    boolean good = mark ? word.equals("fwm") : word.equals("tcp") || word.equals("udp");
    if (!good && known) {
      gathering.error(
          "bad-protocol",
          directive.valueWhere(),
          "'%s' is not the protocol of such a service".formatted(directive.value()),
          mark ? "on a firewall mark it is fwm" : "on an address it is tcp or udp");
    } else if (good && !mark) {
      protocol = word.equals("udp") ? Protocol.UDP : Protocol.TCP;
    }
  }

  private void onePacket(Directive directive) {
    switch (directive.value()) {
      case "yes" -> onePacket = Optional.of(directive);
      case "no" -> onePacket = Optional.empty();
      default ->
          gathering.error(
              "bad-answer",
              directive.valueWhere(),
              "'%s' is neither yes nor no".formatted(directive.value()),
              "write yes or no");
    }
  }

  /** Makes the service, when all of it is known. */
  void end() {
    Optional<ServiceKey> whole = key.map(this::withProtocol);
    Map<ServerKey, RealServer> made = new LinkedHashMap<>();
    RealReader reader = new RealReader(gathering, values, family, whole);
    servers.forEach(server -> reader.read(server).forEach(one -> add(one, server, made)));
    Scheduler how = new Scheduler(scheduler, flagBits());
    Optional<Persistence> persistence = persistence();
    boolean alone = oneByOne(whole);
    if (isOnAnyPort(whole) && persistence.isEmpty()) {
      tellThatItMustBePersistent();
      return;
    }
    whole.ifPresent(
        found ->
            gathering.service(
                ServiceEntry.of(new VirtualService(found, how, persistence, alone), made.values()),
                name,
                virtual.where()));
  }

  /** Where its time is none, that is told already. */
  private void tellThatItMustBePersistent() {
    if (!saysPersistent) {
      gathering.error(
          "bad-port",
          virtual.valueWhere(),
          "a service on port 0, which is any port, must be persistent",
          "add persistent = SECONDS: ipvsadm would refuse it as well");
    }
  }

  private static boolean isOnAnyPort(Optional<ServiceKey> whole) {
    return whole
        .map(found -> found instanceof ServiceKey.OnAddress on && on.port() == 0)
        .orElse(false);
  }

  private ServiceKey withProtocol(ServiceKey found) {
    return found instanceof ServiceKey.OnAddress on
        ? new ServiceKey.OnAddress(protocol, on.address(), on.port())
        : found;
  }

  private void add(RealServer server, Directive from, Map<ServerKey, RealServer> made) {
    RealServer there = made.putIfAbsent(server.key(), server);
    if (server.equals(there)) {
      gathering.notCarried(from.where(), "the virtual service has this real server already");
    } else if (there != null) {
      gathering.error(
          "declared-twice",
          from.where(),
          "the virtual service has a real server %s already".formatted(server.key()),
          "the kernel holds one of each: leave one of the two");
    }
  }

  /** What {@code ipvsadm -b} takes. */
  private Set<Integer> flagBits() {
    Set<Integer> bits = new TreeSet<>();
    for (String flag : flags.map(Directive::value).orElse("").split("[,\\s]+", -1)) {
      switch (flag) {
        case "" -> {}
        case "flag-1" -> bits.add(1);
        case "flag-2" -> bits.add(2);
        case "flag-3" -> bits.add(3);
        default -> ofScheduler(flag, bits);
      }
    }
    return bits;
  }

  private void ofScheduler(String flag, Set<Integer> bits) {
    boolean hashes = scheduler.equals("sh") || scheduler.equals("mh");
    if (hashes && flag.equals(scheduler + "-fallback")) {
      bits.add(1);
    } else if (hashes && flag.equals(scheduler + "-port")) {
      bits.add(2);
    } else {
      flags.ifPresent(
          said ->
              gathering.error(
                  "bad-flag",
                  said.valueWhere(),
                  "'%s' is no flag of the scheduler %s".formatted(flag, scheduler),
                  "the flags are flag-1, flag-2, flag-3, of sh and mh -fallback and -port"));
    }
  }

  private Optional<Persistence> persistence() {
    Optional<Persistence.Granularity> grain = netmask.flatMap(this::granularity);
    if (persistent.isEmpty()) {
      netmask.ifPresent(
          said -> gathering.notCarried(said.where(), "it has no effect without persistent"));
      return Optional.empty();
    }
    return Optional.of(
        new Persistence(
            Duration.ofSeconds(persistent.getAsLong()),
            grain.filter(one -> !one.isWhole()),
            Optional.empty()));
  }

  private Optional<Persistence.Granularity> granularity(Directive said) {
    long value = family == AddressFamily.IPV6 ? prefix(said.value()) : mask(said.value());
    if (value < 1 || value > Persistence.Granularity.whole(family)) {
      gathering.error(
          "bad-mask",
          said.valueWhere(),
          "'%s' is not a netmask".formatted(said.value()),
          family == AddressFamily.IPV6
              ? "of IPv6 it is the length of a prefix, 1 to 128"
              : "of IPv4 it is written as an address, such as 255.255.255.0");
      return Optional.empty();
    }
    return Optional.of(new Persistence.Granularity(family, value));
  }

  private static long prefix(String text) {
    return text.matches("[0-9]{1,3}") ? Long.parseLong(text) : 0;
  }

  private static long mask(String text) {
    boolean dotted = text.matches("[0-9.]+") && InetAddresses.isInetAddress(text);
    return dotted
        ? Integer.toUnsignedLong(InetAddresses.coerceToInteger(InetAddresses.forString(text)))
        : 0;
  }

  /** {@code ld_setup} asks for it with UDP alone. */
  private boolean oneByOne(Optional<ServiceKey> whole) {
    boolean udp =
        whole.isPresent()
            && whole.get() instanceof ServiceKey.OnAddress on
            && on.protocol() == Protocol.UDP;
    if (!udp) {
      onePacket.ifPresent(
          said ->
              gathering.notCarried(said.where(), "ldirectord heeds it for a service of UDP alone"));
    }
    return udp && onePacket.isPresent();
  }
}
