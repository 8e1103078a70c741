package org.lvsh.shell.probe;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the servers of one service have answered.
 *
 * @param answers those of its ports that were asked to the end
 * @param host the name that clients call it by
 * @param now by which certificates are judged
 */
public record ServiceReport(
    ServiceAims aims, Map<Endpoint, Answer> answers, Optional<String> host, Instant now) {
  public ServiceReport {
    answers = Map.copyOf(answers);
  }

  public String name() {
    return aims.service().name();
  }

  /** What became of a port; empty where it was not asked. */
  public Optional<Answer> answer(Aim aim) {
    return Optional.ofNullable(answers.get(aim.endpoint()));
  }

  /** The certificate that a port showed. */
  public Optional<Certificate> certificate(Aim aim) {
    return answer(aim).flatMap(Answer::tls).flatMap(Answer.Tls::certificate);
  }

  /** The certificates that its servers show, numbered from 1 in the order of the ports. */
  public Map<Certificate, Integer> certificates() {
    Map<Certificate, Integer> numbers = new LinkedHashMap<>();
    for (Aim aim : aims.aims()) {
      certificate(aim).ifPresent(one -> numbers.putIfAbsent(one, numbers.size() + 1));
    }
    return numbers;
  }

  /** What is not as it should be. */
  public List<Finding> findings() {
    return new Findings(this).all();
  }

  /** Whether every port was asked. */
  public boolean isWhole() {
    return aims.aims().stream().allMatch(aim -> answer(aim).isPresent());
  }
}
