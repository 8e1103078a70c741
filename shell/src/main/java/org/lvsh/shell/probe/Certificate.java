package org.lvsh.shell.probe;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import org.lvsh.kernel.model.IpAddress;

/**
 * What an operator wants to know of a server's certificate. Whether anybody trusts it is not known
 * here.
 *
 * @param fingerprint SHA-256 of all its bytes, 64 hexadecimal digits; equal for equal certificates
 * @param subject as RFC 2253 writes it
 * @param names the DNS names and addresses that it is for, in its own order; where it has none, the
 *     common name of its subject (RFC 6125, 6.4.4)
 */
public record Certificate(
    String fingerprint, String subject, List<String> names, Instant notBefore, Instant notAfter) {
  /** {@code GeneralName} of RFC 5280, 4.2.1.6. */
  private static final int DNS_NAME = 2;

  private static final int IP_ADDRESS = 7;

  public Certificate {
    Objects.requireNonNull(fingerprint);
    Objects.requireNonNull(subject);
    names = List.copyOf(names);
    Objects.requireNonNull(notBefore);
    Objects.requireNonNull(notAfter);
  }

  static Certificate of(X509Certificate certificate) {
    String subject = certificate.getSubjectX500Principal().getName();
    List<String> names = alternativeNames(certificate);
    return new Certificate(
        fingerprint(certificate),
        subject,
        names.isEmpty() ? commonName(subject).stream().toList() : names,
        certificate.getNotBefore().toInstant(),
        certificate.getNotAfter().toInstant());
  }

  private static String fingerprint(X509Certificate certificate) {
    try {
      byte[] sum = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
      return HexFormat.of().formatHex(sum);
    } catch (NoSuchAlgorithmException | CertificateEncodingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static List<String> alternativeNames(X509Certificate certificate) {
    try {
      Collection<List<?>> names = certificate.getSubjectAlternativeNames();
      return names == null ? List.of() : names.stream().flatMap(Certificate::name).toList();
    } catch (CertificateParsingException damaged) {
      return List.of();
    }
  }

  private static Stream<String> name(List<?> name) {
    if (!(name.get(0) instanceof Integer type) || !(name.get(1) instanceof String text)) {
      return Stream.empty();
    }
    return switch (type) {
      case DNS_NAME -> Stream.of(text.toLowerCase(Locale.ROOT));
      case IP_ADDRESS -> Stream.of(canonical(text));
      default -> Stream.empty();
    };
  }

  /** An address in the form that all addresses are shown in; any other text as it is. */
  private static String canonical(String text) {
    try {
      return IpAddress.of(text).toString();
    } catch (IllegalArgumentException none) {
      return text;
    }
  }

  private static Optional<String> commonName(String subject) {
    try {
      return new LdapName(subject)
          .getRdns().stream()
              .filter(part -> part.getType().equalsIgnoreCase("CN"))
              .map(Rdn::getValue)
              .map(Object::toString)
              .findFirst();
    } catch (InvalidNameException odd) {
      return Optional.empty();
    }
  }

  /** Whether it is for a name or an address; {@code *} stands for one label (RFC 6125, 6.4.3). */
  public boolean fits(String host) {
    String asked = canonical(host).toLowerCase(Locale.ROOT);
    String behindFirstLabel = asked.substring(Math.max(0, asked.indexOf('.')));
    boolean name = asked.indexOf('.') > 0 && !isAddress(asked);
    return names.stream()
        .map(one -> one.toLowerCase(Locale.ROOT))
        .anyMatch(one -> one.equals(asked) || (name && one.equals("*" + behindFirstLabel)));
  }

  private static boolean isAddress(String text) {
    try {
      IpAddress.of(text);
      return true;
    } catch (IllegalArgumentException none) {
      return false;
    }
  }

  /** Whole days until it ends, negative where it has ended. */
  public long daysLeft(Instant now) {
    return Math.floorDiv(
        Duration.between(now, notAfter).toSeconds(), Duration.ofDays(1).toSeconds());
  }
}
