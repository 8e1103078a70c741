package org.lvsh.language.parse;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Valid statements by chance, in every form of the grammar. The same seed gives the same ones. */
public final class RandomStatements {
  private static final List<String> KEYWORDS = List.copyOf(GrammarTest.keywords());
  private static final List<String> SCHEDULERS =
      List.of(
          "rr",
          "wrr",
          "lc",
          "wlc",
          "lblc",
          "lblcr",
          "dh",
          "sh",
          "sed",
          "nq",
          "fo",
          "ovf",
          "mh",
          "twos",
          "scheduler wlc",
          "scheduler my-own_1",
          "scheduler tcp");

  private final Random random;

  public RandomStatements(Random random) {
    this.random = random;
  }

  /** One statement, on one line or several, with blanks and comments where they may stand. */
  public String next() {
    String text =
        switch (random.nextInt(39)) {
          case 0, 1, 2 -> words("service", name(), "on", target());
          case 3, 4 -> words("server", newServer(), serverOptions(0));
          case 5, 6 -> words("set", name(), settings());
          case 7 -> words("set", name(), "server", server(), serverOptions(1));
          case 8 -> words("add server", newServer(), serverOptions(0), "to", name());
          case 9 -> words("remove server", server(), "from", name());
          case 10 -> words(anyOf("remove service", "explain"), name());
          case 11 -> words("rename", name(), "to", name());
          case 12 -> plan();
          case 13 ->
              anyOf(
                  words(
                      "apply",
                      maybe(this::file),
                      maybe(() -> "confirm within " + anyOf("60s", "5m"))),
                  words("recover", maybe(() -> anyOf("finish", "back", "keep"))));
          case 14 -> words("check", file(), maybe(() -> "as " + anyOf("text", "json")));
          case 15 -> random.nextBoolean() ? selected() : show();
          case 16 -> words("help", maybe(() -> anyOf(name(), "ports:80", "über", "*")));
          case 17 ->
              random.nextBoolean()
                  ? imported()
                  : words(
                      "export",
                      anyOf("lvs", "ipvsadm", "keepalived", "nft", "iptables"),
                      maybe(() -> "to " + file()));
          case 18 -> words("timeouts", timeouts());
          case 19 -> sync();
          case 21 -> allow();
          case 23 -> words("adopt", name(), maybe(() -> "as " + name()));
          case 22 -> words("format", file());
          case 20 -> anyOf("no sync master", "no sync backup", words("zero", maybe(this::name)));
          case 24 ->
              anyOf(
                  words(anyOf("pool", "source", "remove pool"), name()), "source \"my shop.lvs\"");
          case 25, 26 -> words("let", letName(), "=", distinct(this::value));
          case 27 -> words("marks", marks());
          case 28 -> words("include", file());
          case 29 -> kernel();
          case 30 -> past();
          case 31 -> drain();
          case 32 -> simulate();
          case 33 -> words("clock forward", time());
          case 34 -> trace();
          case 35 -> anyOf("probe", words("probe", name(), probeOptions()));
          case 36 -> words("doctor", maybe(() -> "as " + anyOf("text", "json")));
          case 37 -> watch();
          default -> anyOf("remove all", "undo", "discard", "confirm", "version", "exit", "quit");
        };
    return spaced(text);
  }

  /** Not one of those that {@link Samples} gives a meaning, which statements rely on. */
  private String letName() {
    String name = name();
    return Samples.isGiven(name) ? letName() : name;
  }

  private String value() {
    return anyOf(
        address(), server(), name(), time(), "/24", "$hold", "$vips", "80-90", "any", "0x1f", "+x");
  }

  private String imported() {
    String to = maybe(() -> "to " + file());
    String partial = maybe(() -> "partial");
    return anyOf(
        words("import kernel", maybe(() -> "with " + file()), partial, to),
        words(
            "import ipvsadm",
            file(),
            maybe(() -> "with " + file()),
            partial,
            to,
            maybe(() -> "with " + file())),
        words("import", anyOf("keepalived", "ldirectord"), file(), to, partial));
  }

  private String simulate() {
    String count = zeros() + (1 + random.nextInt(100_000));
    String from = "from " + network();
    String during = "for " + time();
    return words(
        "simulate",
        count,
        "clients to",
        name(),
        anyOf("", from, during, from + " " + during, during + " " + from));
  }

  private String network() {
    return anyOf("203.0.113.0/24", "10.0.0.0/8", "2001:DB8::/32", "192.0.2.1");
  }

