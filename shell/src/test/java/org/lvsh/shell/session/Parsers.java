package org.lvsh.shell.session;

import java.util.Set;
import org.lvsh.language.parse.FileLoader;
import org.lvsh.language.parse.PortNames;
import org.lvsh.language.parse.StatementParser;

/** Parsers that know no names of ports, whatever the machine has. */
public final class Parsers {
  private Parsers() {}

  public static StatementParser withoutPortNames() {
    return new StatementParser(
        new FileLoader(),
        new PortNames() {
          @Override
          public Set<Integer> of(String name) {
            return Set.of();
          }

          @Override
          public Set<String> all() {
            return Set.of();
          }
        });
  }
}
