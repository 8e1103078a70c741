package org.lvsh.language.parse;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lvsh.language.ast.Statement;
import org.lvsh.language.format.StatementWriter;

/** Keywords may be used as names where a name is expected. */
class KeywordNamesTest {

  static Set<String> keywords() {
    return GrammarTest.keywords();
  }

  @ParameterizedTest
  @MethodSource("keywords")
  void aKeywordIsANameWhereverOneIsExpected(String word) {
    readsAndWrites("service %s on 192.168.0.1 port 80 wlc", word);
    readsAndWrites("service %s on mark 5", word);
    readsAndWrites("set %s sticky 5s", word);
    readsAndWrites("set %s server 10.0.0.1 weight 2", word);
    readsAndWrites("add server 10.0.0.1 direct to %s", word);
    readsAndWrites("remove server 10.0.0.1 from %s", word);
    readsAndWrites("remove service %s", word);
    readsAndWrites("rename %s to web", word);
    readsAndWrites("rename web to %s", word);
    readsAndWrites("show service %s as json", word);
    readsAndWrites("kernel %s = 1", word);
    readsAndWrites("kernel x = %s", word);
    readsAndWrites("zero %s", word);
    readsAndWrites("show templates for %s by client", word);
    readsAndWrites("watch service %s", word);
    readsAndWrites("watch rates for %s as json", word);
    readsAndWrites("explain %s", word);
    readsAndWrites("probe %s", word);
    readsAndWrites("probe %s http /health tls as json", word);
    readsAndWrites("probe web host %s tls", word);
    readsAndWrites("drain 10.0.0.1 from %s within 5s", word);
    readsAndWrites("undrain 10.0.0.1 in %s", word);
    readsAndWrites("simulate 5 clients to %s for 5s", word);
    readsAndWrites("adopt %s", word);
    readsAndWrites("adopt web as %s", word);
    readsAndWrites("pool %s", word);
    readsAndWrites("remove pool %s", word);
    readsAndWrites("set web pool %s", word);
    readsAndWrites("let %s = 1", word);
    readsAndWrites("let x = %s", word);
    readsAndWrites("source %s", word);
    readsAndWrites("help %s", word);
  }

  @ParameterizedTest
  @MethodSource("keywords")
  void aKeywordMayBeTheNameOfAnotherScheduler(String word) {
    String text = "service web on 192.168.0.1 port 80 scheduler " + word;
    Statement.Service service = (Statement.Service) Samples.statement(text);
    assertEquals(1, service.options().size());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "plan",
        "apply",
        "check",
        "format",
        "include",
        "plan shop.lvs against",
        "plan shop.lvs to",
        "import ipvsadm",
        "import ipvsadm lvs.rules with",
        "import kernel to",
        "export lvs to"
      })
  void aKeywordIsAFileInQuotes(String verb) {
    for (String word : keywords()) {
      readsAndWrites(verb + " \"%s\"", word);
    }
  }

  private static void readsAndWrites(String form, String word) {
    String text = form.formatted(word);
    assertEquals(text, new StatementWriter().write(Samples.statement(text)));
  }
}
