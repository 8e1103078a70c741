package org.lvsh.shell.terminal;

import java.util.List;
import org.jline.reader.CompletingParsedLine;
import org.lvsh.language.complete.Completion;

/**
 * The word that the cursor is in, or where one may begin. What the words mean is the grammar's
 * business, so nothing is quoted or escaped here.
 */
record WordAtCursor(String line, int cursor, Completion completion)
    implements CompletingParsedLine {

  @Override
  public String word() {
    return completion.typed();
  }

  @Override
  public int wordCursor() {
    return completion.typed().length();
  }

  @Override
  public int wordIndex() {
    return 0;
  }

  @Override
  public List<String> words() {
    return List.of(word());
  }

  @Override
  public CharSequence escape(CharSequence candidate, boolean complete) {
    return candidate;
  }

  @Override
  public int rawWordCursor() {
    return cursor - completion.start();
  }

  @Override
  public int rawWordLength() {
    return completion.end() - completion.start();
  }
}
