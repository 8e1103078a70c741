package org.lvsh.language.complete;

import java.util.Map;
import java.util.Set;
import org.lvsh.language.parse.LvshParser;

/** What may stand at a place: a word of the language, or something that a reader has to name. */
public enum Kind {
  /** The first word of a statement. */
  VERB,
  /** Any other word of the language. */
  KEYWORD,
  /** A scheduler that the language has a word for. */
  SCHEDULER_WORD,
  /** A value that nobody but the operator knows, such as an address. */
  VALUE,
  /** A name that is to be given. */
  NEW_NAME,
  /** The name of a service that the kernel has. */
  LIVE_SERVICE,
  /** The name of a service in the candidate. */
  SERVICE,
  /** The name of a service in the candidate that others made. */
  FOREIGN_SERVICE,
  /** The name of a pool in the candidate. */
  POOL,
  /** The name of a service or a pool in the candidate. */
  HOLDER,
  /** The address of a server in the candidate. */
  SERVER,
  /** The address of a server that is drained. */
  DRAINED_SERVER,
  /** The name of a scheduler that the language has no word for. */
  SCHEDULER,
  /** The name of a network interface. */
  INTERFACE,
  /** The name of a setting of the kernel. */
  SETTING,
  /** The number of an entry of the history. */
  ENTRY,
  /** The path of a file. */
  FILE,
  /** The code of a warning. */
  WARNING,
  /** What there is help on. */
  TOPIC,
  /** A name that stands for a value. */
  VARIABLE;

  private static final Map<Integer, Kind> BY_RULE =
      Map.ofEntries(
          Map.entry(LvshParser.RULE_name, NEW_NAME),
          Map.entry(LvshParser.RULE_serviceName, LIVE_SERVICE),
          Map.entry(LvshParser.RULE_serviceOrTime, LIVE_SERVICE),
          Map.entry(LvshParser.RULE_poolName, POOL),
          Map.entry(LvshParser.RULE_holderName, HOLDER),
          Map.entry(LvshParser.RULE_serverAddress, SERVER),
          Map.entry(LvshParser.RULE_schedulerName, SCHEDULER),
          Map.entry(LvshParser.RULE_interfaceName, INTERFACE),
          Map.entry(LvshParser.RULE_settingName, SETTING),
          Map.entry(LvshParser.RULE_sourceName, NEW_NAME),
          Map.entry(LvshParser.RULE_historyNumber, ENTRY),
          Map.entry(LvshParser.RULE_file, FILE),
          Map.entry(LvshParser.RULE_planFile, FILE),
          Map.entry(LvshParser.RULE_snapshot, FILE),
          Map.entry(LvshParser.RULE_warning, WARNING),
          Map.entry(LvshParser.RULE_topic, TOPIC));

  /** Where the address of a server is one that is to be given. */
  private static final Set<Integer> NEW_SERVERS =
      Set.of(LvshParser.RULE_serverDeclaration, LvshParser.RULE_addStatement);

  /** Where the name of a service is one of those that statements are laid over. */
  private static final Set<Integer> EDITS = Set.of(LvshParser.RULE_removal);

  private static final Set<Integer> ADOPTIONS = Set.of(LvshParser.RULE_adoptStatement);
  private static final Set<Integer> UNDRAINS = Set.of(LvshParser.RULE_undrainStatement);

  /** Whether it is a word of the language, to be taken as it is. */
  public boolean isWord() {
    return switch (this) {
      case VERB, KEYWORD, SCHEDULER_WORD -> true;
      case VALUE,
          NEW_NAME,
          LIVE_SERVICE,
          SERVICE,
          FOREIGN_SERVICE,
          POOL,
          HOLDER,
          SERVER,
          DRAINED_SERVER,
          SCHEDULER,
          INTERFACE,
          SETTING,
          ENTRY,
          FILE,
          WARNING,
          TOPIC,
          VARIABLE ->
          false;
    };
  }

  /** What the words of a rule are that reads something. */
  static Kind ofRule(Frame frame) {
    if (frame.rule() == LvshParser.RULE_serverAddress && frame.isWithinOneOf(NEW_SERVERS)) {
      return VALUE;
    }
    if (frame.rule() == LvshParser.RULE_serverAddress && frame.isWithinOneOf(UNDRAINS)) {
      return DRAINED_SERVER;
    }
    if (frame.rule() == LvshParser.RULE_serviceName && frame.isWithinOneOf(EDITS)) {
      return SERVICE;
    }
    if (frame.rule() == LvshParser.RULE_serviceName && frame.isWithinOneOf(ADOPTIONS)) {
      return FOREIGN_SERVICE;
    }
    return BY_RULE.getOrDefault(frame.rule(), VALUE);
  }
}
