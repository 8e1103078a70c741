package org.lvsh.shell.inspect;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Inet4Address;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.lvsh.kernel.host.Host;
import org.lvsh.kernel.host.HostAddress;
import org.lvsh.kernel.host.HostFiles;
import org.lvsh.kernel.model.AddressFamily;
import org.lvsh.kernel.model.IpAddress;

/**
 * A machine that is made in a folder, as Linux tells of itself in /proc: a director in good health.
 * It has {@code eth0} in 192.168.0.0/24 and fd00::/64 with the virtual addresses 192.168.0.1 and
 * fd00::1, and the way to everybody else; and {@code eth1} in 192.168.1.0/24 and fd00:1::/64, where
 * real servers are.
 */
public final class MadeHost {
  private static final String ALL_HOSTS = "224.0.0.1";

  private final Path root;
  private final Map<String, String> settings = new TreeMap<>();
  private final List<String> interfaces = new ArrayList<>(List.of("lo", "eth0", "eth1"));
  private final Map<String, List<String>> groups = new LinkedHashMap<>();
  private final Map<String, String> states = new LinkedHashMap<>();
  private final List<HostAddress> addresses = new ArrayList<>();
  private final List<String> routes = new ArrayList<>();
  private final List<String> locals = new ArrayList<>();
  private final List<String> processes = new ArrayList<>();
  private final List<String> hidden = new ArrayList<>();
  private boolean hasOtherTables;
  private int chains = 4096;

  /** One whose files go to a folder. */
  public MadeHost(Path root) {
    this.root = root;
    for (String name : interfaces) {
      groups.put(name, new ArrayList<>(List.of(ALL_HOSTS)));
      states.put(name, name.equals("lo") ? "unknown" : "up");
      conf(name, 0, 0, 0);
    }
    conf("all", 0, 0, 0);
    set("net/ipv4/ip_forward", 1);
    set("net/ipv6/conf/all/forwarding", 1);
    locals.add("127.0.0.0/8");
    holds("lo", "::1/128");
    holds("eth0", "192.168.0.1/24");
    holds("eth0", "fd00::1/64");
    holds("eth1", "192.168.1.1/24");
    holds("eth1", "fd00:1::1/64");
    route("192.168.0.0/24", "", "eth0");
    route("192.168.1.0/24", "", "eth1");
    route("fd00::/64", "", "eth0");
    route("fd00:1::/64", "", "eth1");
    route("0.0.0.0/0", "192.168.0.254", "eth0");
    route("::/0", "fd00::fffe", "eth0");
  }

  private void conf(String name, int reversePath, int ignore, int announce) {
    String folder = "net/ipv4/conf/" + name + "/";
    set(folder + "rp_filter", reversePath);
    set(folder + "arp_ignore", ignore);
    set(folder + "arp_announce", announce);
    set(folder + "send_redirects", 0);
    set(folder + "forwarding", 1);
  }

  /** With another value of a setting. */
  public MadeHost set(String path, long value) {
    settings.put(path, Long.toString(value));
    return this;
  }

  /** With an address on an interface. */
  public MadeHost holds(String name, String addressAndPrefix) {
    return holds(name, addressAndPrefix, false);
  }

  private MadeHost holds(String name, String addressAndPrefix, boolean duplicate) {
    String[] parts = addressAndPrefix.split("/", 2);
    IpAddress address = IpAddress.of(parts[0]);
    addresses.add(new HostAddress(name, address, Integer.parseInt(parts[1]), duplicate));
    if (!duplicate) {
      locals.add(parts[0] + "/" + address.family().bits());
    }
    return this;
  }

  /** With an address that another machine has, too. */
  public MadeHost findsElsewhere(String name, String addressAndPrefix) {
    return lacks(addressAndPrefix.split("/", 2)[0]).holds(name, addressAndPrefix, true);
  }

  /** Without an address. */
  public MadeHost lacks(String address) {
    addresses.removeIf(held -> held.address().equals(IpAddress.of(address)));
    locals.removeIf(network -> network.startsWith(address + "/"));
    return this;
  }

  /** That takes a network for its own, as after {@code ip route add local}. */
  public MadeHost takes(String network) {
    locals.add(network);
    return this;
  }

  /** With a route; one without a gateway is to a network at the interface. */
  public MadeHost route(String network, String gateway, String name) {
    routes.add(network + " " + name + " " + gateway);
    return this;
  }

  /** Without the routes to a network. */
  public MadeHost noRoute(String network) {
    routes.removeIf(route -> route.startsWith(network + " "));
    return this;
  }

  /** With routing tables that cannot be read. */
  public MadeHost otherTables() {
    hasOtherTables = true;
    return this;
  }

  /** With an interface switched off: its routes and addresses of IPv6 go, those of IPv4 stay. */
  public MadeHost off(String name) {
    groups.get(name).remove(ALL_HOSTS);
    routes.removeIf(route -> route.split(" ", -1)[1].equals(name));
    for (HostAddress held : List.copyOf(addresses)) {
      if (held.interfaceName().equals(name) && held.address().family() == AddressFamily.IPV6) {
        lacks(held.address().toString());
      }
    }
    return this;
  }

  /** With an interface whose other end is gone. */
  public MadeHost unplugged(String name) {
    states.put(name, "down");
    return this;
  }

  /** Without an interface. */
  public MadeHost without(String name) {
    interfaces.remove(name);
    return this;
  }

