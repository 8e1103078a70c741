package org.lvsh.shell.exchange.ipvsadm;

import com.google.common.net.InetAddresses;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import org.lvsh.kernel.model.AddressFamily;
import org.lvsh.kernel.model.Forwarding;
import org.lvsh.kernel.model.IpAddress;
import org.lvsh.kernel.model.Mark;
import org.lvsh.kernel.model.Persistence;
import org.lvsh.kernel.model.Protocol;
import org.lvsh.kernel.model.RealServer;
import org.lvsh.kernel.model.Scheduler;
import org.lvsh.kernel.model.ServerKey;
import org.lvsh.kernel.model.ServiceKey;
import org.lvsh.kernel.model.SyncDaemon;
import org.lvsh.kernel.model.Timeouts;
import org.lvsh.kernel.model.VirtualService;
import org.lvsh.language.diagnostic.Span;
import org.lvsh.shell.exchange.Findings;
import org.lvsh.shell.exchange.netfilter.Places;
import org.lvsh.shell.exchange.script.Word;

/**
 * What a line means: its options as values, with the defaults of ipvsadm ({@code parse_options} and
 * {@code process_options} in {@code ipvsadm.c}). What cannot be is told, and gives nothing.
 */
final class LineMeaning {
  /** {@code IPVS_SVC_PERSISTENT_TIMEOUT}: what {@code -p} means without a time. */
  static final long PERSISTENCE_SECONDS = 360;

  /** {@code DEF_MCAST_IFN}. */
  private static final String FIRST_INTERFACE = "eth0";

  private static final long MOST = 0xFFFF_FFFFL;

  private final Line line;
  private final Places places;
  private final Findings findings;

  LineMeaning(Line line, Places places, Findings findings) {
    this.line = line;
    this.places = places;
    this.findings = findings;
  }

  private void fail(Span where, String what, String hint) {
    findings.error("bad-ipvsadm", where, what, hint);
  }

  /** A virtual or a real address with its port, where it has one. */
  private record Place(IpAddress address, OptionalInt port) {}

  private Optional<Place> place(Word word) {
    String text = word.text();
    if (text.startsWith("[")) {
      int close = text.indexOf("]:");
      if (close < 0) {
        fail(
            word.span(),
            text + " has no port",
            "write [ADDRESS]:PORT, or ADDRESS without brackets");
        return Optional.empty();
      }
      return place(word.part(1, close), Optional.of(word.part(close + 2, text.length())));
    }
    int colon = InetAddresses.isInetAddress(text) ? -1 : text.lastIndexOf(':');
    return colon < 0
        ? place(word, Optional.empty())
        : place(word.part(0, colon), Optional.of(word.part(colon + 1, text.length())));
  }

  private Optional<Place> place(Word host, Optional<Word> port) {
    Optional<IpAddress> address = places.address(host);
    if (port.isEmpty()) {
      return address.map(known -> new Place(known, OptionalInt.empty()));
    }
    OptionalInt number = places.port(port.get());
    return number.isEmpty() ? Optional.empty() : address.map(known -> new Place(known, number));
  }

  private OptionalLong number(Word word, String what, long least, long most) {
    if (word.text().matches("[+-]?\\d{1,18}")) {
      long number = Long.parseLong(word.text());
      if (number >= least && number <= most) {
        return OptionalLong.of(number);
      }
    }
    fail(
        word.span(),
        "%s is no %s".formatted(word.text().isEmpty() ? "nothing" : word.text(), what),
        "it is a number from %d to %d".formatted(least, most));
    return OptionalLong.empty();
  }

  /** Which service the line is about. */
  Optional<ServiceKey> key() {
    if (line.has(Option.FWMARK_SERVICE)) {
      return mark();
    }
    if (line.has(Option.IPV6)) {
      fail(line.where(), "-6 is for a firewall mark alone", "an IPv6 address says it by itself");
      return Optional.empty();
    }
    for (Option option : Option.SERVICE) {
      if (line.has(option)) {
        Protocol protocol = protocol(option);
        return place(line.value(option).orElseThrow())
            .map(on -> new ServiceKey.OnAddress(protocol, on.address(), on.port().orElse(0)));
      }
    }
    throw new IllegalStateException("a line of no service");
  }

  private static Protocol protocol(Option option) {
    return switch (option.written()) {
      case "-t" -> Protocol.TCP;
      case "-u" -> Protocol.UDP;
      default -> Protocol.SCTP;
    };
  }

