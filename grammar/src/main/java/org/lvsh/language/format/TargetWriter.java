package org.lvsh.language.format;

import java.net.InetAddress;
import java.util.List;
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
    return StatementWriter.words(
        "mark", StatementWriter.word(target.mark(), Object::toString), family);
  }

  static String addresses(List<Located<InetAddress>> addresses) {
    return StatementWriter.list(addresses, StatementWriter::address);
  }

  static String ports(List<Located<PortRange>> ports) {
    boolean one = ports.size() == 1 && ports.get(0).value().first() == ports.get(0).value().last();
    return (one ? "port " : "ports ") + References.list(ports, TargetWriter::port);
  }

  /** A port that was said by its name keeps it. */
  private static String port(Located<PortRange> port) {
    String said = port.span().text();
    return isName(said) && !port.value().isAny() ? said : port.value().toString();
  }

  static boolean isName(String port) {
    return port.chars().anyMatch(Character::isLetter);
  }
}
