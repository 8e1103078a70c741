package org.lvsh.language.parse;

import java.net.InetAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.lvsh.language.ast.Located;
import org.lvsh.language.ast.PortRange;
import org.lvsh.language.ast.ServiceTarget;
import org.lvsh.language.diagnostic.Diagnostic;
import org.lvsh.language.diagnostic.Span;

/** Builds what a service is on: addresses and ports, or a mark. */
final class TargetBuilder extends LvshParserBaseVisitor<ServiceTarget> {
  private static final InetAddress NOWHERE = InetAddress.getLoopbackAddress();

  private final Reader reader;

  TargetBuilder(Reader reader) {
    this.reader = reader;
  }

  @Override
  public ServiceTarget visitOnMark(LvshParser.OnMarkContext context) {
    Optional<Boolean> ipv6 =
        context.IPV6() != null
            ? Optional.of(true)
            : Optional.ofNullable(context.IPV4()).map(word -> false);
    return new ServiceTarget.OnMark(
        reader.span(context), reader.located(context.markNumber(), Values::mark, 1L), ipv6);
  }

  @Override
  public ServiceTarget visitOnAddresses(LvshParser.OnAddressesContext context) {
    return new ServiceTarget.OnAddresses(
        reader.span(context), addresses(context.addressList()), ports(context.portClause()));
  }

  List<Located<InetAddress>> addresses(LvshParser.AddressListContext context) {
    List<Located<InetAddress>> all =
        reader.list(context.address(), Values::virtualAddress, NOWHERE);
    Map<InetAddress, Span> seen = new HashMap<>();
    for (Located<InetAddress> address : all) {
      Span first = seen.putIfAbsent(address.value(), address.span());
      if (first != null && !address.value().equals(NOWHERE)) {
        reader.saidTwice(address.span().text(), address.span(), first);
      }
    }
    return all;
  }

  List<Located<PortRange>> ports(LvshParser.PortClauseContext context) {
    int before = reader.mistakes();
    List<Located<PortRange>> all =
        reader.list(context.portRange(), reader.ports()::portRange, PortRange.ANY);
    if (reader.mistakes() == before) {
      checkDisjoint(all);
    }
    return all;
  }

  private void checkDisjoint(List<Located<PortRange>> all) {
    TreeMap<Integer, Located<PortRange>> byFirst = new TreeMap<>();
    for (Located<PortRange> range : all) {
      Map.Entry<Integer, Located<PortRange>> before = byFirst.floorEntry(range.value().last());
      if (before != null && before.getValue().value().last() >= range.value().first()) {
        overlap(range, before.getValue());
      } else {
        byFirst.put(range.value().first(), range);
      }
    }
  }

  private void overlap(Located<PortRange> range, Located<PortRange> other) {
    String said = Values.shortened(range.span().text());
    if (range.value().equals(other.value())) {
      reader.saidTwice(said.equals("any") ? "'any'" : "port " + said, range.span(), other.span());
    } else {
      String message = said + " overlaps " + Values.shortened(other.span().text());
      reader.report(
          Diagnostic.error("ports-overlap", range.span(), message)
              .withHint("say each port once; 'any' stands alone"));
    }
  }
}
