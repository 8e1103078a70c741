package org.lvsh.shell.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is read from a certificate, and which names and times it is for. */
class CertificateTest {
  private static final Instant END = Instant.parse("2026-12-31T12:00:00Z");

  static Certificate with(String... names) {
    return new Certificate("00".repeat(32), "CN=x", List.of(names), Instant.EPOCH, END);
  }

  @ParameterizedTest
  @CsvSource({
    "shop.example, shop.example, true",
    "shop.example, SHOP.example, true",
    "Shop.Example, shop.example, true",
    "shop.example, www.shop.example, false",
    "*.shop.example, www.shop.example, true",
    "*.shop.example, shop.example, false",
    "*.shop.example, a.b.shop.example, false",
    "*.1.2.3, 10.1.2.3, false",
    "192.168.0.1, 192.168.0.1, true",
    "shop, shop, true",
    "*, shop, false",
    "fd00::1, fd00::1, true"
  })
  void aNameFitsAsBrowsersSeeIt(String name, String host, boolean fits) {
    assertEquals(fits, with("other.example", name).fits(host));
  }

  @Test
  void withoutAnyNameItFitsNobody() {
    assertEquals(false, with().fits("shop.example"));
  }

  @ParameterizedTest
  @CsvSource({
    "2026-12-31T11:59:59Z, 0",
    "2026-12-30T12:00:00Z, 1",
    "2026-12-30T12:00:01Z, 0",
    "2026-12-31T12:00:01Z, -1",
    "2026-01-01T12:00:00Z, 364"
  })
  void daysAreWholeOnes(Instant now, long left) {
    assertEquals(left, with().daysLeft(now));
  }

  @Test
  void alternativeNamesGoBeforeTheCommonName(@TempDir Path folder)
      throws IOException, GeneralSecurityException {
    KeyStore store =
        new KeyStores(folder)
            .make("CN=old.example,O=Shop", "san=dns:Shop.example,uri:x:y,ip:fd00::1,ip:10.0.0.1");
    Certificate certificate = Certificate.of(KeyStores.certificate(store));
    assertEquals(List.of("shop.example", "fd00::1", "10.0.0.1"), certificate.names());
    assertEquals("CN=old.example,O=Shop", certificate.subject());
    assertEquals(Instant.parse("2026-01-01T00:00:00Z"), certificate.notBefore());
    assertEquals(Instant.parse("2027-01-01T00:00:00Z"), certificate.notAfter());
    assertEquals(64, certificate.fingerprint().length());
  }

  @Test
  void theCommonNameIsTheNameWhereThereIsNoOther(@TempDir Path folder)
      throws IOException, GeneralSecurityException {
    KeyStores stores = new KeyStores(folder);
    KeyStore named = stores.make("CN=\"shop, the\\, one\",O=Shop");
    assertEquals(1, Certificate.of(KeyStores.certificate(named)).names().size());
    KeyStore unnamed = stores.make("O=Shop");
    assertEquals(List.of(), Certificate.of(KeyStores.certificate(unnamed)).names());
  }
}