  /** With an interface that hears a multicast group. */
  public MadeHost hears(String name, String group) {
    groups.get(name).add(group);
    return this;
  }

  /** On which a program runs. */
  public MadeHost runs(String program) {
    processes.add(program);
    return this;
  }

  /** With a connection table of another size. */
  public MadeHost chains(int count) {
    chains = count;
    return this;
  }

  /** With a file that cannot be read. */
  public MadeHost hides(String path) {
    hidden.add(path);
    return this;
  }

  /** Writes the files, and is asked what is in them. */
  public Host host() {
    try {
      write();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    return new HostFiles(
        root,
        () ->
            addresses.stream()
                .filter(one -> one.address().family() == AddressFamily.IPV4)
                .toList());
  }

  private void write() throws IOException {
    for (Map.Entry<String, String> setting : settings.entrySet()) {
      file("proc/sys/" + setting.getKey(), setting.getValue() + "\n");
    }
    file("proc/modules", "ip_vs 200704 3 - Live 0x0\n");
    net("ip_vs", "IP Virtual Server version 1.2.1 (size=%d)\n".formatted(chains));
    net("dev", "Inter-|\n face |\n" + joined(interfaces.stream().map(name -> name + ": 0 0")));
    StringBuilder igmp = new StringBuilder("Idx\tDevice    : Count Querier\n");
    for (String name : interfaces) {
      int number = interfaces.indexOf(name) + 1;
      igmp.append("%d\t%-10s: 1 V3\n".formatted(number, name));
      groups.get(name).forEach(group -> igmp.append("\t\t\t\t" + hex(group) + " 1 0:0\n"));
      file("sys/class/net/" + name + "/ifindex", number + "\n");
      file("sys/class/net/" + name + "/operstate", states.get(name) + "\n");
    }
    net("igmp", igmp.toString());
    routes();
    for (int number = 0; number < processes.size(); number++) {
      file("proc/" + (100 + number) + "/comm", processes.get(number) + "\n");
    }
    Files.createDirectories(root.resolve("proc"));
    for (String path : hidden) {
      Files.delete(root.resolve(path));
      Files.createDirectory(root.resolve(path));
    }
  }

  private void routes() throws IOException {
    StringBuilder main = new StringBuilder("Iface\tDestination\tGateway\n");
    StringBuilder six = new StringBuilder();
    for (String route : routes) {
      String[] words = route.split(" ", 3);
      String[] network = words[0].split("/", 2);
      String gateway = words[2];
      int flags = gateway.isEmpty() ? 1 : 3;
      int prefix = Integer.parseInt(network[1]);
      if (isIpv4(network[0])) {
        String mask = prefix == 0 ? "00000000" : hexOf(-1 << (32 - prefix));
        main.append(
            "%s\t%s\t%s\t%04X\t0\t0\t0\t%s\t0\t0\t0\n"
                .formatted(
                    words[1],
                    hex(network[0]),
                    gateway.isEmpty() ? "00000000" : hex(gateway),
                    flags,
                    mask));
      } else {
        six.append(line6(network[0], prefix, gateway.isEmpty() ? "::" : gateway, flags, words[1]));
      }
    }
    StringBuilder trie = new StringBuilder("Main:\n");
    StringBuilder held6 = new StringBuilder();
    for (String local : locals) {
      String[] network = local.split("/", 2);
      if (isIpv4(network[0])) {
        trie.append("     |-- %s\n        /%s host LOCAL\n".formatted(network[0], network[1]));
      } else {
        six.append(line6(network[0], Integer.parseInt(network[1]), "::", 0x80200001, "lo"));
      }
    }
    for (HostAddress held : addresses) {
      if (held.address().family() == AddressFamily.IPV6) {
        held6.append(
            "%s 01 %02x 00 %02x %8s\n"
                .formatted(
                    hex6(held.address().toString()),
                    held.prefix(),
                    held.duplicate() ? 0x88 : 0x80,
                    held.interfaceName()));
      }
    }
    net("route", main.toString());
    net("fib_trie", trie + (hasOtherTables ? "Id 100:\n" : ""));
    net("ipv6_route", six.toString());
    net("if_inet6", held6.toString());
  }

  private static String line6(String address, int prefix, String gateway, int flags, String name) {
    return "%s %02x %s 00 %s 00000100 00000001 00000000 %08x %8s\n"
        .formatted(hex6(address), prefix, hex6("::"), hex6(gateway), flags, name);
  }

  private static boolean isIpv4(String address) {
    return IpAddress.of(address).inet() instanceof Inet4Address;
  }

  /** As the kernel prints an address: the number that its processor reads in the bytes. */
  private static String hex(String address) {
    byte[] bytes = IpAddress.of(address).bytes();
    return "%08X".formatted(ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder()).getInt());
  }

  private static String hexOf(int mask) {
    ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES).putInt(mask).flip();
    return "%08X".formatted(bytes.order(ByteOrder.nativeOrder()).getInt());
  }

  private static String hex6(String address) {
    return HexFormat.of().formatHex(IpAddress.of(address).bytes()).toLowerCase(Locale.ROOT);
  }

  private static String joined(Stream<String> lines) {
    return lines.map(line -> line + "\n").collect(Collectors.joining());
  }

  private void net(String name, String text) throws IOException {
    file("proc/thread-self/net/" + name, text);
  }

  private void file(String path, String text) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    if (Files.isDirectory(file)) {
      Files.delete(file);
    }
    Files.writeString(file, text);
  }
}
