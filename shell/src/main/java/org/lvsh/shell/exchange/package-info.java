/**
 * What a director holds on its way to the tools of others and back: the types that all formats
 * share. Depends on {@code language.diagnostic}, {@code kernel.model} and {@code shell.compile}.
 */
package org.lvsh.shell.exchange;
