/**
 * The options and files of ipvsadm(8): what it prints and what people write for it, as a state, and
 * a state in its words. Depends on {@code language.diagnostic}, {@code kernel.model}, {@code
 * shell.exchange} and its packages {@code script} and {@code netfilter}.
 */
package org.lvsh.shell.exchange.ipvsadm;
