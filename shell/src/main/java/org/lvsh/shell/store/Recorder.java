package org.lvsh.shell.store;

import java.util.List;
import org.lvsh.kernel.KernelException;
import org.lvsh.kernel.model.Outcome;
import org.lvsh.shell.plan.Plan;

/** Keeps what is done to a kernel where it outlasts the process that does it. */
public interface Recorder {
  /** Keeps nothing. */
  Recorder NONE =
      new Recorder() {
        @Override
        public void begin(Plan plan) {}

        @Override
        public void begins(int batch, int batches) {}

        @Override
        public void ended(int batch, List<Outcome> outcomes) {}

        @Override
        public void done() {}

        @Override
        public void putBack() {}
      };

  /**
   * Keeps a plan before the first of it is done.
   *
   * @throws KernelException where it cannot be kept; nothing must be done then
   */
  void begin(Plan plan);

  /**
   * Keeps that a batch begins.
   *
   * @param batch counted from 0
   * @throws KernelException where that cannot be kept; the batch must not begin then
   */
  void begins(int batch, int batches);

  /** Keeps what became of it, as far as that can be; whoever recovers asks the kernel anyway. */
  void ended(int batch, List<Outcome> outcomes);

  /** All of it is done: there is nothing to recover. */
  void done();

  /** It has failed, and all is as it was when it began. */
  void putBack();
}