  /** A mark, also as the negative number that {@code ipvsadm -S} prints of one from 2^31. */
  private Optional<ServiceKey> mark() {
    Word word = line.value(Option.FWMARK_SERVICE).orElseThrow();
    OptionalLong number = number(word, "mark", Integer.MIN_VALUE, Mark.MAX);
    if (number.isPresent() && number.getAsLong() == 0) {
      fail(word.span(), "0 is no mark", "it is what packets have without one");
      return Optional.empty();
    }
    boolean ipv6 = line.has(Option.IPV6);
    if (ipv6 && isBefore(Option.IPV6, Option.FWMARK_SERVICE)) {
      fail(line.where(), "-6 stands before -f", "ipvsadm wants it behind: -f MARK -6");
      return Optional.empty();
    }
    AddressFamily family = ipv6 ? AddressFamily.IPV6 : AddressFamily.IPV4;
    return number.isEmpty()
        ? Optional.empty()
        : Optional.of(new ServiceKey.OnMark(family, unsigned(number.getAsLong())));
  }

  private static Mark unsigned(long number) {
    return new Mark(number < 0 ? number + Mark.MAX + 1 : number);
  }

  private boolean isBefore(Option one, Option other) {
    for (Option said : line.said().keySet()) {
      if (said == one || said == other) {
        return said == one;
      }
    }
    return false;
  }

  /** The service with all its settings. */
  Optional<VirtualService> service() {
    Optional<ServiceKey> key = key();
    Optional<Scheduler> scheduler = scheduler();
    Optional<Optional<Persistence>> persistence = key.flatMap(this::persistence);
    if (key.isEmpty() || scheduler.isEmpty() || persistence.isEmpty() || !isPossible(key.get())) {
      return Optional.empty();
    }
    return Optional.of(
        new VirtualService(
            key.get(), scheduler.get(), persistence.get(), line.has(Option.ONE_PACKET)));
  }

  private boolean isPossible(ServiceKey key) {
    if (!(key instanceof ServiceKey.OnAddress on)) {
      return true;
    }
    if (on.port() == 0 && !line.has(Option.PERSISTENT)) {
      fail(
          line.where(),
          "a service on port 0, any port, must be persistent",
          "add -p, or say the port; ipvsadm refuses it as well");
      return false;
    }
    if (line.has(Option.ONE_PACKET) && on.protocol() != Protocol.UDP) {
      fail(line.where(), "-o is for UDP alone", "take it out; ipvsadm refuses it as well");
      return false;
    }
    return true;
  }

  private Optional<Scheduler> scheduler() {
    Optional<Word> word = line.value(Option.SCHEDULER);
    String name = word.map(Word::text).orElse(Scheduler.DEFAULT.name());
    if (!name.matches("[a-z0-9_-]{1,15}")) {
      fail(word.orElseThrow().span(), name + " is no scheduler", "such as wlc, rr, wrr, sh or mh");
      return Optional.empty();
    }
    Set<Integer> flags = new TreeSet<>();
    Optional<Word> said = line.value(Option.FLAGS);
    if (said.isPresent()) {
      for (String flag : said.get().text().split(",", -1)) {
        OptionalInt bit = flag(name, flag);
        if (bit.isEmpty()) {
          fail(
              said.get().span(),
              "%s is no flag of scheduler %s".formatted(flag, name),
              "flag-1, flag-2, flag-3; for sh and mh also sh-fallback, sh-port, mh-fallback, mh-port");
          return Optional.empty();
        }
        flags.add(bit.getAsInt());
      }
    }
    return Optional.of(new Scheduler(name, flags));
  }

  private static OptionalInt flag(String scheduler, String flag) {
    boolean named = scheduler.equals("sh") || scheduler.equals("mh");
    if (flag.matches("flag-[123]")) {
      return OptionalInt.of(flag.charAt(5) - '0');
    }
    if (named && flag.equals(scheduler + "-fallback")) {
      return OptionalInt.of(1);
    }
    return named && flag.equals(scheduler + "-port") ? OptionalInt.of(2) : OptionalInt.empty();
  }

  private Optional<Optional<Persistence>> persistence(ServiceKey key) {
    if (!line.has(Option.PERSISTENT)) {
      for (Option option : new Option[] {Option.NETMASK, Option.ENGINE}) {
        line.value(option)
            .ifPresent(
                word ->
                    findings.notCarried(
                        word.span(), option.written() + " says nothing without -p"));
      }
      return Optional.of(Optional.empty());
    }
    OptionalLong seconds =
        line.value(Option.PERSISTENT)
            .map(word -> number(word, "time in seconds", 1, MOST))
            .orElse(OptionalLong.of(PERSISTENCE_SECONDS));
    Optional<Optional<Persistence.Granularity>> granularity = granularity(key.family());
    Optional<Optional<String>> engine = engine();
    if (seconds.isEmpty() || granularity.isEmpty() || engine.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        Optional.of(
            new Persistence(
                Duration.ofSeconds(seconds.getAsLong()), granularity.get(), engine.get())));
  }