  private String probeOptions() {
    List<Supplier<String>> kinds = new ArrayList<>();
    kinds.add(
        () -> anyOf("http", "http /health", "http /a%20b", "http \"/a?b=c;#d\"", "http \"/\""));
    kinds.add(() -> "host " + anyOf("shop.example", "10.0.0.1", "a-1.b", oneOf(KEYWORDS)));
    kinds.add(() -> "tls");
    kinds.add(() -> "within " + zeros() + (1 + random.nextInt(60)) + anyOf("", "s"));
    kinds.add(() -> "as " + anyOf("text", "json"));
    kinds.add(() -> anyOf("port http", "ports 80,443", "port 8000-8010", "ports $ports"));
    return chosen(kinds, 0);
  }

  private String watch() {
    boolean json = random.nextBoolean();
    boolean one = random.nextBoolean();
    List<String> options = new ArrayList<>();
    options.add(maybe(() -> "from " + anyOf("203.0.113.0/24", "2001:DB8::/32", "192.0.2.1")));
    options.add(maybe(() -> "every " + anyOf("2", "05s", "1m", "1h")));
    options.add(one ? "" : maybe(() -> "for " + name()));
    options.add(json ? "as json" : "");
    options.add(json ? maybe(() -> "for " + time()) : "");
    options.add(json ? maybe(() -> "count " + zeros() + (1 + random.nextInt(99))) : "");
    Collections.shuffle(options, random);
    return words(
        "watch",
        one ? words("service", name()) : anyOf("templates", "connections", "rates"),
        words(options.toArray(String[]::new)));
  }

  private String marks() {
    long first = 1L + random.nextInt(Integer.MAX_VALUE);
    return zeros() + first + "-" + (first + random.nextInt(9));
  }

  private String plan() {
    if (random.nextInt(3) > 0) {
      return words(
          "plan", maybe(this::file), maybe(() -> "with probe"), maybe(() -> "as " + planFormat()));
    }
    String format = maybe(() -> "as " + planFormat());
    String against = (random.nextBoolean() ? "against " : "to ") + file();
    return random.nextBoolean()
        ? words("plan", file(), format, against)
        : words("plan", file(), against, format);
  }

  private String allow() {
    return "allow " + distinct(() -> anyOf("no-servers", "sticky-apart", oneOf(KEYWORDS), "a-1"));
  }

  private String kernel() {
    String name = anyOf("expire_nodest_conn", "sync_threshold", "x.y-z", oneOf(KEYWORDS));
    String equals = anyOf("=", " = ", " =", "= ");
    String value = anyOf("1", "-1", "3 50", "0-3,8", "0,1,a", oneOf(KEYWORDS));
    return "kernel " + name + equals + value;
  }

  private String past() {
    String number = zeros() + (1 + random.nextInt(999_999_999));
    return anyOf(
        words("history", maybe(() -> "all"), maybe(() -> "as " + anyOf("table", "json"))),
        "rollback",
        words("rollback", anyOf(number, "$number")),
        words("show history", number, maybe(() -> "as " + anyOf("table", "json", "lvs"))));
  }

  private String drain() {
    String from = maybe(() -> "from " + name());
    String within = maybe(() -> "within " + anyOf("0", "90s", "0030m", "2h", "31d", "$hold"));
    return anyOf(
        words("drain", server(), from, within),
        words("drain", server(), within, from),
        words("undrain", server(), maybe(() -> "in " + name())));
  }

  private String timeouts() {
    return chosen(List.of(() -> "tcp " + time(), () -> "fin " + time(), () -> "udp " + time()), 1);
  }

  private String time() {
    return random.nextInt(12) == 0
        ? "$hold"
        : zeros() + (1 + random.nextInt(200)) + anyOf("", "s", "m", "h", "d");
  }

  private String sync() {
    List<Supplier<String>> kinds = new ArrayList<>();
    kinds.add(() -> "id " + random.nextInt(256));
    kinds.add(() -> "group " + anyOf("224.0.0.81", "239.1.2.3", "ff02::81"));
    kinds.add(() -> "port " + (1 + random.nextInt(65_535)));
    kinds.add(() -> "ttl " + (1 + random.nextInt(255)));
    kinds.add(() -> "max-length " + (1 + random.nextInt(65_535)));
    String on = random.nextInt(4) == 0 ? oneOf(KEYWORDS) : anyOf("eth0", "br-lan", "eth0.100");
    return words("sync", anyOf("master", "backup"), "on", on, chosen(kinds, 0));
  }

  /** What a service is on, and its options; one on a mark takes what carries the mark. */
  private String target() {
    return random.nextInt(4) == 0
        ? words("mark", mark(), maybe(() -> anyOf("ipv4", "ipv6")), options(List.of()))
        : words(addresses(), portClause(), options(List.of(this::protocols, this::markOption)));
  }

  private String addresses() {
    return distinct(() -> random.nextInt(6) == 0 ? "$vips" : address());
  }

  private String portClause() {
    return anyOf("port ", "ports ") + ports();
  }

