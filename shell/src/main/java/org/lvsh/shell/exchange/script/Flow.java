package org.lvsh.shell.exchange.script;

/** Which way it goes on behind a command. */
enum Flow {
  ON,
  /** With the next time of a loop. */
  CONTINUE,
  /** Behind a loop. */
  BREAK,
  /** Behind the call of a function. */
  RETURN,
  /** Not at all. */
  END;

  /** What a command makes of it. */
  static Flow of(String program) {
    return switch (program) {
      case "continue" -> CONTINUE;
      case "break" -> BREAK;
      case "return" -> RETURN;
      case "exit" -> END;
      default -> ON;
    };
  }

  boolean isOfLoop() {
    return this == CONTINUE || this == BREAK;
  }
}
