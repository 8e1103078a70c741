package org.lvsh.shell.session;

import org.lvsh.language.ast.Statement;

/**
 * A statement that changes the candidate and is not applied yet.
 *
 * @param source whose a declaration is
 * @param interactive whether somebody typed it
 */
public record Staged(Statement statement, String source, boolean interactive) {}
