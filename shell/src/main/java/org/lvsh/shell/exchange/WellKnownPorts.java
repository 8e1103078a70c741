package org.lvsh.shell.exchange;

import com.google.common.base.Splitter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * Ports by names that mean the same on every machine (the registry of IANA), for files that are
 * read where {@code /etc/services} is not at hand, and for naming services.
 */
public final class WellKnownPorts {
  private static final Map<String, Integer> PORTS = new TreeMap<>();
  private static final Map<Integer, String> CALLED = new HashMap<>();

  static {
    String rows =
        """
        ftp 21, ssh 22, telnet 23, smtp 25, domain 53, dns 53, bootps 67, tftp 69, http 80, www 80,
        kerberos 88, pop3 110, ntp 123, imap2 143, imap 143, snmp 161, ldap 389, https 443,
        smtps 465, submissions 465, syslog 514, submission 587, ldaps 636, imaps 993, pop3s 995,
        openvpn 1194, ms-sql-s 1433, mssql 1433, radius 1812, nfs 2049, mysql 3306,
        ms-wbt-server 3389, rdp 3389, sip 5060, sips 5061, postgresql 5432, amqp 5672, redis 6379,
        kube-api 6443, http-alt 8080, webcache 8080, https-alt 8443, memcached 11211, mongodb 27017
        """;
    for (String row : Splitter.on(',').split(rows)) {
      List<String> pair = Splitter.on(' ').splitToList(row.strip());
      PORTS.put(pair.get(0), Integer.parseInt(pair.get(1)));
    }
    String names =
        """
        21 ftp, 22 ssh, 23 telnet, 25 smtp, 53 dns, 67 dhcp, 69 tftp, 80 web, 88 kerberos,
        110 pop3, 123 ntp, 143 imap, 161 snmp, 389 ldap, 443 web-tls, 465 smtps, 514 syslog,
        587 submission, 636 ldaps, 993 imaps, 995 pop3s, 1194 openvpn, 1433 mssql, 1812 radius,
        2049 nfs, 3306 mysql, 3389 rdp, 5060 sip, 5061 sips, 5432 postgresql, 5672 amqp, 6379 redis,
        6443 kube-api, 8080 web-8080, 8443 web-tls-8443, 11211 memcached, 27017 mongodb
        """;
    for (String row : Splitter.on(',').split(names)) {
      List<String> pair = Splitter.on(' ').splitToList(row.strip());
      CALLED.put(Integer.parseInt(pair.get(0)), pair.get(1));
    }
  }

  private WellKnownPorts() {}

  /** The port of a name. */
  public static OptionalInt of(String name) {
    Integer port = PORTS.get(name);
    return port == null ? OptionalInt.empty() : OptionalInt.of(port);
  }

  /** What people call the service behind a port. */
  static Optional<String> called(int port) {
    return Optional.ofNullable(CALLED.get(port));
  }
}
