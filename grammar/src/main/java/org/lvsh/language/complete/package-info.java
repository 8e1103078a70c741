/**
 * What can come next in a text, and what its words are: for the completion and the colours of a
 * prompt. Read off the grammar's own states. Depends on {@code language.diagnostic} and {@code
 * language.parse}.
 */
package org.lvsh.language.complete;
