/**
 * Tree to canonical text: the only way a statement is written. Depends on {@code
 * language.diagnostic} and {@code language.ast}.
 */
package org.lvsh.language.format;