  private String ports() {
    if (random.nextInt(6) == 0) {
      return anyOf("any", "http", "$ports", "ftp-data,$ports", "https,http");
    }
    TreeSet<Integer> bounds = new TreeSet<>();
    int count = 2 * (1 + random.nextInt(4));
    while (bounds.size() < count) {
      bounds.add(1 + random.nextInt(65_535));
    }
    List<String> ranges = new ArrayList<>();
    while (!bounds.isEmpty()) {
      int first = bounds.pollFirst();
      int last = bounds.pollFirst();
      ranges.add(random.nextBoolean() ? zeros() + first : first + "-" + zeros() + last);
    }
    Collections.shuffle(ranges, random);
    return String.join(",", ranges);
  }

  private String options(List<Supplier<String>> more) {
    List<Supplier<String>> kinds = new ArrayList<>(more);
    kinds.add(this::sticky);
    kinds.add(this::scheduler);
    kinds.add(this::allow);
    kinds.add(() -> "pool " + name());
    kinds.add(() -> "one-packet");
    return chosen(kinds, 0);
  }

  private String settings() {
    List<Supplier<String>> kinds = new ArrayList<>();
    kinds.add(() -> "on " + addresses());
    kinds.add(this::portClause);
    kinds.add(this::protocols);
    kinds.add(this::scheduler);
    kinds.add(random.nextInt(3) == 0 ? () -> "no sticky" : this::sticky);
    kinds.add(random.nextInt(3) == 0 ? () -> "no mark" : this::markOption);
    kinds.add(() -> anyOf("one-packet", "no one-packet"));
    kinds.add(() -> random.nextInt(3) == 0 ? "no pool" : "pool " + name());
    kinds.add(random.nextInt(3) == 0 ? () -> "no allow" : this::allow);
    return chosen(kinds, 1);
  }

  private String protocols() {
    return random.nextInt(8) == 0 ? "$udp-and-tcp" : distinct(() -> anyOf("tcp", "udp", "sctp"));
  }

  private String sticky() {
    return words(
        "sticky",
        random.nextInt(8) == 0
            ? "$hold"
            : zeros() + (1 + random.nextInt(40_000)) + anyOf("", "s", "m", "h", "d"),
        maybe(() -> "per " + anyOf("/" + (1 + random.nextInt(128)), "mask 255.0.255.0", "$net")),
        maybe(() -> "by sip"));
  }

  private String scheduler() {
    String flags = distinct(() -> anyOf("fallback", "port", "flag-1", "flag-2", "flag-3"));
    return words(
        random.nextInt(8) == 0 ? "$scheduler" : oneOf(SCHEDULERS), maybe(() -> "with " + flags));
  }

  private String markOption() {
    return "mark " + (random.nextBoolean() ? "auto" : mark());
  }

  private String mark() {
    long mark = 1 + (random.nextInt() & 0xFFFF_FFFEL);
    return anyOf(
        "$number", zeros() + mark, "0x" + Long.toHexString(mark), "0X" + Long.toHexString(mark));
  }

  private String serverOptions(int least) {
    List<Supplier<String>> kinds = new ArrayList<>();
    kinds.add(
        () ->
            "weight "
                + (random.nextInt(6) == 0
                    ? "$number"
                    : zeros() + random.nextInt(Integer.MAX_VALUE)));
    kinds.add(this::forwarding);
    kinds.add(this::limit);
    return chosen(kinds, least);
  }

  private String forwarding() {
    String checksum = maybe(() -> anyOf("checksum", "no-checksum", "remote-checksum"));
    return anyOf(
        "direct",
        "masquerade",
        "tunnel",
        "tunnel ipip",
        words("tunnel gre", checksum),
        words("tunnel gue", Integer.toString(1 + random.nextInt(65_535)), checksum));
  }

  private String limit() {
    long upper = random.nextInt() & 0x7FFF_FFFFL;
    return words("limit " + upper, maybe(() -> "resume " + upper / (1 + random.nextInt(3))));
  }

  /** A server as an edit names it. */
  private String server() {
    return random.nextInt(4) == 0 ? bracketed() + ":any" : newServer();
  }

  private String newServer() {
    if (random.nextInt(8) == 0) {
      return anyOf("$one", "$one:8080", "$one:https");
    }
    return random.nextBoolean()
        ? address()
        : bracketed() + ":" + anyOf("http", "ftp-data", Integer.toString(random.nextInt(65_536)));
  }

  private String bracketed() {
    String address = address();
    return address.contains(":") ? "[" + address + "]" : address;
  }

  private String address() {
    if (random.nextBoolean()) {
      return "192.168.%d.%d".formatted(random.nextInt(256), random.nextInt(256));
    }
    return anyOf("2001:db8::%x", "fd00:0:0:1::%X", "2001:DB8:1:2:3:4:5:%x", "64:ff9b::192.0.2.%d")
        .formatted(random.nextInt(256));
  }

