/**
 * What is wrong with a text, and where: diagnostics, spans and the renderer that puts a caret under
 * the exact words. Depends on the JDK alone.
 */
package org.lvsh.language.diagnostic;
