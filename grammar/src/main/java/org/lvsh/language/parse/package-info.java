/**
 * Text to tree and diagnostics: the one parser of the prompt, of scripts and of the command line.
 * ANTLR stays inside. Depends on {@code language.diagnostic} and {@code language.ast}.
 */
package org.lvsh.language.parse;
