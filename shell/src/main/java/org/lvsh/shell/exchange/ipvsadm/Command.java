package org.lvsh.shell.exchange.ipvsadm;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The commands of ipvsadm(8); one stands first. */
enum Command {
  ADD_SERVICE("A", "add-service"),
  EDIT_SERVICE("E", "edit-service"),
  DELETE_SERVICE("D", "delete-service"),
  CLEAR("C", "clear"),
  ADD_SERVER("a", "add-server"),
  EDIT_SERVER("e", "edit-server"),
  DELETE_SERVER("d", "delete-server"),
  LIST("Ll", "list"),
  ZERO("Z", "zero"),
  SET("", "set"),
  START_DAEMON("", "start-daemon"),
  STOP_DAEMON("", "stop-daemon"),
  RESTORE("R", "restore"),
  SAVE("S", "save"),
  HELP("hv", "help");

  private final String letters;
  private final String word;

  Command(String letters, String word) {
    this.letters = letters;
    this.word = word;
  }

  static Optional<Command> of(char letter) {
    return Arrays.stream(values()).filter(one -> one.letters.indexOf(letter) >= 0).findFirst();
  }

  static Optional<Command> of(String word) {
    return word.equals("version")
        ? Optional.of(HELP)
        : Arrays.stream(values()).filter(one -> one.word.equals(word)).findFirst();
  }

  /** The long names. */
  static List<String> words() {
    return Arrays.stream(values()).map(one -> one.word).toList();
  }

  /** As it is written: the letter, where it has one. */
  String written() {
    return letters.isEmpty() ? "--" + word : "-" + letters.charAt(0);
  }

  /** Whether it leaves the table as it is. */
  boolean isHarmless() {
    return switch (this) {
      case LIST, ZERO, SAVE, HELP -> true;
      case ADD_SERVICE,
          EDIT_SERVICE,
          DELETE_SERVICE,
          CLEAR,
          ADD_SERVER,
          EDIT_SERVER,
          DELETE_SERVER,
          SET,
          START_DAEMON,
          STOP_DAEMON,
          RESTORE ->
          false;
    };
  }

  boolean isAboutServers() {
    return this == ADD_SERVER || this == EDIT_SERVER || this == DELETE_SERVER;
  }

  boolean needsService() {
    return isAboutServers()
        || this == ADD_SERVICE
        || this == EDIT_SERVICE
        || this == DELETE_SERVICE;
  }
}