  private Optional<Optional<String>> engine() {
    Optional<Word> word = line.value(Option.ENGINE);
    if (word.isPresent() && !word.get().text().equals("sip")) {
      fail(
          word.get().span(),
          "lvsh has no persistence engine " + word.get().text(),
          "Linux has 'sip' alone");
      return Optional.empty();
    }
    return Optional.of(word.map(Word::text));
  }

  private Optional<Optional<Persistence.Granularity>> granularity(AddressFamily family) {
    Optional<Word> word = line.value(Option.NETMASK);
    if (word.isEmpty()) {
      return Optional.of(Optional.empty());
    }
    OptionalLong value =
        family == AddressFamily.IPV6
            ? number(word.get(), "length of an IPv6 prefix", 1, family.bits())
            : netmask(word.get());
    if (value.isEmpty()) {
      return Optional.empty();
    }
    Persistence.Granularity said = new Persistence.Granularity(family, value.getAsLong());
    return Optional.of(said.isWhole() ? Optional.empty() : Optional.of(said));
  }

  private OptionalLong netmask(Word word) {
    if (word.text().matches("\\d+\\.\\d+\\.\\d+\\.\\d+")
        && InetAddresses.isInetAddress(word.text())) {
      long bits = InetAddresses.coerceToInteger(InetAddresses.forString(word.text())) & MOST;
      if (bits != 0) {
        return OptionalLong.of(bits);
      }
    }
    fail(
        word.span(),
        word.text() + " is no netmask of IPv4",
        "such as 255.255.255.0; all zeros would make all clients one");
    return OptionalLong.empty();
  }

  /** Which server of a service the line is about. */
  Optional<ServerKey> serverKey(ServiceKey service) {
    int own = service instanceof ServiceKey.OnAddress on ? on.port() : 0;
    Optional<Place> place = place(line.value(Option.REAL_SERVER).orElseThrow());
    return place.map(said -> new ServerKey(said.address(), said.port().orElse(own)));
  }

  /** The server with all its settings. */
  Optional<RealServer> server(ServiceKey service) {
    Optional<ServerKey> key = serverKey(service);
    Optional<Forwarding> forwarding = new ForwardingMeaning(line, places, findings).forwarding();
    OptionalLong weight = number(Option.WEIGHT, "weight", Integer.MAX_VALUE, 1);
    OptionalLong upper =
        number(Option.UPPER, "number of connections", RealServer.MOST_CONNECTIONS, 0);
    OptionalLong lower =
        number(Option.LOWER, "number of connections", RealServer.MOST_CONNECTIONS, 0);
    boolean known =
        key.isPresent()
            && forwarding.isPresent()
            && weight.isPresent()
            && upper.isPresent()
            && lower.isPresent();
    if (!known
        || !isPossible(
            service, key.get(), forwarding.get(), upper.getAsLong(), lower.getAsLong())) {
      return Optional.empty();
    }
    return Optional.of(
        new RealServer(
            ownPort(service, key.get(), forwarding.get()),
            (int) weight.getAsLong(),
            forwarding.get(),
            upper.getAsLong(),
            lower.getAsLong()));
  }

  private OptionalLong number(Option option, String what, long most, long otherwise) {
    return line.value(option)
        .map(word -> number(word, what, 0, most))
        .orElse(OptionalLong.of(otherwise));
  }

  private boolean isPossible(
      ServiceKey service, ServerKey server, Forwarding forwarding, long upper, long lower) {
    Span where = line.value(Option.REAL_SERVER).orElseThrow().span();
    if (lower > upper) {
      fail(
          line.where(),
          "the lower threshold %d is above the upper one %d".formatted(lower, upper),
          "say -x as well; the kernel refuses it otherwise");
      return false;
    }
    if (!server.address().isUnicast() || server.address().isIpv6LinkLocal()) {
      fail(
          where,
          "%s cannot be a server".formatted(server.address()),
          "a server has one address of its own, not link-local");
      return false;
    }
    if (server.address().family() != service.family() && !forwarding.isTunnel()) {
      fail(
          where,
          "server %s is of another address family than its service".formatted(server.address()),
          service instanceof ServiceKey.OnMark
              ? "add -6 behind the mark for IPv6, or reach it with -i"
              : "ipvsadm takes that with -i alone");
      return false;
    }
    return true;
  }

