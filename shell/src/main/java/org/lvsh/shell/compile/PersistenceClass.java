package org.lvsh.shell.compile;

/** What a persistence template of a service is keyed by. */
public enum PersistenceClass {
  /** PCC: all of a client's connections to one address. */
  CLIENT,
  /** PPC: a client's connections to one port. */
  PORT,
  /** A client's connections to all that carries one firewall mark. */
  FIREWALL_MARK
}
