/**
 * {@code keepalived.conf} to services, and back. Pure but for {@link
 * org.lvsh.shell.exchange.keepalived.DiskConfigFiles}, which finds the files that one includes.
 * Depends on {@code language.diagnostic}, {@code language.parse} for reading them, {@code
 * kernel.model}, {@code shell.compile} and {@code shell.exchange}.
 */
package org.lvsh.shell.exchange.keepalived;
