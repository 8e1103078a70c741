package org.lvsh.shell.app;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Which real server answered which client, in the order in which they asked. */
record Visits(List<Answer> answers) {

  /** An answer; the server is named by its IPv4 address, whatever the family. */
  record Answer(String client, String url, String server) {
    static Answer read(String line) {
      String[] words = line.split(" ", 3);
      return new Answer(words[0], words[1], words[2]);
    }
  }

  static Visits read(String lines) {
    return new Visits(lines.lines().map(Answer::read).toList());
  }

  Visits and(Visits later) {
    List<Answer> all = new ArrayList<>(answers);
    all.addAll(later.answers);
    return new Visits(all);
  }

  /** The server of each client's first answer. */
  Map<String, String> first() {
    Map<String, String> first = new LinkedHashMap<>();
    answers.forEach(answer -> first.putIfAbsent(answer.client, answer.server));
    return first;
  }

  /** How many clients each server got first. */
  Map<String, Integer> share() {
    Map<String, Integer> share = new TreeMap<>();
    first().values().forEach(server -> share.merge(server, 1, Integer::sum));
    return share;
  }

  /** The clients that more than one server answered. */
  Set<String> parted() {
    Map<String, String> first = first();
    Set<String> parted = new TreeSet<>();
    for (Answer answer : answers) {
      if (!answer.server.equals(first.get(answer.client))) {
        parted.add(answer.client);
      }
    }
    return parted;
  }
}
