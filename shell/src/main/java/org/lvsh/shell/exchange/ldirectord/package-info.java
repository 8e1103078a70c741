/**
 * {@code ldirectord.cf} to services. Pure. Depends on {@code language.diagnostic}, {@code
 * kernel.model} and {@code shell.exchange}.
 */
package org.lvsh.shell.exchange.ldirectord;
