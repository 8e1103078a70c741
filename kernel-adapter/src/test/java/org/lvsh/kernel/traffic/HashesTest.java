package org.lvsh.kernel.traffic;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.lvsh.kernel.model.AddressFamily;
import org.lvsh.kernel.model.IpAddress;

class HashesTest {
  /** {@code test_vectors_hsiphash[4]} in the kernel's {@code lib/test_siphash.c}. */
  @Test
  void sipHashIsTheKernels() {
    assertEquals(
        0x88d3_8328, Hashes.sip(0x0302_0100, 0x0706_0504_0302_0100L, 0x0f0e_0d0c_0b0a_0908L));
  }

  @Test
  void theHighestBitsOfTheProductAreTaken() {
    assertEquals(0x61, Hashes.ofBits(1, 8));
    assertEquals(0x9e, Hashes.ofBits(-1, 8));
    assertEquals(0x61C8_8647 >>> 22, Hashes.ofBits(1, 10));
  }

  @Test
  void anAddressIsFolded() {
    assertEquals(0xC0A8_0001, Hashes.fold(AddressFamily.IPV4, IpAddress.of("192.168.0.1")));
    assertEquals(
        0x2001_0db8 ^ 5 ^ 0x1_0000,
        Hashes.fold(AddressFamily.IPV6, IpAddress.of("2001:db8::1:0:0:5")));
    assertEquals(
        0x2001_0db8,
        Hashes.fold(AddressFamily.IPV4, IpAddress.of("2001:db8::1:0:0:5")),
        "as it is read");
    assertEquals(0x0A00_0001, Hashes.fold(AddressFamily.IPV6, IpAddress.of("10.0.0.1")));
  }
}
