package org.lvsh.language.parse;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Texts that are nearly statements, and texts that are nothing at all, by chance. */
public final class Mutations {
  /** What is put in: separators, half words, numbers at their bounds, and what no word can hold. */
  private static final List<String> PIECES =
      List.of(
          ",",
          ";",
          "\n",
          "\r",
          "\r\n",
          "\\",
          "\\\n",
          "#",
          "\"",
          "\t",
          " ",
          "[",
          "]",
          ":",
          "::",
          "-",
          "/",
          "/0",
          "0",
          "65536",
          "4294967296",
          "99999999999999999999",
          "0x",
          "any",
          "no",
          "on",
          "service web on",
          "server",
          "with",
          "per",
          "{",
          "=",
          "\0",
          "\u001b[2J",
          "\u00a0",
          "\ufeff",
          "\u202e",
          "\u2028",
          "e\u0301",
          "\u6f22",
          "\ud83e\udd8a",
          "\ud83e",
          "\udd8a",
          "\uff11",
          "\u0661",
          "%eth0",
          "$x",
          "::ffff:1.2.3.4",
          "01",
          "256");

  private final Random random;
  private final RandomStatements statements;

  public Mutations(Random random) {
    this.random = random;
    this.statements = new RandomStatements(random);
  }

  /** A text. */
  public String next() {
    return switch (random.nextInt(8)) {
      case 0 -> characters();
      case 1 -> pieces();
      case 2 ->
          mutated(statements.next() + (random.nextBoolean() ? "\n" : "; ") + statements.next());
      default -> mutated(statements.next());
    };
  }

  private String mutated(String text) {
    String mutated = text;
    for (int times = random.nextInt(4); times > 0; times--) {
      mutated = random.nextBoolean() ? withOtherWords(mutated) : withOtherCharacters(mutated);
    }
    return mutated;
  }

  private String withOtherWords(String text) {
    List<String> words = new ArrayList<>(List.of(text.split(" ", -1)));
    int at = random.nextInt(words.size());
    switch (random.nextInt(4)) {
      case 0 -> words.remove(at);
      case 1 -> words.add(at, words.get(at));
      case 2 -> Collections.swap(words, at, random.nextInt(words.size()));
      default -> words.add(at, piece());
    }
    return String.join(" ", words);
  }

  /** May also cut a pair of surrogates apart. */
  private String withOtherCharacters(String text) {
    StringBuilder characters = new StringBuilder(text);
    int at = random.nextInt(text.length() + 1);
    int other = random.nextInt(text.length() + 1);
    switch (random.nextInt(4)) {
      case 0 -> characters.delete(at, Math.min(at + 1, text.length()));
      case 1 -> characters.insert(at, text, Math.min(at, other), Math.max(at, other));
      case 2 -> characters.insert(at, piece());
      default -> characters.replace(at, Math.min(at + 1, text.length()), piece());
    }
    return characters.toString();
  }

  private String pieces() {
    StringBuilder text = new StringBuilder();
    for (int count = random.nextInt(20); count > 0; count--) {
      text.append(piece()).append(random.nextBoolean() ? " " : "");
    }
    return text.toString();
  }

  private String characters() {
    int[] bounds = {0x80, 0x3000, 0x10000};
    StringBuilder text = new StringBuilder();
    for (int count = random.nextInt(40); count > 0; count--) {
      if (random.nextInt(5) == 0) {
        text.appendCodePoint(random.nextInt(Character.MAX_CODE_POINT + 1));
      } else {
        text.append((char) random.nextInt(bounds[random.nextInt(bounds.length)]));
      }
    }
    return text.toString();
  }

  private String piece() {
    return PIECES.get(random.nextInt(PIECES.size()));
  }
}
