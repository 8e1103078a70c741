/**
 * Scripts of a shell, as far as can be known without running them: which commands they give, with
 * which words. Depends on {@code language.diagnostic} and {@code shell.exchange}.
 */
package org.lvsh.shell.exchange.script;
