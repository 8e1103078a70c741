package org.lvsh.language.ast;

import java.net.InetAddress;
import org.lvsh.language.diagnostic.Span;

/** Which clients count as one: {@code /24}, or {@code mask 255.0.255.0}. */
public sealed interface Granularity {
  Span span();

  <R> R accept(Cases<R> cases);

  /** One case for each way to say it. */
  interface Cases<R> {
    R prefix(Prefix prefix);

    R mask(Mask mask);
  }

  /**
   * The leading bits.
   *
   * @param length 1 to 128
   */
  record Prefix(Span span, int length) implements Granularity {
    @Override
    public <R> R accept(Cases<R> cases) {
      return cases.prefix(this);
    }
  }

  /** Any bits of an IPv4 address. */
  record Mask(Span span, InetAddress mask) implements Granularity {
    @Override
    public <R> R accept(Cases<R> cases) {
      return cases.mask(this);
    }
  }
}
