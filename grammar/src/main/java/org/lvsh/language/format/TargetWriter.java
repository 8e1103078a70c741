package org.lvsh.language.format;

import java.net.InetAddress;
import java.util.List;
import java.util.stream.Collectors;
import org.lvsh.language.ast.Located;
import org.lvsh.language.ast.PortRange;
import org.lvsh.language.ast.ServiceTarget;

/** Writes what a service is on. */
final class TargetWriter implements ServiceTarget.Cases<String> {

  @Override
  public String onAddresses(ServiceTarget.OnAddresses target) {
    return addresses(target.addresses()) + " " + ports(target.ports());
  }

  @Override
  public String onMark(ServiceTarget.OnMark target) {
    String family = target.ipv6().map(ipv6 -> ipv6 ? "ipv6" : "ipv4").orElse("");
    return StatementWriter.words("mark", target.mark().value().toString(), family);
  }

  static String addresses(List<Located<InetAddress>> addresses) {
    return addresses.stream()
        .map(address -> StatementWriter.address(address.value()))
        .collect(Collectors.joining(","));
  }

  static String ports(List<Located<PortRange>> ports) {
    boolean one = ports.size() == 1 && ports.get(0).value().first() == ports.get(0).value().last();
    return (one ? "port " : "ports ")
        + ports.stream().map(range -> range.value().toString()).collect(Collectors.joining(","));
  }
}
