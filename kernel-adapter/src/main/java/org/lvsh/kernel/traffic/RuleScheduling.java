package org.lvsh.kernel.traffic;

import java.util.Optional;

/** A scheduler that remembers nothing, at work in one service. */
final class RuleScheduling extends Scheduling {
  private final Rule rule;

  /** Made when it is needed, after whatever changed the servers. */
  private Optional<Rule.Choice<Destination>> choice = Optional.empty();

  RuleScheduling(Rule rule) {
    this.rule = rule;
  }

  @Override
  Optional<Destination> choose(BalancedService service, Packet packet, Moment moment) {
    if (choice.isEmpty()) {
      choice = Optional.of(rule.among(service.key().family(), service));
    }
    return choice.get().choose(packet, service.scheduler().flags());
  }

  @Override
  void added(BalancedService service, Destination destination) {
    choice = Optional.empty();
  }

  @Override
  void removed(BalancedService service, Destination destination) {
    choice = Optional.empty();
  }

  @Override
  void changed(BalancedService service) {
    choice = Optional.empty();
  }
}
