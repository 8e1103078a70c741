package org.lvsh.shell.exchange.netfilter;

import java.util.ArrayList;
import java.util.List;
import org.lvsh.language.diagnostic.Span;
import org.lvsh.shell.exchange.script.Word;

/** A place in the words of nft. Behind the last one there are only ends of statements. */
final class Cursor {
  private final List<Word> words;
  private int at;

  Cursor(List<Word> words) {
    this.words = List.copyOf(words);
  }

  boolean isAtEnd() {
    return at >= words.size();
  }

  /** The text of the next word, or of one behind it. */
  String peek(int ahead) {
    return at + ahead < words.size() ? words.get(at + ahead).text() : NftTokens.END;
  }

  String peek() {
    return peek(0);
  }

  /**
   * The next word.
   *
   * @throws IllegalStateException where there is none
   */
  Word take() {
    if (isAtEnd()) {
      throw new IllegalStateException("behind the last word");
    }
    return words.get(at++);
  }

  boolean takes(String text) {
    boolean there = !isAtEnd() && peek().equals(text);
    at += there ? 1 : 0;
    return there;
  }

  /** Where the next word stands; behind the last one, where that stands. */
  Span span() {
    return words.get(Math.min(at, words.size() - 1)).span();
  }

  void skipEnds() {
    while (!isAtEnd() && peek().equals(NftTokens.END)) {
      at++;
    }
  }

  /** The words of a statement: up to its end, or to a brace that closes what is around it. */
  List<Word> statement() {
    List<Word> statement = new ArrayList<>();
    int depth = 0;
    while (!isAtEnd()) {
      String next = peek();
      if (depth == 0 && (next.equals(NftTokens.END) || next.equals("}"))) {
        break;
      }
      depth += next.equals("{") ? 1 : next.equals("}") ? -1 : 0;
      Word word = take();
      if (!next.equals(NftTokens.END)) {
        statement.add(word);
      }
    }
    takes(NftTokens.END);
    return statement;
  }

  /** The words between braces, the ends of lines left out; none where no brace opens. */
  List<Word> block() {
    List<Word> block = new ArrayList<>();
    if (!takes("{")) {
      return block;
    }
    int depth = 1;
    while (!isAtEnd()) {
      Word word = take();
      depth += word.text().equals("{") ? 1 : word.text().equals("}") ? -1 : 0;
      if (depth == 0) {
        break;
      }
      block.add(word);
    }
    return block;
  }
}
