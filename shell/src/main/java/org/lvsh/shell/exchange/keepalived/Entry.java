package org.lvsh.shell.exchange.keepalived;

import java.util.ArrayList;
import java.util.List;
import org.lvsh.language.diagnostic.Span;

/** A statement, and the statements in the braces behind it, if there are braces. */
final class Entry {
  private final String text;
  private final Span span;
  private final List<Word> words;
  private final List<Entry> block = new ArrayList<>();
  private boolean hasBlock;

  Entry(PlacedText line) {
    this.text = line.text();
    this.span = line.span();
    this.words = List.copyOf(LineSplitter.words(line));
  }

  /** The words before the braces; at least one. */
  List<Word> words() {
    return words;
  }

  /** Its first word. */
  String keyword() {
    return words.get(0).text();
  }

  int size() {
    return words.size();
  }

  Word word(int index) {
    return words.get(index);
  }

  /** Where its words were written. */
  Span span() {
    return span;
  }

  boolean hasBlock() {
    return hasBlock;
  }

  List<Entry> block() {
    return block;
  }

  void openBlock() {
    hasBlock = true;
  }

  void add(Entry entry) {
    block.add(entry);
  }

  @Override
  public String toString() {
    return text;
  }
}
