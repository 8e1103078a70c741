package org.lvsh.shell.view;

import java.util.Collection;
import java.util.List;
import org.lvsh.kernel.model.MarkRule;

/** The commands that keep mark rules, for one kind of firewall. */
interface FirewallCommands {
  /**
   * What must be there before the first rule; harmless where it is.
   *
   * @param added all rules that will be added
   */
  List<String> preparation(Collection<MarkRule> added);

  List<String> add(MarkRule rule);

  List<String> remove(MarkRule rule);
}
