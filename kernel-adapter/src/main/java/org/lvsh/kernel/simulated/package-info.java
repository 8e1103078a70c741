/**
 * The simulated kernel: the same refusals as Linux, without Linux, in memory or kept in a file.
 * Depends on {@code kernel.model}, {@code kernel}, {@code kernel.snapshot}, {@code kernel.traffic}
 * and Guava.
 */
package org.lvsh.kernel.simulated;
