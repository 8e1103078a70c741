package org.lvsh.shell.session;

/** What becomes of the services of a source that its file speaks of no longer. */
public enum Pruning {
  /** They are left alone. */
  NONE,
  /** They are removed, unless the source would be left without a service. */
  SOME,
  /** They are removed. */
  ALL
}
