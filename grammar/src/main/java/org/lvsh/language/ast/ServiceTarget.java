package org.lvsh.language.ast;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import org.lvsh.language.diagnostic.Span;

/** Which packets a service is for. */
public sealed interface ServiceTarget {
  Span span();

  <R> R accept(Cases<R> cases);

  /** One case for each kind of target. */
  interface Cases<R> {
    R onAddresses(OnAddresses target);

    R onMark(OnMark target);
  }

  /** {@code on VIP,… ports PORTS}. */
  record OnAddresses(
      Span span, List<Located<InetAddress>> addresses, List<Located<PortRange>> ports)
      implements ServiceTarget {
    public OnAddresses {
      addresses = List.copyOf(addresses);
      ports = List.copyOf(ports);
    }

    @Override
    public <R> R accept(Cases<R> cases) {
      return cases.onAddresses(this);
    }
  }

  /**
   * {@code on mark N [ipv4|ipv6]}: somebody else sets the mark.
   *
   * @param mark 1 to 4294967295
   * @param ipv6 true or false where a family is said
   */
  record OnMark(Span span, Located<Long> mark, Optional<Boolean> ipv6) implements ServiceTarget {
    @Override
    public <R> R accept(Cases<R> cases) {
      return cases.onMark(this);
    }
  }
}
