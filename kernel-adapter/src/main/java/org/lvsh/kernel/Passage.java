package org.lvsh.kernel;

import java.time.Duration;

/**
 * What passing time has brought.
 *
 * @param clock what the clock says now; it began at 0
 * @param endedConnections those that ended meanwhile
 * @param endedTemplates likewise
 * @param connections those there are now
 * @param templates likewise
 */
public record Passage(
    Duration clock, long endedConnections, long endedTemplates, long connections, long templates) {}
