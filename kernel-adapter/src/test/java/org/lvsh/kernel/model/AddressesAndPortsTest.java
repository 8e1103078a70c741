package org.lvsh.kernel.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressesAndPortsTest {
  @ParameterizedTest
  @CsvSource({
    "192.168.0.1, 192.168.0.1",
    "2001:DB8:0:0:0:0:0:1, 2001:db8::1",
    "::, ::",
    "::ffff:10.0.0.1, ::ffff:a00:1",
    "::ffff:255.255.255.255, ::ffff:ffff:ffff",
    "::10.0.0.1, ::a00:1"
  })
  void anAddressHasOneText(String read, String written) {
    assertEquals(written, IpAddress.of(read).toString());
    assertEquals(IpAddress.of(written), IpAddress.of(read));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "10.0.0",
        "10.0.0.256",
        "010.0.0.1",
        "localhost",
        "[::1]",
        "::1/64",
        "fe80::1%1"
      })
  void whatIsNoAddressIsRefused(String text) {
    assertThrows(IllegalArgumentException.class, () -> IpAddress.of(text));
  }

  @Test
  void addressesAreSortedByFamilyThenAsUnsignedNumbers() {
    List<String> sorted =
        List.of("9.0.0.0", "10.0.0.0", "127.255.255.255", "200.0.0.1", "::1", "fe80::1");
    assertEquals(
        sorted,
        Stream.of("fe80::1", "200.0.0.1", "::1", "127.255.255.255", "10.0.0.0", "9.0.0.0")
            .map(IpAddress::of)
            .sorted()
            .map(IpAddress::toString)
            .toList());
  }

  @Test
  void onlySomeAddressesAreUnicast() {
    Stream.of("10.0.0.1", "127.0.0.1", "240.0.0.1", "::1", "fd00::1", "fe80::1")
        .forEach(text -> assertTrue(IpAddress.of(text).isUnicast(), text));
    Stream.of("0.0.0.0", "224.0.0.1", "255.255.255.255", "::", "ff02::1", "::ffff:10.0.0.1")
        .forEach(text -> assertFalse(IpAddress.of(text).isUnicast(), text));
    assertTrue(IpAddress.of("fe80::1").isIpv6LinkLocal());
    assertFalse(IpAddress.of("169.254.0.1").isIpv6LinkLocal());
  }

  @ParameterizedTest
  @CsvSource({"-1, 5", "0, 65536", "2, 1"})
  void noRunOfPortsIsOutOfRange(int first, int last) {
    assertThrows(IllegalArgumentException.class, () -> new Ports(first, last));
  }

  @Test
  void portsHaveOneText() {
    assertEquals("80", Ports.of(80).toString());
    assertEquals("8000-8010", new Ports(8000, 8010).toString());
    assertEquals("any", new Ports(0, 65535).toString());
  }

  @Test
  void portsOverlapWhereTheyShareOne() {
    Ports ports = new Ports(10, 20);
    assertTrue(ports.overlaps(new Ports(20, 30)));
    assertTrue(ports.overlaps(new Ports(5, 10)));
    assertTrue(ports.overlaps(Ports.ANY));
    assertTrue(ports.overlaps(Ports.of(15)));
    assertFalse(ports.overlaps(new Ports(21, 30)));
    assertFalse(ports.overlaps(new Ports(0, 9)));
    assertTrue(ports.contains(ports));
    assertFalse(ports.contains(new Ports(10, 21)));
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -1, 0x1_0000_0000L})
  void noMarkIsOutOfRange(long value) {
    assertThrows(IllegalArgumentException.class, () -> new Mark(value));
  }

  @Test
  void marksAreUnsigned() {
    assertEquals("4294967295", new Mark(Mark.MAX).toString());
    assertTrue(new Mark(Mark.MAX).compareTo(new Mark(1)) > 0);
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 65536})
  void noKeyHasAPortOutOfRange(int port) {
    IpAddress address = IpAddress.of("10.0.0.1");
    assertThrows(IllegalArgumentException.class, () -> new ServerKey(address, port));
    assertThrows(
        IllegalArgumentException.class,
        () -> new ServiceKey.OnAddress(Protocol.TCP, address, port));
  }
}
