package org.lvsh.language.ast;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.lvsh.language.diagnostic.Span;

/** An option of a service; each kind is said at most once. */
public sealed interface ServiceOption {
  Span span();

  <R> R accept(Cases<R> cases);

  /** One case for each kind of option. */
  interface Cases<R> {
    R sticky(Sticky option);

    R scheduling(Scheduling option);

    R firewallMark(FirewallMark option);

    R onePacket(OnePacket option);

    R protocols(Protocols option);

    R allow(Allow option);

    R pool(Pool option);
  }

  /**
   * {@code sticky DURATION [per …] [by sip]}.
   *
   * @param time 1 s or more, whole seconds
   */
  record Sticky(Span span, Duration time, Optional<Granularity> per, boolean bySip)
      implements ServiceOption {
    @Override
    public <R> R accept(Cases<R> cases) {
      return cases.sticky(this);
    }
  }

  /**
   * A scheduler and its flags.
   *
   * @param flags as written: {@code fallback}, {@code port}, {@code flag-1} to {@code flag-3}
   */
  record Scheduling(Span span, Located<String> name, List<Located<String>> flags)
      implements ServiceOption {
    public Scheduling {
      flags = List.copyOf(flags);
    }

    @Override
    public <R> R accept(Cases<R> cases) {
      return cases.scheduling(this);
    }
  }

  /**
   * {@code mark N} or {@code mark auto}.
   *
   * @param mark 1 to 4294967295; empty: automatic
   */
  record FirewallMark(Span span, OptionalLong mark) implements ServiceOption {
    @Override
    public <R> R accept(Cases<R> cases) {
      return cases.firewallMark(this);
    }
  }

  /** {@code one-packet}. */
  record OnePacket(Span span) implements ServiceOption {
    @Override
    public <R> R accept(Cases<R> cases) {
      return cases.onePacket(this);
    }
  }

  /** {@code tcp,udp}. */
  record Protocols(Span span, List<Located<TransportProtocol>> protocols) implements ServiceOption {
    public Protocols {
      protocols = List.copyOf(protocols);
    }

    @Override
    public <R> R accept(Cases<R> cases) {
      return cases.protocols(this);
    }
  }

  /**
   * {@code allow CODE,…}: these warnings about the service are not wanted.
   *
   * @param codes as written
   */
  record Allow(Span span, List<Located<String>> codes) implements ServiceOption {
    public Allow {
      codes = List.copyOf(codes);
    }

    @Override
    public <R> R accept(Cases<R> cases) {
      return cases.allow(this);
    }
  }

  /** {@code pool NAME}: the servers of that pool are the service's. */
  record Pool(Span span, Located<String> name) implements ServiceOption {
    @Override
    public <R> R accept(Cases<R> cases) {
      return cases.pool(this);
    }
  }
}