  /** Without translation a packet keeps its port, so ipvsadm gives the server the service's. */
  private ServerKey ownPort(ServiceKey service, ServerKey server, Forwarding forwarding) {
    boolean keeps =
        service instanceof ServiceKey.OnAddress && !forwarding.equals(Forwarding.MASQUERADE);
    if (!keeps || ((ServiceKey.OnAddress) service).port() == server.port()) {
      return server;
    }
    int port = ((ServiceKey.OnAddress) service).port();
    findings.notCarried(
        line.value(Option.REAL_SERVER).orElseThrow().span(),
        "without -m the server has the port of its service, %d: ipvsadm sets it so"
            .formatted(port));
    return new ServerKey(server.address(), port);
  }

  /** The times of {@code --set}; 0 leaves what is there. */
  Optional<Timeouts> timeouts() {
    OptionalLong[] seconds = new OptionalLong[3];
    for (int at = 0; at < 3; at++) {
      seconds[at] = number(line.rest().get(at), "time in seconds", 0, 2_678_400);
      if (seconds[at].isEmpty()) {
        return Optional.empty();
      }
    }
    return Optional.of(
        new Timeouts(
            Duration.ofSeconds(seconds[0].getAsLong()),
            Duration.ofSeconds(seconds[1].getAsLong()),
            Duration.ofSeconds(seconds[2].getAsLong())));
  }

  /** The role of a sync daemon. */
  Optional<SyncDaemon.Role> role() {
    Word word = line.rest().get(0);
    for (SyncDaemon.Role role : SyncDaemon.Role.values()) {
      if (role.word().equals(word.text())) {
        return Optional.of(role);
      }
    }
    fail(word.span(), word.text() + " is no sync daemon", "it is 'master' or 'backup'");
    return Optional.empty();
  }

  /** The sync daemon with all its settings. */
  Optional<SyncDaemon> daemon() {
    Optional<SyncDaemon.Role> role = role();
    Optional<String> device = interfaceName();
    Optional<IpAddress> group = group();
    OptionalLong id = daemonNumber(Option.SYNC_ID, "sync id", 0, 255, 0);
    OptionalLong port = daemonNumber(Option.GROUP_PORT, "port", 1, 65_535, SyncDaemon.DEFAULT_PORT);
    OptionalLong ttl = daemonNumber(Option.TTL, "ttl", 1, 255, SyncDaemon.DEFAULT_TTL);
    OptionalLong length = daemonNumber(Option.MAX_LENGTH, "length", 1, 65_535, 0);
    boolean known =
        role.isPresent()
            && device.isPresent()
            && group.isPresent()
            && id.isPresent()
            && port.isPresent()
            && ttl.isPresent()
            && length.isPresent();
    return known
        ? Optional.of(
            new SyncDaemon(
                role.get(),
                device.get(),
                (int) id.getAsLong(),
                group.get(),
                (int) port.getAsLong(),
                (int) ttl.getAsLong(),
                (int) length.getAsLong()))
        : Optional.empty();
  }

  private OptionalLong daemonNumber(
      Option option, String what, long least, long most, long otherwise) {
    return line.value(option)
        .map(word -> number(word, what, least, most))
        .orElse(OptionalLong.of(otherwise));
  }

  private Optional<String> interfaceName() {
    Optional<Word> word = line.value(Option.INTERFACE);
    if (word.isEmpty()) {
      findings.remark(
          "line %d says no interface for the sync daemon: it is eth0, as with ipvsadm"
              .formatted(line.where().line()));
      return Optional.of(FIRST_INTERFACE);
    }
    if (!word.get().text().matches("[!-~&&[^/:]]{1,15}")) {
      fail(word.get().span(), word.get().text() + " is no interface", "such as eth0");
      return Optional.empty();
    }
    return word.map(Word::text);
  }

  private Optional<IpAddress> group() {
    Optional<Word> word = line.value(Option.GROUP);
    if (word.isEmpty()) {
      return Optional.of(SyncDaemon.DEFAULT_GROUP);
    }
    Optional<IpAddress> group = places.address(word.get());
    if (group.isPresent() && !group.get().isMulticast()) {
      fail(word.get().span(), word.get().text() + " is no multicast address", "such as 224.0.0.81");
      return Optional.empty();
    }
    return group;
  }
}
