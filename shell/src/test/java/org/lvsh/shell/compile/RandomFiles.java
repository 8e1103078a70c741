package org.lvsh.shell.compile;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.lvsh.language.diagnostic.Diagnostic;
import org.lvsh.shell.session.Scene;

/**
 * Files and edits without mistakes, at random over a small universe, so that services often meet.
 * The same seed gives the same files.
 */
public final class RandomFiles {
  private static final List<String> VIPS =
      List.of("10.0.0.1", "10.0.0.2", "2001:db8::1", "2001:db8::2");
  private static final List<String> PORTS =
      List.of("80", "443", "8080", "8081", "8082", "8005", "8000-8010", "5000-5004", "5002", "any");
  private static final List<String> SERVERS =
      List.of("10.1.0.1", "10.1.0.2", "10.1.0.3", "2001:db8:1::1", "2001:db8:1::2");
  private static final List<String> SCHEDULERS =
      List.of("", "rr", "wrr", "wlc", "sed with flag-1", "sh with fallback,port", "mh with port");
  private static final List<String> STICKY =
      List.of(
          "",
          "sticky 60s",
          "sticky 2h per /24",
          "sticky 5m per /32",
          "sticky 5m by sip",
          "sticky 9s per /64",
          "sticky 9s per mask 255.0.255.0");
  private static final List<String> METHODS =
      List.of(
          "",
          "direct",
          "masquerade",
          "tunnel",
          "tunnel gue 6080 remote-checksum",
          "tunnel gre checksum");
  private static final int TRIES = 8;

  private final Random random;
  private final Scene judge;
  private int names;

  /**
   * Random files over what a kernel holds.
   *
   * @param judge says whether a file has mistakes; nothing is applied to it
   */
  public RandomFiles(long seed, Scene judge) {
    this.random = new Random(seed);
    this.judge = judge;
  }

  /** Declarations of up to six services. */
  public String[] declarations() {
    List<String> file = new ArrayList<>();
    for (int count = 1 + random.nextInt(6); count > 0; count--) {
      extend(file, this::declaration);
    }
    return file.toArray(String[]::new);
  }

  /** Up to six edits and new declarations. */
  public String[] edits() {
    List<String> file = new ArrayList<>();
    for (int count = 1 + random.nextInt(6); count > 0; count--) {
      List<String> there = List.copyOf(Decompiler.decompile(judge.live()).keySet());
      extend(file, () -> there.isEmpty() ? declaration() : edit(one(there)));
    }
    return file.toArray(String[]::new);
  }

  private interface Statements {
    List<String> next();
  }

  /** Adds the first of several statements that makes no mistake of the file. */
  private void extend(List<String> file, Statements statements) {
    for (int attempt = 0; attempt < TRIES; attempt++) {
      List<String> longer = new ArrayList<>(file);
      longer.addAll(statements.next());
      List<Diagnostic> found = judge.propose(longer.toArray(String[]::new)).diagnostics();
      if (found.stream().noneMatch(Diagnostic::isError)) {
        file.clear();
        file.addAll(longer);
        return;
      }
    }
  }

  private List<String> declaration() {
    if (random.nextInt(10) == 0) {
      return List.of(ofTheDirector());
    }
    List<String> lines = new ArrayList<>();
    String name = "s" + names++ + (char) ('a' + random.nextInt(26));
    String target =
        random.nextInt(8) == 0
            ? "mark " + (1 + random.nextInt(5)) + (random.nextBoolean() ? "" : " ipv6")
            : vips() + " ports " + ports() + " " + protocols() + mark();
    lines.add(
        "service %s on %s %s %s%s"
            .formatted(
                name,
                target,
                one(SCHEDULERS),
                one(STICKY),
                random.nextInt(6) == 0 ? " one-packet" : ""));
    for (String server : some(SERVERS, 4)) {
      lines.add("  server " + withPort(server) + options());
    }
    return lines;
  }

  private List<String> edit(String name) {
    String server = one(SERVERS);
    return List.of(
        switch (random.nextInt(10)) {
          case 0 -> "set " + name + " " + one(List.of("rr", "mh with fallback", "sticky 7m"));
          case 1 -> "set " + name + " no " + one(List.of("sticky", "mark", "one-packet"));
          case 2 -> "set " + name + " ports " + ports();
          case 3 -> "set " + name + " on " + vips() + " " + one(List.of("tcp", "udp", "tcp,sctp"));
          case 4 ->
              "set " + name + " server " + bracketed(server) + ":any weight " + random.nextInt(9);
          case 5 -> "add server " + withPort(server) + options() + " to " + name;
          case 6 -> "remove server " + bracketed(server) + ":any from " + name;
          case 7 -> "remove service " + name;
          case 8 -> ofTheDirector();
          default -> "rename " + name + " to r" + names++;
        });
  }

  private String ofTheDirector() {
    String on = one(List.of("master on lo", "backup on lo", "master on eth0 id 3"));
    return switch (random.nextInt(7)) {
      case 0 -> "timeouts tcp " + (1 + random.nextInt(3)) + "h";
      case 1 -> "timeouts fin 30s udp " + (1 + random.nextInt(3)) + "m";
      case 2 -> "sync " + on;
      case 3 -> "sync " + on + " max-length " + one(List.of("10", "1400", "65535"));
      case 4 -> "kernel sync_threshold = " + random.nextInt(3) + " " + (3 + random.nextInt(3));
      case 5 ->
          "kernel "
              + one(List.of("expire_nodest_conn", "drop_entry", "secure_tcp", "pmtu_disc"))
              + " = "
              + random.nextInt(4);
      default -> "no sync " + on.substring(0, 6);
    };
  }

  private String vips() {
    return String.join(",", some(VIPS, 3));
  }

  private String ports() {
    return random.nextInt(6) == 0 ? one(PORTS) : String.join(",", some(PORTS.subList(0, 6), 3));
  }

  private String protocols() {
    return one(List.of("", "", "", "udp", "sctp", "tcp,udp"));
  }

  private String mark() {
    return one(List.of("", "", "", " mark auto", " mark " + (10 + random.nextInt(3))));
  }

  private String withPort(String server) {
    if (random.nextInt(5) != 0) {
      return server;
    }
    return bracketed(server) + ":" + one(List.of("80", "8080"));
  }

  private static String bracketed(String server) {
    return server.contains(":") ? "[" + server + "]" : server;
  }

  private String options() {
    String weight = random.nextBoolean() ? " weight " + random.nextInt(6) : "";
    String limit = one(List.of("", "", " limit 100", " limit 100 resume 50"));
    return weight + " " + one(METHODS) + limit;
  }

  private <T> T one(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }

  /** One or more of them, in their order. */
  private List<String> some(List<String> values, int most) {
    return random
        .ints(1 + random.nextInt(most), 0, values.size())
        .sorted()
        .distinct()
        .mapToObj(values::get)
        .collect(Collectors.toList());
  }

  /** How many seeds a test goes through. */
  public static int seeds(int quick, int full) {
    return "full".equals(System.getProperty("lvsh.counts")) ? full : quick;
  }
}
