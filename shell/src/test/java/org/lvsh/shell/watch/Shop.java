package org.lvsh.shell.watch;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.lvsh.kernel.model.Connection;
import org.lvsh.kernel.model.Counters;
import org.lvsh.kernel.model.IpAddress;
import org.lvsh.kernel.model.ServerKey;
import org.lvsh.kernel.model.ServerStatistics;
import org.lvsh.kernel.model.ServiceStatistics;
import org.lvsh.language.ast.Statement;
import org.lvsh.shell.session.LiveLike;
import org.lvsh.shell.session.Scene;

/** A shop on a mark, clients whose address counts by its first part, and a service without both. */
public final class Shop {
  public static final Clock CLOCK = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);
  private static final IpAddress MARK = IpAddress.of("0.0.3.232");

  private final LiveLike kernel = new LiveLike();
  private final TableReader reader;

  /** Of so many rows at most. */
  public Shop(int most) {
    Scene scene =
        Scene.on(kernel)
            .apply(
                "service shop on 192.168.0.1 ports 80,443 sticky 600s",
                "  server 192.168.1.2 weight 4",
                "  server 192.168.1.3 weight 2",
                "service pay on 192.168.0.2 port 443 sticky 300s per /24",
                "  server 192.168.1.2 weight 0",
                "  server 192.168.1.4:8443 masquerade",
                "service dns on 192.168.0.3 port 53 udp",
                "  server 192.168.1.5");
    reader = new TableReader(kernel, scene::live, CLOCK, most);
  }

  public LiveLike kernel() {
    return kernel;
  }

  public TableReader reader() {
    return reader;
  }

  /** What is found in a table. */
  public Reading read(Query query, Connection... table) {
    kernel.holding(List.of(table));
    return reader.read(query);
  }

  /** A template of the shop's mark. */
  public static Connection template(String client, String server, int seconds) {
    return entry(0, client, 0, MARK, 0, server, 0, "NONE", seconds);
  }

  /** A connection to the shop. */
  public static Connection connection(
      String client, int clientPort, int port, String server, String state, int seconds) {
    IpAddress vip = IpAddress.of("192.168.0.1");
    return entry(6, client, clientPort, vip, port, server, port, state, seconds);
  }

  /** A template, or with a port a connection, to pay. */
  public static Connection pay(String client, int clientPort, int seconds) {
    IpAddress vip = IpAddress.of("192.168.0.2");
    String state = clientPort == 0 ? "ASSURED" : "ESTABLISHED";
    return entry(6, client, clientPort, vip, 443, "192.168.1.4", 8443, state, seconds);
  }

  /** A question to the name server. */
  public static Connection dns(String client, int clientPort, int seconds) {
    IpAddress vip = IpAddress.of("192.168.0.3");
    return entry(17, client, clientPort, vip, 53, "192.168.1.5", 53, "UDP", seconds);
  }

  private static Connection entry(
      int protocol,
      String client,
      int clientPort,
      IpAddress virtual,
      int virtualPort,
      String server,
      int serverPort,
      String state,
      int seconds) {
    return new Connection(
        protocol,
        IpAddress.of(client),
        clientPort,
        virtual,
        virtualPort,
        IpAddress.of(server),
        serverPort,
        state,
        Duration.ofSeconds(seconds),
        "");
  }

  /** A busy day. */
  public static List<Connection> busy() {
    List<Connection> table = new ArrayList<>();
    for (int client = 1; client <= 30; client++) {
      String address = "203.0.113." + client;
      String server = client % 6 == 0 ? "192.168.1.3" : "192.168.1.2";
      table.add(template(address, server, 20 * client));
      table.add(connection(address, 32_768, 80, server, "ESTABLISHED", 900 - client));
      if (client % 2 == 0) {
        table.add(connection(address, 32_769, 443, server, "FIN_WAIT", client));
      }
    }
    table.add(template("203.0.113.99", "192.168.1.9", 12));
    table.add(pay("198.51.100.0", 0, 300));
    table.add(pay("198.51.100.17", 40_000, 900));
    table.add(pay("198.51.100.18", 40_000, 900));
    table.add(dns("198.51.100.1", 5_353, 30));
    return table;
  }

  /** So many connections came to the shop each second. */
  public Shop counting(long perSecond) {
    TreeMap<ServerKey, ServerStatistics> servers = new TreeMap<>();
    Counters counters =
        new Counters(9, 8, 7, 6, 5, perSecond, 4 * perSecond, 3, 400 * perSecond, 120);
    servers.put(
        new ServerKey(IpAddress.of("192.168.1.4"), 8443), new ServerStatistics(counters, 2, 1, 1));
    kernel.counting(
        Scene.tcp("192.168.0.2", 443), new ServiceStatistics(Optional.of(counters), servers));
    return this;
  }

  static Query query(Statement.WatchSubject subject) {
    return Query.of(subject, Optional.empty(), Optional.empty());
  }
}
