package org.lvsh.shell.store;

import java.time.Instant;
import org.lvsh.kernel.model.Snapshot;

/**
 * What was applied last.
 *
 * @param state the state that it led to
 */
public record Remembered(Snapshot state, Instant when) {}
