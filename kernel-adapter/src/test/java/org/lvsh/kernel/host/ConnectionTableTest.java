package org.lvsh.kernel.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lvsh.kernel.KernelException;
import org.lvsh.kernel.model.AddressFamily;
import org.lvsh.kernel.model.Connection;
import org.lvsh.kernel.model.IpAddress;
import org.lvsh.kernel.model.Mark;

class ConnectionTableTest {
  private static final String TABLE =
      """
      Pro FromIP   FPrt ToIP     TPrt DestIP   DPrt State       Expires PEName PEData
      TCP 0A000064 9E90 0A000033 0050 0A00000B 0050 ESTABLISHED     888
      IP  0A000064 0000 00000005 0000 0A00000C 0000 ASSURED          44
      IP  fd00:0000:0000:0000:0000:0000:0000:0100 0000 0000:0006:0000:0000:0000:0000:0000:0000 0000 fd00:0000:0000:0000:0000:0000:0000:0012 0000 ASSURED         67
      UDP 0A000064 0000 0A000033 13C4 0A00000B 13C4 NONE             42 sip abc123@host
      TCP 0A000064 9E90 0A000033
      XYZ 0A000064 9E90 0A000033 0050 0A00000B 0050 ESTABLISHED     888
      TCP 0A00ZZZZ 9E90 0A000033 0050 0A00000B 0050 ESTABLISHED     888
      """;

  @TempDir Path folder;

  private List<Connection> read(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("ip_vs_conn"), text);
    List<Connection> all = new ArrayList<>();
    new ConnectionTable(file).each(all::add);
    return all;
  }

  @Test
  void everyKindOfLineIsReadAndWhatMakesNoSenseIsLeftOut() throws IOException {
    List<Connection> all = read(TABLE);
    assertEquals(4, all.size());
    assertEquals(
        new Connection(
            6,
            IpAddress.of("10.0.0.100"),
            0x9E90,
            IpAddress.of("10.0.0.51"),
            80,
            IpAddress.of("10.0.0.11"),
            80,
            "ESTABLISHED",
            Duration.ofSeconds(888),
            ""),
        all.get(0));
    assertEquals(IpAddress.of("0.0.0.5"), all.get(1).virtualAddress());
    assertEquals(0, all.get(1).protocol());
    assertEquals(IpAddress.of("0:6::"), all.get(2).virtualAddress());
    assertEquals("sip abc123@host", all.get(3).engineData());
  }

  @Test
  void aTemplateIsKnownByItsPortAndThatOfAMarkByItsProtocol() throws IOException {
    List<Connection> all = read(TABLE);
    assertEquals(
        List.of(false, true, true, true), all.stream().map(Connection::isTemplate).toList());
    assertEquals(
        List.of(
            Optional.empty(), Optional.of(new Mark(5)), Optional.of(new Mark(6)), Optional.empty()),
        all.stream().map(Connection::mark).toList());
  }

  @Test
  void bytesFromTheNetworkAreNoReasonToStop() throws IOException {
    String line = "UDP 0A000064 0000 0A000033 13C4 0A00000B 13C4 NONE             42 sip ";
    assertEquals("sip caf\u00c3\u00a9", read(line + "caf\u00e9").get(0).engineData());
  }

  @Test
  void aLineThatIsTooLongIsLeftOut() throws IOException {
    String line = "UDP 0A000064 0000 0A000033 13C4 0A00000B 13C4 NONE             42 sip ";
    String longest = line + "x".repeat(ProcLines.LONGEST - line.length());
    assertEquals(1, read(longest + "\n").size());
    assertEquals(1, read(longest + "x\n" + line + "next\n").size());
  }

  @Test
  void linesAreTheSameWhereverAReadEnds() throws IOException {
    Random random = new Random(20261127);
    List<String> lines =
        Stream.generate(() -> "x".repeat(random.nextInt(ProcLines.LONGEST + 100)))
            .limit(3_000)
            .toList();
    Path file = Files.writeString(folder.resolve("lines"), String.join("\n", lines) + "\nlast");
    List<String> read = new ArrayList<>();
    ProcLines.each(file, read::add);
    assertEquals(
        Stream.concat(lines.stream(), Stream.of("last"))
            .map(line -> line.length() > ProcLines.LONGEST ? "" : line)
            .toList(),
        read);
  }

  @ParameterizedTest
  @CsvSource({
    "0A000064, 10.0.0.100",
    "FFFFFFFF, 255.255.255.255",
    "fd00:0000:0000:0000:0000:0000:0000:0100, fd00::100",
    "fd00::100, fd00::100",
    "fd00::10, fd00::10",
    "fd00::5:1, fd00::5:1",
    "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff, ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
  })
  void addressesAreReadAsTheKernelWritesThem(String written, String address) {
    assertEquals(IpAddress.of(address), ProcLine.of("  " + written + "  ").next().address());
  }

  /** The kernel does not take it for one of IPv4, and neither does this. */
  @Test
  void aMappedAddressIsOneOfIpv6() {
    IpAddress mapped = ProcLine.of("0000:0000:0000:0000:0000:ffff:0a00:0001").next().address();
    assertEquals(AddressFamily.IPV6, mapped.family());
    assertEquals("::ffff:a00:1", mapped.toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0A00006G",
        "0A0000641",
        "0A00",
        "",
        "fd00:0000:0000:0000:0000:0000:0000:010g",
        "fd00:0000:0000:0000:0000:0000:0000-0100",
        "fd00:0000:0000:0000:00000:000:0000:0100",
      })
  void whatIsNoAddressIsNone(String written) {
    assertThrows(IllegalArgumentException.class, () -> ProcLine.of(written).next().address());
  }

  @Test
  void numbersAreReadToTheirLastDigit() {
    assertEquals(0, ProcLine.of("0").next().number());
    assertEquals(999_999_999_999_999_999L, ProcLine.of("999999999999999999").next().number());
    assertEquals(-1, ProcLine.of("18446744073709551615").next().number());
    for (String none : List.of("", "-1", "1a", "18446744073709551616", "١")) {
      assertThrows(IllegalArgumentException.class, () -> ProcLine.of(none).next().number(), none);
    }
  }

  @Test
  void aTableThatIsNotThereSaysWhatToDo() {
    KernelException missing =
        assertThrows(
            KernelException.class,
            () -> new ConnectionTable(folder.resolve("none")).each(connection -> {}));
    assertEquals(true, missing.getMessage().contains("modprobe ip_vs"));
  }
}
