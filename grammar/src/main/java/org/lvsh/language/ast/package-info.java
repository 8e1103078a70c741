/**
 * The tree of a statement: sealed nodes, each with the span it was read from. Depends on {@code
 * language.diagnostic}.
 */
package org.lvsh.language.ast;
