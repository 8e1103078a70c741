package org.lvsh.shell.app;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A long connection table is watched, and keys do not wait for it. In a network of its own. */
@Tag("lab-full")
final class WatchManyLabTest {
  private static final int ENTRIES = 200_000;

  /** Linux leaves some out where others go meanwhile. */
  private static final long MANY = ENTRIES * 99L / 100;

  private static final String NETWORK = "crowd";
  private static final Pattern EVERY = Pattern.compile("every (\\d+m )?\\d+[ms]");
  private static final Pattern ROWS = Pattern.compile("50000 rows of (\\d+)");

  /** Linux begins anew for every page of the table, which emulated takes minutes. */
  private static final Duration PATIENCE = Duration.ofMinutes(12);

  private static final Duration MOST_FOR_A_KEY = Duration.ofSeconds(5);

  /** Packets from 10.0.0.0/8, each from an address and a port of its own. */
  private static final String SCRIPT =
      """
      import socket, struct, sys
      vip, count = sys.argv[1], int(sys.argv[2])
      send = socket.socket(socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_RAW).sendto
      packet = bytearray(
          struct.pack("!BBHHHBBH4s4s", 0x45, 0, 28, 0, 0, 64, 17, 0, bytes(4), socket.inet_aton(vip))
          + struct.pack("!HHHH", 0, 53, 8, 0))
      place = (vip, 0)
      for number in range(count):
          client, port = divmod(number, 100)
          packet[12:16] = bytes((10, 9, client // 250, client % 250 + 1))
          packet[20:22] = (2000 + port).to_bytes(2, "big")
          send(packet, place)
      """;

  @TempDir Path folder;

  @BeforeEach
  void setUpTheNetwork() {
    takeItAway();
    Lab.bash(
        """
        ip netns add %1$s
        ip -n %1$s link set lo up
        ip -n %1$s address add 192.168.0.1/32 dev lo
        ip -n %1$s address add 192.168.0.9/32 dev lo
        ip -n %1$s route add local 10.0.0.0/8 dev lo
        ip netns exec %1$s ipvsadm --set 0 0 3600
        ip netns exec %1$s ipvsadm -A -u 192.168.0.1:53
        ip netns exec %1$s ipvsadm -a -u 192.168.0.1:53 -r 192.168.0.9 -g
        """
            .formatted(NETWORK));
  }

  @AfterEach
  void takeItAway() {
    Lab.bash("ip netns delete %s 2>/dev/null || true".formatted(NETWORK));
  }

  private static long entries() {
    return Long.parseLong(
        Lab.bash("ip netns exec %s wc -l /proc/net/ip_vs_conn".formatted(NETWORK))
            .strip()
            .split(" ", -1)[0]);
  }

  /**
   * How many rows the screen says there are. For every entry that comes or goes meanwhile, in any
   * network, Linux may leave one out: it goes on at the number of the entry ({@code
   * ip_vs_conn_array}).
   */
  private static long rows(String screen) {
    Matcher rows = ROWS.matcher(screen);
    return rows.find() ? Long.parseLong(rows.group(1)) : 0;
  }

  @Test
  void keysDoNotWaitForALongTable() throws IOException {
    Lab.bash("ip netns exec %s python3 - 192.168.0.1 %d".formatted(NETWORK, ENTRIES), SCRIPT);
    long reading = System.nanoTime();
    long entries = entries();
    Duration alone = Duration.ofNanos(System.nanoTime() - reading);
    assertTrue(entries > MANY, () -> entries + " entries");
    try (Tmux tmux = new Tmux(folder, 120, 40)) {
      String before = "ip netns exec " + NETWORK;
      long start = System.nanoTime();
      tmux.line("sh " + Tmux.script(folder, before, "watch", "connections"));
      tmux.await(PATIENCE, screen -> rows(screen) > MANY);
      Duration first = Duration.ofNanos(System.nanoTime() - start);
      long pressed = System.nanoTime();
      tmux.keys("/").keys("1");
      tmux.await(screen -> screen.contains("filter: 1_"));
      Duration key = Duration.ofNanos(System.nanoTime() - pressed);
      Matcher every = EVERY.matcher(tmux.screen());
      assertTrue(every.find(), tmux.screen());
      System.out.printf(
          "watch connections with %d entries: cat reads the table in %d ms; started and read in %d"
              + " ms, two keys in %d ms, then %s%n",
          ENTRIES, alone.toMillis(), first.toMillis(), key.toMillis(), every.group());
      assertTrue(key.compareTo(MOST_FOR_A_KEY) < 0, key::toString);
      tmux.keys("C-c");
      tmux.await(screen -> screen.strip().endsWith("ready>"));
    }
  }
}
