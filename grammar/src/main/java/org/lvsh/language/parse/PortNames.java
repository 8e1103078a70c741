package org.lvsh.language.parse;

import java.util.Set;

/** The names that ports have on a machine ({@code services(5)}). */
public interface PortNames {
  /** The ports of a name, whatever the protocol; none where there is no such name. */
  Set<Integer> of(String name);

  /** All names. */
  Set<String> all();
}
