package org.lvsh.shell.exchange.netfilter;

import com.google.common.base.Splitter;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.lvsh.kernel.model.IpAddress;
import org.lvsh.kernel.model.Mark;
import org.lvsh.kernel.model.MarkRule;
import org.lvsh.kernel.model.Ports;
import org.lvsh.kernel.model.Protocol;
import org.lvsh.language.diagnostic.Span;
import org.lvsh.shell.exchange.Findings;
import org.lvsh.shell.exchange.script.Word;

/** The words of one rule of iptables(8) and iptables-extensions(8), the chain left out. */
final class IptablesRule {
  /** Packets that these drop do not reach IPVS, whatever their mark is. */
  private static final Set<String> DROPS = Set.of("DROP", "REJECT");

  /** Targets behind which packets may have any mark. */
  private static final Set<String> ANY_MARK = Set.of("CONNMARK", "TPROXY", "HMARK");

  private final Places places;
  private final Findings findings;
  private final Span where;
  private final List<Word> words;
  private final List<String> odd = new ArrayList<>();
  private Optional<List<IpAddress>> addresses = Optional.empty();
  private Set<Protocol> protocols = EnumSet.allOf(Protocol.class);
  private List<Ports> ports = List.of(Ports.ANY);
  private Optional<Word> target = Optional.empty();
  private boolean goesTo;
  private OptionalLong mark = OptionalLong.empty();
  private long mask = Mark.MAX;
  private boolean restores;

  /** Whether a condition is the other way round or not known, so that it narrows nothing. */
  private boolean vague;

  private Optional<Word> interfaceWord = Optional.empty();
  private boolean broken;
  private int at;

  IptablesRule(List<Word> words, Span where, Places places, Findings findings) {
    this.words = words;
    this.where = where;
    this.places = places;
    this.findings = findings;
  }

  /** What the rule does with marks; nothing where it does nothing, or is no rule. */
  Optional<Step> step(String table) {
    while (at < words.size()) {
      option();
    }
    if (broken) {
      return Optional.empty();
    }
    if (target.isEmpty()) {
      return aimless();
    }
    String name = target.get().text();
    if (name.equals("MARK")) {
      return marks();
    }
    if (ANY_MARK.contains(name)) {
      List<Packets> reach = name.equals("CONNMARK") && !restores ? List.of() : packets();
      String why = "marks are set by " + name + " here";
      return Optional.of(new Step.Otherwise(where, Set.of(), reach, why));
    }
    if (DROPS.contains(name)) {
      return Optional.empty();
    }
    if (!goesTo && Set.of("ACCEPT", "RETURN").contains(name)) {
      return Optional.of(passes(name.equals("RETURN")));
    }
    if (!goesTo && name.matches("[A-Z0-9]+") && isTarget(name)) {
      return Optional.empty();
    }
    Chain to = new Chain(table, name);
    String why = "chain %s is entered by some packets only".formatted(name);
    return Optional.of(
        isForAll()
            ? new Step.Jumps(where, to, goesTo)
            : new Step.JumpsFor(where, to, packets(), goesTo, why));
  }

  /** A rule that only counts, unless its target hides behind a word that is not known. */
  private Optional<Step> aimless() {
    if (mark.isEmpty()) {
      return Optional.empty();
    }
    boolean whole = mask == Mark.MAX && mark.getAsLong() != 0;
    Set<Mark> said = whole ? Set.of(new Mark(mark.getAsLong())) : Set.of();
    String why = "it speaks of a mark, and lvsh sees no '-j MARK'";
    return Optional.of(new Step.Otherwise(where, said, packets(), why));
  }

  /** Chains of users are mostly in capitals as well, so the targets are known by their names. */
  private static boolean isTarget(String name) {
    return Set.of(
            "CHECKSUM",
            "CLASSIFY",
            "CONNSECMARK",
            "CT",
            "DNAT",
            "DSCP",
            "ECN",
            "HL",
            "IDLETIMER",
            "LOG",
            "MASQUERADE",
            "NETMAP",
            "NFLOG",
            "NFQUEUE",
            "NOTRACK",
            "QUEUE",
            "REDIRECT",
            "SECMARK",
            "SET",
            "SNAT",
            "SYNPROXY",
            "TCPMSS",
            "TCPOPTSTRIP",
            "TEE",
            "TOS",
            "TRACE",
            "TTL",
            "ULOG",
            "AUDIT",
            "CLUSTERIP")
        .contains(name);
  }

  private boolean isForAll() {
    return odd.isEmpty()
        && addresses.isEmpty()
        && protocols.size() == Protocol.values().length
        && ports.equals(List.of(Ports.ANY))
        && interfaceWord.isEmpty();
  }

