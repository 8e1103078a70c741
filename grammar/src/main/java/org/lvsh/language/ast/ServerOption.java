package org.lvsh.language.ast;

import java.util.OptionalLong;
import org.lvsh.language.diagnostic.Span;

/** An option of a real server; each kind is said at most once. */
public sealed interface ServerOption {
  Span span();

  <R> R accept(Cases<R> cases);

  /** One case for each kind of option. */
  interface Cases<R> {
    R weight(Weight option);

    R forwarding(Forwarding option);

    R limit(Limit option);
  }

  /**
   * {@code weight N}.
   *
   * @param weight 0 to 2147483647
   */
  record Weight(Span span, int weight) implements ServerOption {
    @Override
    public <R> R accept(Cases<R> cases) {
      return cases.weight(this);
    }
  }

  /** The ways to a real server. */
  enum Method {
    DIRECT,
    MASQUERADE,
    IPIP,
    GUE,
    GRE
  }

  /** How a tunnel's outer header is summed. */
  enum Checksum {
    NONE,
    FULL,
    REMOTE
  }

  /**
   * {@code direct}, {@code masquerade} or {@code tunnel …}.
   *
   * @param guePort 1 to 65535 for GUE, else 0
   */
  record Forwarding(Span span, Method method, int guePort, Checksum checksum)
      implements ServerOption {
    @Override
    public <R> R accept(Cases<R> cases) {
      return cases.forwarding(this);
    }
  }

  /**
   * {@code limit UPPER [resume LOWER]}.
   *
   * @param upper 0 (none) to 2147483647
   * @param lower empty: the kernel's three quarters of {@code upper}
   */
  record Limit(Span span, long upper, OptionalLong lower) implements ServerOption {
    @Override
    public <R> R accept(Cases<R> cases) {
      return cases.limit(this);
    }
  }
}
