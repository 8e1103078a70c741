/**
 * Which packets get which firewall mark: read from what iptables and nft print and from their
 * commands, and written in their words. Depends on {@code language.diagnostic}, {@code
 * kernel.model}, {@code kernel.firewall}, {@code shell.exchange} and {@code shell.exchange.script}.
 */
package org.lvsh.shell.exchange.netfilter;
