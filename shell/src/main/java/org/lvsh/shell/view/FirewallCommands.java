package org.lvsh.shell.view;

import java.util.List;
import org.lvsh.kernel.model.MarkRule;

/** The commands that keep mark rules, for one kind of firewall. */
interface FirewallCommands {
  /** What must be there before the first rule; harmless where it is. */
  List<String> preparation();

  List<String> add(MarkRule rule);

  List<String> remove(MarkRule rule);
}
