package org.lvsh.language.parse;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The grammar's rules and words as a reader says them. */
public final class GrammarWords {
  private static final Map<Integer, String> RULES =
      Map.ofEntries(
          Map.entry(LvshParser.RULE_name, "a name"),
          Map.entry(LvshParser.RULE_serviceName, "the name of a service"),
          Map.entry(LvshParser.RULE_poolName, "the name of a pool"),
          Map.entry(LvshParser.RULE_holderName, "the name of a service or a pool"),
          Map.entry(LvshParser.RULE_letValue, "a value"),
          Map.entry(LvshParser.RULE_sourceName, "the name of a source"),
          Map.entry(LvshParser.RULE_markRange, "a range of marks such as 10-9999"),
          Map.entry(LvshParser.RULE_schedulerName, "the name of a scheduler"),
          Map.entry(LvshParser.RULE_schedulerFlag, "a flag ('fallback' or 'port')"),
          Map.entry(LvshParser.RULE_address, "an address"),
          Map.entry(LvshParser.RULE_serverAddress, "the address of a server"),
          Map.entry(LvshParser.RULE_portRange, "a port, a range such as 8000-8010, or 'any'"),
          Map.entry(LvshParser.RULE_portNumber, "a port"),
          Map.entry(LvshParser.RULE_markNumber, "a mark (a number from 1)"),
          Map.entry(LvshParser.RULE_duration, "a time such as 600s or 10m"),
          Map.entry(LvshParser.RULE_timeout, "a time such as 900s or 15m"),
          Map.entry(LvshParser.RULE_patience, "a time such as 30m"),
          Map.entry(LvshParser.RULE_probeTime, "a time such as 3s"),
          Map.entry(LvshParser.RULE_httpPath, "a path such as /health"),
          Map.entry(LvshParser.RULE_hostName, "the name of a host"),
          Map.entry(LvshParser.RULE_historyNumber, "the number of an entry of the history"),
          Map.entry(LvshParser.RULE_trialTime, "a time such as 60s or 5m"),
          Map.entry(LvshParser.RULE_clientCount, "a number of clients"),
          Map.entry(LvshParser.RULE_network, "a network such as 203.0.113.0/24"),
          Map.entry(LvshParser.RULE_traceClient, "the address of a client"),
          Map.entry(
              LvshParser.RULE_traceTarget, "a virtual address with its port (such as 10.0.0.1:80)"),
          Map.entry(LvshParser.RULE_timeSpan, "a time such as 600s or 10m"),
          Map.entry(LvshParser.RULE_interval, "a time such as 2s"),
          Map.entry(LvshParser.RULE_lineCount, "a number of lines"),
          Map.entry(LvshParser.RULE_serviceOrTime, "the name of a service, or a time such as 30s"),
          Map.entry(LvshParser.RULE_prefix, "a prefix such as /24"),
          Map.entry(LvshParser.RULE_weight, "a weight (a number from 0)"),
          Map.entry(LvshParser.RULE_limit, "a number of connections"),
          Map.entry(LvshParser.RULE_syncRole, "a role ('master' or 'backup')"),
          Map.entry(LvshParser.RULE_interfaceName, "the name of an interface"),
          Map.entry(LvshParser.RULE_syncId, "a sync id (a number from 0 to 255)"),
          Map.entry(LvshParser.RULE_ttl, "a number of hops (1 to 255)"),
          Map.entry(LvshParser.RULE_packetLength, "a number of bytes"),
          Map.entry(LvshParser.RULE_settingName, "the name of a setting"),
          Map.entry(LvshParser.RULE_settingValue, "a value"),
          Map.entry(LvshParser.RULE_settingWord, "a value"),
          Map.entry(LvshParser.RULE_warning, "the code of a warning"),
          Map.entry(LvshParser.RULE_file, "a file"),
          Map.entry(LvshParser.RULE_planFile, "a file"),
          Map.entry(LvshParser.RULE_snapshot, "a snapshot (a file that 'export' wrote)"),
          Map.entry(LvshParser.RULE_topic, "a topic"),
          Map.entry(LvshParser.RULE_protocol, "a protocol ('tcp', 'udp' or 'sctp')"),
          Map.entry(LvshParser.RULE_schedulerWord, "a scheduler (such as 'wlc' or 'rr')"),
          Map.entry(
              LvshParser.RULE_forwarding,
              "a forwarding method ('direct', 'masquerade' or 'tunnel')"));

  /** The rules that are nothing but a choice of keywords. */
  private static final Set<Integer> CHOICES =
      Set.of(
          LvshParser.RULE_protocol,
          LvshParser.RULE_schedulerWord,
          LvshParser.RULE_forwarding,
          LvshParser.RULE_syncRole);

  private GrammarWords() {}

  /** Whether a reader has a word for what a rule reads. */
  public static boolean describes(int rule) {
    return RULES.containsKey(rule);
  }

  /** That word. */
  public static String description(int rule) {
    return RULES.get(rule);
  }

  /** Whether a rule is nothing but a choice of keywords. */
  public static boolean isChoice(int rule) {
    return CHOICES.contains(rule);
  }

  /** A keyword as it is written; empty where it is none. */
  public static Optional<String> keyword(int type) {
    return Optional.ofNullable(LvshLexer.VOCABULARY.getLiteralName(type))
        .map(literal -> literal.substring(1, literal.length() - 1))
        .filter(word -> Character.isLetter(word.charAt(0)));
  }

  /** A keyword or a separator in quotes. */
  static String word(int type) {
    String literal = LvshLexer.VOCABULARY.getLiteralName(type);
    return literal == null ? "a word" : literal;
  }
}
