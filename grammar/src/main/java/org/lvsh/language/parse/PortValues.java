package org.lvsh.language.parse;

import java.net.InetAddress;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lvsh.language.ast.Endpoint;
import org.lvsh.language.ast.PortRange;
import org.lvsh.language.ast.ServerAddress;
import org.lvsh.language.diagnostic.Diagnostic;
import org.lvsh.language.diagnostic.Suggestion;

/** Reads ports, by number or by name, and the addresses that may have one behind them. */
final class PortValues {
  private static final Pattern RANGE = Pattern.compile("([^-]*)-([^-]*)");
  private static final Pattern LIKE_A_NAME = Pattern.compile("(?=.*[A-Za-z])[A-Za-z0-9_.+*/-]+");
  private static final int LIMIT = 65_535;
  private static final int EXAMPLE = 80;

  private final PortNames names;

  PortValues(PortNames names) {
    this.names = names;
  }

  PortRange portRange(Word said) throws Values.Mistake {
    String word = said.text();
    if (word.equals("any")) {
      return PortRange.ANY;
    }
    Matcher range = RANGE.matcher(word);
    if (isName(word) || !range.matches()) {
      int port = port(said, word, 1);
      return new PortRange(port, port);
    }
    int first = port(said, range.group(1), 1);
    int last = port(said, range.group(2), 1);
    if (first > last) {
      throw Values.mistake("bad-range", said, "is a range the wrong way round")
          .hint("write " + last + "-" + first);
    }
    return new PortRange(first, last);
  }

  ServerAddress serverAddress(Word said) throws Values.Mistake {
    String word = said.text();
    Matcher withPort = Values.WITH_PORT.matcher(word);
    if (!withPort.matches()) {
      InetAddress address = Values.address(said, Values.unbracketed(word));
      return new ServerAddress(said.span(), address, ServerAddress.UNSAID);
    }
    InetAddress address = Values.address(said, Values.unbracketed(withPort.group(1)));
    String port = withPort.group(2);
    return new ServerAddress(
        said.span(), address, port.equals("any") ? ServerAddress.EVERY : port(said, port, 0));
  }

  /** An address at which packets begin or end, with a port or without. */
  Endpoint endpoint(Word said) throws Values.Mistake {
    String word = said.text();
    Matcher withPort = Values.WITH_PORT.matcher(word);
    if (!withPort.matches()) {
      return Endpoint.of(Values.address(said, Values.unbracketed(word)));
    }
    InetAddress address = Values.address(said, Values.unbracketed(withPort.group(1)));
    return new Endpoint(address, Optional.of(port(said, withPort.group(2), 1)));
  }

  /** The same, where the port may not be left out. */
  Endpoint target(Word said) throws Values.Mistake {
    Endpoint endpoint = endpoint(said);
    if (endpoint.port().isEmpty()) {
      throw Values.mistake("bad-port", said, "lacks a port: a packet goes to one")
          .hint("write " + new Endpoint(endpoint.address(), Optional.of(EXAMPLE)));
    }
    return endpoint;
  }

  /** A port by its number alone. */
  int number(Word said) throws Values.Mistake {
    return number(said, said.text(), 1);
  }

  /** The names of a machine are read from a file: not for what cannot be one. */
  private boolean isName(String word) {
    return isLikeAName(word) && !names.of(word).isEmpty();
  }

  private int port(Word said, String word, int least) throws Values.Mistake {
    return isLikeAName(word) ? named(said, word) : number(said, word, least);
  }

  private static boolean isLikeAName(String word) {
    return LIKE_A_NAME.matcher(word).matches();
  }

  private int named(Word said, String word) throws Values.Mistake {
    Set<Integer> ports = names.of(word);
    if (ports.isEmpty()) {
      throw mistake(
              said,
              "'" + Values.shortened(word) + "' is neither a port's number nor a name for one here")
          .hint(
              Suggestion.hint(names.all(), word)
                  .orElse("the names are those of /etc/services; write the number"));
    }
    if (ports.size() > 1) {
      throw mistake(said, "'" + word + "' is a name for several ports: " + list(ports))
          .hint("write the number");
    }
    return ports.iterator().next();
  }

  private static String list(Set<Integer> ports) {
    return String.join(", ", ports.stream().sorted().map(Object::toString).toList());
  }

  private static int number(Word said, String word, int least) throws Values.Mistake {
    if (word.isEmpty()) {
      throw Values.mistake("bad-port", said, "lacks the number of a port")
          .hint("a port is a number from " + least + " to 65535");
    }
    if (!Values.DIGITS.matcher(word).matches()) {
      throw mistake(said, "'" + Values.shortened(word) + "' is not the number of a port")
          .hint("a port is a number from " + least + " to 65535");
    }
    OptionalLong port = Values.number(word, LIMIT);
    if (port.isEmpty() || port.getAsLong() < least) {
      throw mistake(
          said,
          "there is no port " + Values.shortened(word) + ": ports go from " + least + " to 65535");
    }
    return (int) port.getAsLong();
  }

  private static Values.Mistake mistake(Word said, String message) {
    return new Values.Mistake(Diagnostic.error("bad-port", said.span(), message));
  }
}
