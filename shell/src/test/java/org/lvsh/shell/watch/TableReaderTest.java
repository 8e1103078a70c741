package org.lvsh.shell.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.net.InetAddresses;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.lvsh.kernel.model.AddressFamily;
import org.lvsh.kernel.model.Connection;
import org.lvsh.kernel.model.Forwarding;
import org.lvsh.kernel.model.IpAddress;
import org.lvsh.kernel.model.Mark;
import org.lvsh.kernel.model.Operation;
import org.lvsh.kernel.model.RealServer;
import org.lvsh.kernel.model.ServerKey;
import org.lvsh.kernel.model.ServiceKey;
import org.lvsh.language.ast.Network;
import org.lvsh.language.ast.Statement.WatchSubject;
import org.lvsh.shell.session.LiveLike;
import org.lvsh.shell.session.Scene;

/** What is found in a connection table. */
class TableReaderTest {
  private static final Query TEMPLATES = Shop.query(WatchSubject.TEMPLATES);
  private static final Query CONNECTIONS = Shop.query(WatchSubject.CONNECTIONS);
  private static final String SHOP_CLIENT = "203.0.113.7";
  private static final String FIRST = "192.168.1.2";

  private final Shop shop = new Shop(1_000);

  private TableEntry only(Query query, Connection... table) {
    List<Row> rows = shop.read(query, table).rows();
    assertEquals(1, rows.size(), rows::toString);
    return (TableEntry) rows.get(0);
  }

  private static List<String> clients(Reading reading) {
    return reading.rows().stream().map(row -> row.client().orElseThrow().toString()).toList();
  }

  private static Connection open(String client, int port, int seconds) {
    return Shop.connection(client, port, 80, FIRST, "ESTABLISHED", seconds);
  }

  @Test
  void aTemplateOfAMarkHasTheNameOfItsServiceAndTheConnectionsOnIt() {
    TableEntry entry =
        only(
            TEMPLATES,
            open(SHOP_CLIENT, 4_000, 900),
            Shop.template(SHOP_CLIENT, FIRST, 500),
            Shop.connection(SHOP_CLIENT, 4_001, 443, FIRST, "FIN_WAIT", 10),
            open("203.0.113.8", 4_000, 900),
            Shop.connection(SHOP_CLIENT, 4_002, 80, "192.168.1.3", "ESTABLISHED", 900));
    assertEquals(new Place("shop", FIRST), entry.place());
    assertEquals(2, entry.connections());
    assertEquals(600, entry.whole().toSeconds());
    assertEquals(Hold.WILL_BE, entry.hold());
  }

  @Test
  void connectionsThatEndBeforeTheTemplateDoNotHoldIt() {
    TableEntry entry =
        only(TEMPLATES, Shop.template(SHOP_CLIENT, FIRST, 500), open(SHOP_CLIENT, 4_000, 500));
    assertEquals(Hold.NONE, entry.hold());
    assertEquals(1, entry.connections());
  }

  @Test
  void clientsAreAlikeAsFarAsTheirAddressesCount() {
    TableEntry entry =
        only(
            TEMPLATES,
            Shop.pay("198.51.100.0", 0, 300),
            Shop.pay("198.51.100.17", 4_000, 900),
            Shop.pay("198.51.100.250", 4_000, 900),
            Shop.pay("198.51.101.1", 4_000, 900));
    assertEquals(new Place("pay", "192.168.1.4:8443"), entry.place());
    assertEquals(2, entry.connections());
  }

  @Test
  void aTemplateThatBeginsAnewWithAMinuteIsKeptPastItsTime() {
    assertEquals(Hold.WILL_BE, seen(2));
    assertEquals(Hold.PAST, seen(60));
    assertEquals(Hold.PAST, seen(58));
    assertEquals(Hold.WILL_BE, seen(600), "somebody came back before");
    assertEquals(Hold.WILL_BE, seen(50), "so much has gone by since");
  }

  private Hold seen(int seconds) {
    return only(
            TEMPLATES, Shop.template(SHOP_CLIENT, FIRST, seconds), open(SHOP_CLIENT, 4_000, 900))
        .hold();
  }

