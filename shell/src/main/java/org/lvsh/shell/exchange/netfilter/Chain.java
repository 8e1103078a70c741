package org.lvsh.shell.exchange.netfilter;

/**
 * The name of a chain of rules.
 *
 * @param table whose it is: the family and the table, or the program
 */
record Chain(String table, String name) {}
