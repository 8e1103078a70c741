package org.lvsh.shell.probe;

/**
 * Something about a service's servers that is not as it should be.
 *
 * @param message one sentence; names in it come from certificates, and may hold anything
 */
public record Finding(Code code, String message) {

  /** What kind of thing, for programs. */
  public enum Code {
    UNREACHABLE("unreachable"),
    NO_TLS("no-tls"),
    CERTIFICATES_DIFFER("certificates-differ"),
    CERTIFICATE_EXPIRED("certificate-expired"),
    CERTIFICATE_EXPIRES("certificate-expires"),
    CERTIFICATE_EARLY("certificate-early"),
    OTHER_NAME("other-name"),
    HTTP("http");

    private final String word;

    Code(String word) {
      this.word = word;
    }

    public String word() {
      return word;
    }
  }
}
