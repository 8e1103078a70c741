/**
 * Statements to the state the kernel should have, and back: the candidate, the compiler and the
 * decompiler. Pure. Depends on {@code language.diagnostic}, {@code language.ast}, {@code
 * language.format} and {@code kernel.model}.
 */
package org.lvsh.shell.compile;