  @Test
  void aTemplateWithoutConnectionsIsNotHeld() {
    assertEquals(Hold.PAST, pastAfter(2, 60));
    assertEquals(Hold.NONE, only(TEMPLATES, Shop.template(SHOP_CLIENT, FIRST, 40)).hold());
  }

  private Hold pastAfter(int before, int after) {
    seen(before);
    return seen(after);
  }

  @Test
  void sharesAreThoseOfWeightsAndOfClients() {
    List<Connection> table = new ArrayList<>();
    for (int client = 1; client <= 5; client++) {
      table.add(Shop.template("203.0.113." + client, client < 5 ? FIRST : "192.168.1.3", 9));
    }
    table.add(Shop.template("203.0.113.6", "192.168.1.9", 9));
    table.add(open("203.0.113.1", 4_000, 900));
    List<Share> shares =
        shop.read(TEMPLATES.withService(Optional.of("shop")), table.toArray(Connection[]::new))
            .shares();
    assertEquals(List.of(FIRST, "192.168.1.3", "192.168.1.9"), servers(shares));
    assertEquals(List.of(4L, 1L, 1L), shares.stream().map(Share::clients).toList());
    assertEquals(4 / 6.0, shares.get(0).due());
    assertEquals(4 / 6.0, shares.get(0).taken());
    assertEquals(OptionalLong.empty(), shares.get(2).weight(), "it was removed");
  }

  /** Somebody else has put a server, through a tunnel, into the entry of the other family, too. */
  @Test
  void sharesAreThoseOfTheClientsOfAFamily() {
    LiveLike kernel = new LiveLike();
    Scene scene =
        Scene.on(kernel)
            .apply(
                "service web on 192.168.0.1,2001:db8::1 port 80 mark 7 sticky 60s",
                "  server 192.168.1.2",
                "  server 192.168.1.3 weight 3",
                "  server fd00::2");
    ServiceKey ipv6 = new ServiceKey.OnMark(AddressFamily.IPV6, new Mark(7));
    ServerKey far = new ServerKey(IpAddress.of("192.168.1.3"), 0);
    scene.others(new Operation.AddServer(ipv6, new RealServer(far, 1, Forwarding.TUNNEL, 0, 0)));
    kernel.holding(
        List.of(
            template("203.0.113.1", "0.0.0.7", "192.168.1.2"),
            template("203.0.113.2", "0.0.0.7", "192.168.1.3"),
            template("2001:db8::9", "0:7::", "fd00::2"),
            template("2001:db8::8", "0:7::", "192.168.1.3"),
            template("2001:db8::7", "0:7::", "192.168.1.3")));
    List<Share> shares =
        new TableReader(kernel, scene::live, Shop.CLOCK, 9).read(TEMPLATES).shares();
    assertEquals(List.of("192.168.1.2", "192.168.1.3", "192.168.1.3", "fd00::2"), servers(shares));
    assertEquals(List.of(0.25, 0.75, 0.5, 0.5), shares.stream().map(Share::due).toList());
    assertEquals(List.of(0.5, 0.5, 2 / 3.0, 1 / 3.0), shares.stream().map(Share::taken).toList());
  }

  private static Connection template(String client, String mark, String server) {
    return new Connection(
        0,
        IpAddress.of(client),
        0,
        IpAddress.of(mark),
        0,
        IpAddress.of(server),
        0,
        "NONE",
        Duration.ofSeconds(9),
        "");
  }

  private static List<String> servers(List<Share> shares) {
    return shares.stream().map(share -> share.place().server()).toList();
  }

  @Test
  void onlyServicesWhoseClientsStayHaveSharesOfTemplates() {
    assertEquals(
        List.of("pay", "pay", "shop", "shop"),
        shop.read(TEMPLATES).shares().stream().map(share -> share.place().service()).toList());
    assertEquals(5, shop.read(CONNECTIONS).shares().size());
  }

  @Test
  void sharesOfConnectionsCountConnections() {
    Reading reading =
        shop.read(
            CONNECTIONS,
            Shop.template(SHOP_CLIENT, FIRST, 9),
            open(SHOP_CLIENT, 1, 900),
            open(SHOP_CLIENT, 2, 900));
    assertEquals(2, reading.rows().size());
    assertEquals(3, reading.entries());
    assertEquals(2, reading.shares().stream().mapToLong(Share::clients).max().orElseThrow());
  }

