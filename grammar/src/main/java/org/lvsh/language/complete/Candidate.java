package org.lvsh.language.complete;

/**
 * Something that can come next.
 *
 * @param text the word, or where the operator has to name something, what stands for it, such as
 *     {@code ADDRESS}
 * @param meaning in a few words
 */
public record Candidate(Kind kind, String text, String meaning) {}
