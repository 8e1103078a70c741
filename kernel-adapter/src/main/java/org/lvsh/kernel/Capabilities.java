package org.lvsh.kernel;

import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a kernel can do.
 *
 * @param schedulers the schedulers it has or can load
 * @param persistenceEngines likewise, such as {@code sip}
 */
public record Capabilities(Set<String> schedulers, Set<String> persistenceEngines) {
  public Capabilities {
    schedulers = Collections.unmodifiableSet(new TreeSet<>(schedulers));
    persistenceEngines = Collections.unmodifiableSet(new TreeSet<>(persistenceEngines));
  }
}