  /** Why lvsh cannot say the packets of the rule; nothing where it can. */
  private Optional<String> unsaid() {
    if (!odd.isEmpty()) {
      return Optional.of("lvsh marks packets by address, protocol and port, not by " + odd.get(0));
    }
    return interfaceWord.map(
        word ->
            "lvsh marks packets by address, protocol and port, not by interface " + word.text());
  }

  private Step passes(boolean returns) {
    Optional<String> unsaid = unsaid();
    return unsaid.isPresent()
        ? new Step.PassesSome(
            where, packets(), returns, "some packets are left out here: " + unsaid.get())
        : new Step.Passes(where, packets(), returns);
  }

  private Step unmarks() {
    Optional<String> unsaid = unsaid();
    return unsaid.isPresent()
        ? new Step.UnmarksSome(
            where, packets(), "some packets lose their mark here: " + unsaid.get())
        : new Step.Unmarks(where, packets());
  }

  private Optional<Step> marks() {
    if (mark.isEmpty()) {
      String why = "it changes the mark in a way that lvsh does not know";
      return Optional.of(new Step.Otherwise(where, Set.of(), packets(), why));
    }
    if (mask != Mark.MAX) {
      return Optional.of(new Step.Bits(where, packets(), mark.getAsLong(), mask));
    }
    if (mark.getAsLong() == 0) {
      return Optional.of(unmarks());
    }
    Mark given = new Mark(mark.getAsLong());
    if (!odd.isEmpty()) {
      return otherwise(given, unsaid().orElseThrow());
    }
    if (addresses.isEmpty()) {
      return otherwise(given, "it marks packets to every address; lvsh needs the virtual ones");
    }
    interfaceWord.ifPresent(
        word ->
            findings.notCarried(
                word.span(),
                "mark %s is for packets from interface %s; lvsh marks those from any"
                    .formatted(given, word.text())));
    return Optional.of(new Step.Marks(where, matches(), given, interfaceWord.isPresent()));
  }

  private Optional<Step> otherwise(Mark given, String why) {
    return Optional.of(new Step.Otherwise(where, Set.of(given), packets(), why));
  }

  /** The packets that the rule may be for: those it is for where nothing odd is said. */
  private List<Packets> packets() {
    if (vague) {
      return List.of(Packets.ALL);
    }
    List<Packets> packets = new ArrayList<>();
    for (Ports run : ports) {
      packets.add(run.isAny() ? Packets.ALL : Packets.at(run));
    }
    if (protocols.size() < Protocol.values().length) {
      packets = Packets.and(packets, protocols.stream().map(Packets::of).toList());
    }
    return addresses.isEmpty()
        ? packets
        : Packets.and(packets, addresses.get().stream().map(Packets::to).toList());
  }

  private List<MarkRule.Match> matches() {
    List<MarkRule.Match> matches = new ArrayList<>();
    for (IpAddress address : addresses.orElseThrow()) {
      for (Protocol protocol : protocols) {
        ports.forEach(run -> matches.add(new MarkRule.Match(protocol, address, run)));
      }
    }
    return matches;
  }

  private void option() {
    Word option = words.get(at++);
    switch (option.text()) {
      case "!" -> negated();
      case "-d", "--destination", "--dst" -> destination(value(option));
      case "-s", "--source", "--src" -> source(value(option));
      case "-p", "--protocol", "--proto" -> protocol(value(option));
      case "-i", "--in-interface" -> interfaceWord = value(option);
      case "--dport", "--destination-port", "--dports", "--destination-ports" ->
          value(option).ifPresent(this::ports);
      case "-j", "--jump" -> target = value(option);
      case "-g", "--goto" -> {
        target = value(option);
        goesTo = true;
      }
      case "--set-mark", "--set-xmark" ->
          value(option).ifPresent(value -> mark(value, option.text().equals("--set-mark")));
      case "--or-mark" -> value(option).ifPresent(value -> bits(value, true, true));
      case "--xor-mark" -> value(option).ifPresent(value -> bits(value, true, false));
      case "--and-mark" -> value(option).ifPresent(value -> bits(value, false, true));
      case "--restore-mark" -> restores = true;
      case "-m", "--match" -> value(option).ifPresent(this::module);
      case "--comment" -> value(option);
      case "-c", "--set-counters" -> at += 2;
      case "-v", "--verbose", "-n", "--numeric", "-4", "--ipv4", "-6", "--ipv6" -> {}
      case "-w", "--wait" -> {
        if (at < words.size() && words.get(at).text().matches("\\d+")) {
          at++;
        }
      }
      default -> odd.add(option.text());
    }
  }

  /** Modules that only give the options their names, or say something by those. */
  private void module(Word name) {
    if (!Set.of("tcp", "udp", "sctp", "multiport", "comment", "mark").contains(name.text())) {
      odd.add("-m " + name.text());
    }
  }

