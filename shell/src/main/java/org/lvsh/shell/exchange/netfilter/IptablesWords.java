package org.lvsh.shell.exchange.netfilter;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.lvsh.language.diagnostic.Source;
import org.lvsh.language.diagnostic.Span;
import org.lvsh.shell.exchange.script.Word;

/**
 * The words of iptables(8) as getopt_long(3) takes them apart: a value may hang on its option, as
 * in {@code -tmangle}, {@code -jMARK} or {@code --set-mark=1}, and options without one may share a
 * word, as in {@code -nvL}. iptables-restore(8) has other letters.
 */
final class IptablesWords {
  private static final String WITH_VALUE = "ACDRILSMFZNXEPopsdjitmcgwW";
  private static final String ALONE = "hVfbvnx46";
  private static final String WITH_VALUE_OF_RESTORE = "TMwW";
  private static final String ALONE_OF_RESTORE = "bcvVthn46";

  /** What follows these is a text of the operator, whatever it looks like. */
  private static final Set<String> TEXT =
      Set.of("--comment", "--log-prefix", "--nflog-prefix", "--string", "--hex-string");

  private IptablesWords() {}

  /** Those of iptables and ip6tables. */
  static List<Word> of(List<Word> words) {
    return of(words, WITH_VALUE, ALONE);
  }

  /** Those of iptables-restore and ip6tables-restore. */
  static List<String> ofRestore(List<Word> words) {
    return of(words, WITH_VALUE_OF_RESTORE, ALONE_OF_RESTORE).stream().map(Word::text).toList();
  }

  private static List<Word> of(List<Word> words, String withValue, String alone) {
    List<Word> all = new ArrayList<>();
    for (Word word : words) {
      boolean text = !all.isEmpty() && TEXT.contains(all.get(all.size() - 1).text());
      if (text) {
        all.add(word);
      } else if (word.text().startsWith("--")) {
        addLong(word, all);
      } else if (word.text().startsWith("-") && word.text().length() > 2) {
        addShort(word, withValue, alone, all);
      } else {
        all.add(word);
      }
    }
    return all;
  }

  /** The same as {@link #of(List)}, of texts. */
  static List<String> texts(List<String> words) {
    return of(words.stream().map(IptablesWords::word).toList()).stream().map(Word::text).toList();
  }

  private static Word word(String text) {
    return new Word(text, new Span(Source.of("", text), 0, text.length()));
  }

  private static void addLong(Word word, List<Word> all) {
    String text = word.text();
    int sign = text.indexOf('=');
    if (sign > 2) {
      all.add(word.part(0, sign));
      all.add(word.part(sign + 1, text.length()));
    } else {
      all.add(word);
    }
  }

  private static void addShort(Word word, String withValue, String alone, List<Word> all) {
    String text = word.text();
    int at = 1;
    while (at < text.length() && alone.indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    if (at < text.length() && withValue.indexOf(text.charAt(at)) < 0) {
      all.add(word);
      return;
    }
    for (int one = 1; one < Math.min(at + 1, text.length()); one++) {
      all.add(new Word("-" + text.charAt(one), word.part(one, one + 1).span()));
    }
    if (at + 1 < text.length()) {
      all.add(word.part(at + 1, text.length()));
    }
  }
}