  private String name() {
    if (random.nextInt(3) == 0) {
      return oneOf(KEYWORDS);
    }
    int length = oneOf(List.of(0, 1, 5, 62));
    String rest =
        random
            .ints(length, 0, 65)
            .mapToObj("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.-"::charAt)
            .map(String::valueOf)
            .collect(Collectors.joining());
    return (char) ('a' + random.nextInt(26)) + rest;
  }

  private String file() {
    return anyOf(
        "shop.lvs",
        "../shop-1.lvs",
        "/etc/lvsh/shop",
        "laden/übung.lvs",
        "shop",
        "\"shop one.lvs\"",
        "\"" + oneOf(KEYWORDS) + "\"",
        "\"a \\\"b\\\" \\\\ c # ; , 🦊\"");
  }

  private String show() {
    return switch (random.nextInt(3)) {
      case 0 ->
          words(
              "show",
              anyOf("stats", "rates", "connections", "templates", "marks", "drift"),
              maybe(() -> "as " + anyOf("table", "json")));
      case 1 ->
          words(
              "show", anyOf("pools", "kernel"), maybe(() -> "as " + anyOf("table", "json", "lvs")));
      default ->
          words(
              "show",
              anyOf(
                  "services", "servers", "timeouts", "sync", "candidate", words("service", name())),
              maybe(() -> "as " + showFormat()));
    };
  }

  /** Rows of a table, those that are asked for, sorted. */
  private String selected() {
    List<Supplier<String>> all = new ArrayList<>();
    all.add(() -> "for " + name());
    if (random.nextInt(5) == 0) {
      all.add(() -> "as " + showFormat());
      return words("show servers", chosen(sorted(all, "service", "server", "weight"), 0));
    }
    all.add(() -> "as " + anyOf("table", "json"));
    return switch (random.nextInt(4)) {
      case 0 -> words("show marks", chosen(all, 0));
      case 1 -> words("show stats", chosen(sorted(all, "persistent", "active", "inactive"), 0));
      case 2 -> words("show rates", chosen(sorted(all, "connections", "packets", "bytes"), 0));
      default -> {
        all.add(() -> "from " + network());
        sorted(all, "client", "service", "virtual", "server", "expires", "state");
        yield words("show", anyOf("connections", "templates"), chosen(all, 0));
      }
    };
  }

  private List<Supplier<String>> sorted(List<Supplier<String>> all, String... columns) {
    all.add(() -> words("by", anyOf(columns), maybe(() -> "reversed")));
    return all;
  }

  private String trace() {
    String client = random.nextBoolean() ? address() : bracketed() + ":" + port();
    return words(
        "trace",
        client,
        "to",
        bracketed() + ":" + anyOf("https", port()),
        maybe(() -> anyOf("tcp", "udp", "sctp")),
        maybe(() -> "as " + anyOf("text", "json")));
  }

  private String port() {
    return Integer.toString(1 + random.nextInt(65_535));
  }

  private String planFormat() {
    return anyOf("text", "json", "commands", "markdown");
  }

  private String showFormat() {
    return anyOf("table", "json", "lvs", "ipvsadm");
  }

  private String zeros() {
    return random.nextInt(8) == 0 ? "00" : "";
  }

  /** The same words with other blanks between them; a comma or a backslash may end a line. */
  private String spaced(String text) {
    if (random.nextInt(3) > 0 || text.contains("\"")) {
      return text;
    }
    String apart = text.replace(" ", anyOf(" ", "\t ", " \\\n  ", " \\ \r"));
    return anyOf("", "\t", "  ") + apart.replace(",", anyOf(",", " , ", ",\n", ",  # and\r\n\n  "));
  }

  /** Some of all kinds in any order. */
  private String chosen(List<Supplier<String>> kinds, int least) {
    List<Supplier<String>> shuffled = new ArrayList<>(kinds);
    Collections.shuffle(shuffled, random);
    int count = least + random.nextInt(kinds.size() + 1 - least);
    return shuffled.stream().limit(count).map(Supplier::get).collect(Collectors.joining(" "));
  }

  private String distinct(Supplier<String> one) {
    return Stream.generate(one)
        .limit(1 + random.nextInt(4))
        .distinct()
        .collect(Collectors.joining(","));
  }

  private String maybe(Supplier<String> text) {
    return random.nextBoolean() ? text.get() : "";
  }

  private String anyOf(String... all) {
    return all[random.nextInt(all.length)];
  }

  private <T> T oneOf(List<T> all) {
    return all.get(random.nextInt(all.size()));
  }

  private static String words(String... words) {
    return Stream.of(words).filter(word -> !word.isEmpty()).collect(Collectors.joining(" "));
  }
}
