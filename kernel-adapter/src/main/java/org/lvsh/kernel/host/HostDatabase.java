package org.lvsh.kernel.host;

import com.google.common.base.CharMatcher;
import com.google.common.base.Splitter;
import com.google.common.net.InetAddresses;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.lvsh.kernel.model.IpAddress;

/** The hosts that this machine knows by itself ({@code hosts(5)}); no name server is asked. */
public final class HostDatabase {
  /** Where {@code hosts(5)} says that they are. */
  public static final Path FILE = Path.of("/etc/hosts");

  private static final long LIMIT = 16 << 20;
  private static final Splitter BLANKS = Splitter.on(CharMatcher.whitespace()).omitEmptyStrings();

  private HostDatabase() {}

  /**
   * The addresses of each name, in lower case, in the order of the file; none where it cannot be
   * read. Addresses with a zone are left out.
   */
  public static Map<String, List<IpAddress>> read(Path file) {
    Map<String, List<IpAddress>> hosts = new TreeMap<>();
    try {
      if (Files.size(file) <= LIMIT) {
        Files.readAllLines(file, StandardCharsets.ISO_8859_1).forEach(line -> add(line, hosts));
      }
    } catch (IOException unreadable) {
      return Map.of();
    }
    return Collections.unmodifiableMap(hosts);
  }

  /** {@code 192.168.1.2 rs1.example.com rs1 # the first one}. */
  private static void add(String line, Map<String, List<IpAddress>> hosts) {
    List<String> words = BLANKS.splitToList(line.replaceFirst("#.*", ""));
    if (words.isEmpty()
        || !InetAddresses.isInetAddress(words.get(0))
        || words.get(0).contains("%")) {
      return;
    }
    IpAddress address = IpAddress.of(words.get(0));
    for (String name : words.subList(1, words.size())) {
      hosts.computeIfAbsent(name.toLowerCase(Locale.ROOT), first -> new ArrayList<>()).add(address);
    }
  }
}
