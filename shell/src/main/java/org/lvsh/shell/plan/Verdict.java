package org.lvsh.shell.plan;

import java.util.Optional;
import org.lvsh.kernel.model.Setting;

/**
 * What becomes of something that a step touches, and why.
 *
 * @param operation the place of the step
 * @param decidedBy the setting that decides; empty where none does
 */
record Verdict(int operation, Fate fate, Optional<Setting> decidedBy, String why) {
  static Verdict of(int operation, Fate fate, String why) {
    return new Verdict(operation, fate, Optional.empty(), why);
  }

  Verdict by(Setting setting) {
    return new Verdict(operation, fate, Optional.of(setting), why);
  }
}
