package org.lvsh.language.complete;

/**
 * Some characters of a text and what they are.
 *
 * @param start in UTF-16 units of the text
 * @param end the place behind the last one
 */
public record RoleSpan(int start, int end, Role role) {}
