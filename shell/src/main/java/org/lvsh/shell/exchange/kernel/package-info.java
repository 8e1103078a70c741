/**
 * A running kernel as something to import. Depends on {@code language.diagnostic}, {@code
 * kernel.model}, {@code shell.exchange} and its packages {@code script} and {@code netfilter}.
 */
package org.lvsh.shell.exchange.kernel;
