package org.lvsh.shell.plan;

import org.lvsh.kernel.model.MarkRule;

/** That a mark rule comes or goes. */
public record RuleChange(boolean added, MarkRule rule) {}
