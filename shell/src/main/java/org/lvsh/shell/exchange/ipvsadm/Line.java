package org.lvsh.shell.exchange.ipvsadm;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lvsh.language.diagnostic.Span;
import org.lvsh.shell.exchange.script.Word;

/**
 * A command line of ipvsadm, cut into its options.
 *
 * @param said the options in their order, each with its value, where it has one
 * @param rest the words that belong to no option
 */
record Line(
    Command command, Word verb, Map<Option, Optional<Word>> said, List<Word> rest, Span where) {
  Optional<Word> value(Option option) {
    return said.getOrDefault(option, Optional.empty());
  }

  boolean has(Option option) {
    return said.containsKey(option);
  }
}