  @Test
  void aViewOfAServiceShowsTemplatesWhereClientsStayAndElseConnections() {
    Query query = Shop.query(WatchSubject.SERVICE);
    Connection[] table = Shop.busy().toArray(Connection[]::new);
    Reading pay = shop.read(query.withService(Optional.of("pay")), table);
    assertEquals(List.of("198.51.100.0"), clients(pay));
    Reading dns = shop.read(query.withService(Optional.of("dns")), table);
    assertEquals(List.of("198.51.100.1"), clients(dns));
    assertEquals(List.of("(all)", "192.168.1.5"), places(dns));
  }

  private static List<String> places(Reading reading) {
    return reading.rates().stream().map(row -> row.place().server()).toList();
  }

  @Test
  void rowsAreThoseOfANetworkAServiceAndAFilter() {
    Connection[] table = Shop.busy().toArray(Connection[]::new);
    Network network = new Network(InetAddresses.forString("198.51.100.0"), 24);
    Query from =
        Query.of(WatchSubject.CONNECTIONS, Optional.empty(), Optional.of(new ClientRange(network)));
    assertEquals(
        List.of("198.51.100.1", "198.51.100.17", "198.51.100.18"), clients(shop.read(from, table)));
    assertEquals(
        List.of("198.51.100.17", "198.51.100.18"),
        clients(shop.read(from.withService(Optional.of("pay")), table)));
    assertEquals(
        List.of("198.51.100.18"), clients(shop.read(from.withFilter("PAY 100.18:"), table)));
    Network all = new Network(InetAddresses.forString("::"), 0);
    Query none =
        Query.of(WatchSubject.TEMPLATES, Optional.empty(), Optional.of(new ClientRange(all)));
    assertEquals(List.of(), clients(shop.read(none, table)));
  }

  @Test
  void whoFollowsAClientSeesItsConnectionsAndWhatSendsItThere() {
    Query query = TEMPLATES.withFollowed(Optional.of(IpAddress.of("198.51.100.17")));
    assertEquals(
        List.of("198.51.100.0", "198.51.100.17"),
        clients(shop.read(query, Shop.busy().toArray(Connection[]::new))));
  }

  @Test
  void ofMoreThanCanBeLookedAtTheFirstOnesAreKept() {
    Connection[] table =
        IntStream.rangeClosed(1, 200)
            .mapToObj(client -> Shop.template("203.0.113." + client, FIRST, client))
            .toArray(Connection[]::new);
    Shop small = new Shop(3);
    Reading first = small.read(TEMPLATES, table);
    assertEquals(List.of("203.0.113.1", "203.0.113.2", "203.0.113.3"), clients(first));
    assertEquals(197, first.leftOut());
    Reading longest = small.read(TEMPLATES.withOrder(Order.LEFT).reversed(), table);
    assertEquals(List.of("203.0.113.200", "203.0.113.199", "203.0.113.198"), clients(longest));
  }

  @Test
  void ratesAreThoseOfServicesAndTheirServers() {
    shop.counting(12);
    Reading reading =
        shop.read(Shop.query(WatchSubject.RATES).withOrder(Order.CONNECTION_RATE).reversed());
    RateRow first = (RateRow) reading.rows().get(0);
    assertEquals(new Place("pay", Place.ALL_SERVERS), first.place());
    assertEquals(12, first.counters().connectionsPerSecond());
    assertEquals(8, reading.rows().size());
  }

  @Test
  void whatIsMissingIsSaid() {
    shop.kernel().restricted("only root sees it all").leavingOut("a service on IP protocol 1");
    assertEquals(
        List.of("only root sees it all", "not shown is a service on IP protocol 1"),
        shop.read(TEMPLATES).missing());
  }

  @Test
  void entriesOfNobodyHaveNoService() {
    Connection stray = Shop.connection(SHOP_CLIENT, 5, 8080, "192.168.1.99", "ESTABLISHED", 9);
    TableEntry entry = only(CONNECTIONS, stray);
    assertEquals("", entry.place().service());
    assertTrue(entry.text().contains("192.168.0.1:8080"));
    assertFalse(entry.isOf(IpAddress.of("2001:db8::1")));
  }
}
