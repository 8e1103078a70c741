package org.lvsh.shell.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** Keys and certificates, made by the JDK's own keytool, valid for the year 2026. */
final class KeyStores {
  private static final String PASSWORD = "nothing secret";
  private static final String ALIAS = "server";

  private final Path folder;
  private int made;

  KeyStores(Path folder) {
    this.folder = folder;
  }

  /**
   * Makes a new pair with a certificate that signs itself.
   *
   * @param extensions such as {@code san=dns:shop.example}
   */
  KeyStore make(String subject, String... extensions) throws IOException, GeneralSecurityException {
    Path file = folder.resolve(++made + ".p12");
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-J-Duser.timezone=UTC",
                "-genkeypair",
                "-keyalg",
                "EC",
                "-dname",
                subject,
                "-startdate",
                "2026/01/01 00:00:00",
                "-validity",
                "365"));
    command.addAll(List.of("-alias", ALIAS, "-storetype", "PKCS12"));
    command.addAll(List.of("-storepass", PASSWORD, "-keystore", file.toString()));
    List.of(extensions).forEach(extension -> command.addAll(List.of("-ext", extension)));
    run(command);
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream input = Files.newInputStream(file)) {
      store.load(input, PASSWORD.toCharArray());
    }
    return store;
  }

  private static void run(List<String> command) throws IOException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.onExit().join().exitValue(), said);
  }

  static X509Certificate certificate(KeyStore store) throws GeneralSecurityException {
    return (X509Certificate) store.getCertificate(ALIAS);
  }

  /** For a server that shows the certificate of a store. */
  static SSLContext server(KeyStore store) throws GeneralSecurityException {
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    return context;
  }
}