  private void negated() {
    odd.add("!");
    vague = true;
  }

  private Optional<Word> value(Word option) {
    if (at >= words.size()) {
      fail(option, option.text() + " has no value");
      return Optional.empty();
    }
    if (words.get(at).text().equals("!")) {
      at++;
      negated();
      return at < words.size() ? Optional.of(words.get(at++)) : Optional.empty();
    }
    return Optional.of(words.get(at++));
  }

  private void fail(Word word, String what) {
    broken = true;
    findings.error(
        "bad-iptables", word.span(), what, "iptables would refuse it as well: see iptables(8)");
  }

  private void destination(Optional<Word> value) {
    if (value.isEmpty()) {
      return;
    }
    List<IpAddress> said = new ArrayList<>();
    for (Word one : parts(value.get(), ',')) {
      int slash = one.text().indexOf('/');
      Word host = slash < 0 ? one : one.part(0, slash);
      String mask = slash < 0 ? "" : one.text().substring(slash + 1);
      if (mask.equals("0") || (one.text().equals("0.0.0.0") && slash < 0)) {
        return;
      }
      if (!Set.of("", "32", "128", "255.255.255.255").contains(mask)) {
        odd.add("network " + one.text());
        vague = true;
        continue;
      }
      Optional<IpAddress> address = places.address(host);
      broken |= address.isEmpty();
      address.ifPresent(said::add);
    }
    addresses = Optional.of(said);
  }

  private void source(Optional<Word> value) {
    boolean any = value.isEmpty() || value.get().text().matches(".*/0(\\.0\\.0\\.0)?");
    if (!any) {
      odd.add("-s " + value.get().text());
    }
  }

  private void protocol(Optional<Word> value) {
    String name = value.map(Word::text).orElse("all").toLowerCase(java.util.Locale.ROOT);
    for (Protocol one : Protocol.values()) {
      if (name.equals(one.word()) || name.equals(Integer.toString(one.number()))) {
        protocols = EnumSet.of(one);
        return;
      }
    }
    if (!name.equals("all") && !name.equals("0")) {
      // IPVS balances none of these, so no mark that counts is changed.
      odd.add("-p " + name);
      protocols = EnumSet.noneOf(Protocol.class);
    }
  }

  private void ports(Word value) {
    List<Ports> said = new ArrayList<>();
    for (Word one : parts(value, ',')) {
      int colon = one.text().indexOf(':');
      if (colon < 0) {
        OptionalInt port = places.port(one);
        broken |= port.isEmpty();
        port.ifPresent(number -> said.add(Ports.of(number)));
      } else {
        range(one, colon).ifPresent(said::add);
      }
    }
    ports = said;
  }

  private Optional<Ports> range(Word word, int colon) {
    OptionalInt first = colon == 0 ? OptionalInt.of(0) : places.port(word.part(0, colon));
    int end = word.text().length();
    OptionalInt last =
        colon == end - 1 ? OptionalInt.of(Ports.MAX) : places.port(word.part(colon + 1, end));
    if (first.isEmpty() || last.isEmpty()) {
      broken = true;
      return Optional.empty();
    }
    if (first.getAsInt() > last.getAsInt()) {
      fail(word, "the range %s ends before it begins".formatted(word.text()));
      return Optional.empty();
    }
    return Optional.of(new Ports(first.getAsInt(), last.getAsInt()));
  }

  /** {@code --set-mark} sets the bits of its value as well that its mask leaves out. */
  private void mark(Word value, boolean sets) {
    int slash = value.text().indexOf('/');
    mark = MarkValues.number(slash < 0 ? value.text() : value.text().substring(0, slash));
    OptionalLong said =
        slash < 0
            ? OptionalLong.of(Mark.MAX)
            : MarkValues.number(value.text().substring(slash + 1));
    if (mark.isEmpty() || said.isEmpty()) {
      fail(value, value.text() + " is not a mark");
      return;
    }
    mask = sets ? said.getAsLong() | mark.getAsLong() : said.getAsLong();
  }

  /** A mark whose bits are put to the old one, turned over, or left alone. */
  private void bits(Word value, boolean turns, boolean clears) {
    OptionalLong number = MarkValues.number(value.text());
    if (number.isEmpty()) {
      fail(value, value.text() + " is not a mark");
      return;
    }
    mark = OptionalLong.of(turns ? number.getAsLong() : 0);
    mask = !clears ? 0 : turns ? number.getAsLong() : ~number.getAsLong() & Mark.MAX;
  }

  /** The parts of a word between commas. */
  static List<Word> parts(Word word, char separator) {
    List<Word> parts = new ArrayList<>();
    int start = 0;
    for (String part : Splitter.on(separator).split(word.text())) {
      parts.add(word.part(start, start + part.length()));
      start += part.length() + 1;
    }
    return parts;
  }
}
