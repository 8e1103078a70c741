package org.lvsh.kernel.host;

import com.google.common.base.Splitter;
import java.io.IOException;
import java.io.InputStream;
import java.net.Inet4Address;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.lvsh.kernel.KernelException;
import org.lvsh.kernel.model.IpAddress;

/**
 * A machine by what Linux tells in /proc and /sys. Any user may read nearly all of it. The network
 * namespace is that of the thread that asks, as for IPVS itself.
 */
public final class HostFiles implements Host {
  private static final int MOST_LINES = 100_000;
  private static final int MOST_PROCESSES = 500_000;
  private static final int LONGEST = 4096;

  /** {@code IFA_F_DADFAILED}. */
  private static final int DUPLICATE = 0x08;

  private static final int ADDRESS_FIELDS = 6;
  private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,9}");
  private static final Pattern SIZE = Pattern.compile("IP Virtual Server .*\\(size=(\\d{1,10})\\)");

  private final Path root;
  private final Supplier<List<HostAddress>> ipv4Addresses;

  /**
   * The machine whose files are in a folder.
   *
   * @param root where {@code proc} and {@code sys} are
   * @param ipv4Addresses the addresses of IPv4, of which no file says which interface holds them; a
   *     {@link KernelException} where they cannot be asked for
   */
  public HostFiles(Path root, Supplier<List<HostAddress>> ipv4Addresses) {
    this.root = root;
    this.ipv4Addresses = ipv4Addresses;
  }

  /** The machine that this process runs on. */
  public static HostFiles live() {
    return new HostFiles(Path.of("/"), HostFiles::ipv4OfThisMachine);
  }

  private static List<HostAddress> ipv4OfThisMachine() {
    try {
      return NetworkInterface.networkInterfaces().flatMap(HostFiles::ipv4).toList();
    } catch (SocketException failed) {
      throw new KernelException(
          "the addresses of this machine cannot be asked for: " + failed.getMessage(), failed);
    }
  }

  /** An address with a label, such as {@code eth0:1}, is on an interface below its own. */
  private static Stream<HostAddress> ipv4(NetworkInterface network) {
    return Stream.concat(Stream.of(network), network.subInterfaces())
        .flatMap(one -> one.getInterfaceAddresses().stream())
        .filter(address -> address.getAddress() instanceof Inet4Address)
        .map(
            address ->
                new HostAddress(
                    network.getName(),
                    new IpAddress(address.getAddress()),
                    address.getNetworkPrefixLength(),
                    false));
  }

  /** {@code thread-self}, since {@code /proc/net} is that of the first thread. */
  private Path net(String name) {
    return root.resolve("proc/thread-self/net").resolve(name);
  }

  @Override
  public Optional<String> setting(String path) {
    return text(root.resolve("proc/sys").resolve(path)).map(HostFiles::words);
  }

  private static String words(String text) {
    return String.join(" ", HostWords.split(text));
  }

  /** The beginning of a file; empty where it is not there. */
  private static Optional<String> text(Path file) {
    try (InputStream bytes = Files.newInputStream(file)) {
      return Optional.of(new String(bytes.readNBytes(LONGEST), StandardCharsets.ISO_8859_1));
    } catch (NoSuchFileException | NotDirectoryException missing) {
      return Optional.empty();
    } catch (IOException failed) {
      throw unreadable(file, failed);
    }
  }

  private static KernelException unreadable(Path file, IOException failed) {
    return new KernelException(file + " cannot be read: " + failed.getMessage(), failed);
  }

  private List<String> lines(Path file) {
    return linesIfThere(file).orElseThrow(() -> new KernelException(file + " is not there"));
  }

  private static Optional<List<String>> linesIfThere(Path file) {
    List<String> lines = new ArrayList<>();
    boolean there =
        ProcLines.eachIfThere(
            file,
            line -> {
              if (lines.size() == MOST_LINES) {
                throw new KernelException(file + " has more than " + MOST_LINES + " lines");
              }
              lines.add(line);
            });
    return there ? Optional.of(lines) : Optional.empty();
  }

  @Override
  public NavigableMap<String, HostInterface> interfaces() {
    Set<String> names = new TreeSet<>();
    for (String line : lines(net("dev"))) {
      int colon = line.indexOf(':');
      if (colon > 0) {
        names.add(line.substring(0, colon).strip());
      }
    }
    HostInterfaceStates states =
        new HostInterfaceStates(
            root.resolve("sys/class/net"), linesIfThere(net("igmp")).map(HostGroups::ipv4), names);
    NavigableMap<String, HostInterface> interfaces = new TreeMap<>();
    names.forEach(name -> interfaces.put(name, new HostInterface(name, states.of(name))));
    return interfaces;
  }

  @Override
  public List<HostAddress> addresses() {
    List<HostAddress> addresses = new ArrayList<>(ipv4Addresses.get());
    for (String line : linesIfThere(net("if_inet6")).orElse(List.of())) {
      ipv6(HostWords.split(line)).ifPresent(addresses::add);
    }
    return addresses;
  }

  /** Address, number of the interface, prefix, scope, flags, name ({@code if6_seq_show}). */
  private static Optional<HostAddress> ipv6(List<String> words) {
    if (words.size() < ADDRESS_FIELDS) {
      return Optional.empty();
    }
    try {
      int flags = Integer.parseInt(words.get(4), HostWords.HEXADECIMAL);
      return Optional.of(
          new HostAddress(
              words.get(5),
              HostWords.ipv6(words.get(0)),
              Integer.parseInt(words.get(2), HostWords.HEXADECIMAL),
              (flags & DUPLICATE) != 0));
    } catch (IllegalArgumentException strange) {
      return Optional.empty();
    }
  }

  @Override
  public HostRoutes routes() {
    return HostRouteLines.in(net(""));
  }

  @Override
  public Set<IpAddress> groups(String interfaceName) {
    Set<IpAddress> groups = new TreeSet<>();
    groups.addAll(HostGroups.ipv4(lines(net("igmp"))).of(interfaceName));
    groups.addAll(HostGroups.ipv6(linesIfThere(net("igmp6")).orElse(List.of())).of(interfaceName));
    return groups;
  }

  @Override
  public List<HostProcess> processes(Set<String> names) {
    Path folder = root.resolve("proc");
    List<HostProcess> found = new ArrayList<>();
    int count = 0;
    try (DirectoryStream<Path> all =
        Files.newDirectoryStream(
            folder, file -> NUMBER.matcher(file.getFileName().toString()).matches())) {
      for (Path process : all) {
        if (++count > MOST_PROCESSES) {
          throw new KernelException("there are more than " + MOST_PROCESSES + " processes");
        }
        process(process, names).ifPresent(found::add);
      }
    } catch (IOException failed) {
      throw unreadable(folder, failed);
    }
    found.sort((one, other) -> Long.compare(one.id(), other.id()));
    return found;
  }

  /** One that has just ended is none, nor one of another network namespace. */
  private Optional<HostProcess> process(Path folder, Set<String> names) {
    Optional<String> name = comm(folder).filter(names::contains);
    if (name.isEmpty()) {
      return Optional.empty();
    }
    Optional<Path> theirs = network(folder);
    Optional<Path> ours = network(root.resolve("proc/thread-self"));
    boolean known = theirs.isPresent() && ours.isPresent();
    return known && !theirs.equals(ours)
        ? Optional.empty()
        : Optional.of(
            new HostProcess(Long.parseLong(folder.getFileName().toString()), name.get(), known));
  }

  private static Optional<String> comm(Path folder) {
    try {
      return text(folder.resolve("comm")).map(String::strip);
    } catch (KernelException ended) {
      return Optional.empty();
    }
  }

  private static Optional<Path> network(Path folder) {
    try {
      return Optional.of(Files.readSymbolicLink(folder.resolve("ns/net")));
    } catch (IOException hidden) {
      return Optional.empty();
    }
  }

  @Override
  public Set<String> loadedModules() {
    Set<String> names = new TreeSet<>();
    for (String line : linesIfThere(root.resolve("proc/modules")).orElse(List.of())) {
      names.add(Splitter.on(' ').split(line).iterator().next());
    }
    return Collections.unmodifiableSet(names);
  }

  /** The first line of the table of services ({@code ip_vs_info_seq_show}). */
  @Override
  public OptionalLong connectionTableSize() {
    Matcher size =
        SIZE.matcher(text(net("ip_vs")).flatMap(all -> all.lines().findFirst()).orElse(""));
    return size.matches() ? OptionalLong.of(Long.parseLong(size.group(1))) : OptionalLong.empty();
  }
}
