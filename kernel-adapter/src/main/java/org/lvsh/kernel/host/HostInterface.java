package org.lvsh.kernel.host;

import java.util.Objects;

/** A network interface. */
public record HostInterface(String name, State state) {
  public HostInterface {
    Objects.requireNonNull(name);
    Objects.requireNonNull(state);
  }

  /** Whether packets can pass an interface. */
  public enum State {
    /** As far as can be told. */
    UP,
    /** It is switched on, and nothing is at its other end. */
    NO_CARRIER,
    /** It is switched off. */
    DOWN,
    /** The kernel does not say. */
    UNKNOWN
  }
}
