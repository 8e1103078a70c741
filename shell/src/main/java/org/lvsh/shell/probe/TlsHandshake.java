package org.lvsh.shell.probe;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * A TLS handshake for the sake of the certificate. It trusts every server, since it only looks: no
 * certificate of a client, no cookie and no password is ever sent over it.
 */
final class TlsHandshake {
  private final Socket plain;
  private final Endpoint endpoint;
  private final Optional<String> host;
  private final Onlooker onlooker = new Onlooker();

  TlsHandshake(Socket plain, Endpoint endpoint, Optional<String> host) {
    this.plain = plain;
    this.endpoint = endpoint;
    this.host = host;
  }

  /**
   * Makes the handshake.
   *
   * @return what to talk over from now on
   * @throws IOException where the server speaks no TLS, or none that Java speaks
   */
  Socket shake() throws IOException {
    String called = host.orElse(endpoint.address().toString());
    SSLSocket encrypted =
        (SSLSocket)
            context().getSocketFactory().createSocket(plain, called, endpoint.port(), false);
    SSLParameters parameters = encrypted.getSSLParameters();
    parameters.setServerNames(serverName());
    encrypted.setSSLParameters(parameters);
    encrypted.startHandshake();
    return encrypted;
  }

  private SSLContext context() {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {onlooker}, null);
      return context;
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** An address is no server name (RFC 6066, 3). */
  private List<SNIServerName> serverName() {
    return host
        .filter(name -> !name.matches("[0-9.]+"))
        .<SNIServerName>map(SNIHostName::new)
        .stream()
        .toList();
  }

  Answer.Tls seen() {
    return new Answer.Tls(onlooker.seen(), Optional.empty());
  }

  /** A server may show its certificate first and then not go on, as without one of the client. */
  Answer.Tls failed(String why) {
    return new Answer.Tls(onlooker.seen(), Optional.of(why));
  }

  /** What Java says of a failure, as an operator would. */
  static String words(String message) {
    if (message.startsWith("Unsupported or unrecognized SSL message")) {
      return "it speaks no TLS";
    }
    if (message.startsWith("Remote host terminated") || message.equals("null")) {
      return "it closed the connection";
    }
    return message;
  }

  /**
   * Remembers the certificate. An extended manager, since Java checks names and algorithms besides
   * where a plain one is given.
   */
  private static final class Onlooker extends X509ExtendedTrustManager {
    private Optional<Certificate> seen = Optional.empty();

    /** The handshake is made by the thread that asks. */
    Optional<Certificate> seen() {
      return seen;
    }

    private void see(X509Certificate[] chain) {
      seen = Optional.of(Certificate.of(chain[0]));
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {
      see(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {
      see(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {
      see(chain);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {
      throw notAServer();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {
      throw notAServer();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {
      throw notAServer();
    }

    private static IllegalStateException notAServer() {
      return new IllegalStateException("this end is the client's");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
