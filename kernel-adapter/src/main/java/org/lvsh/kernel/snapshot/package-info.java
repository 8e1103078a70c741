/**
 * A snapshot, with or without traffic, as text and back, so that it outlives the kernel it was read
 * from. Depends on {@code kernel.model}, {@code kernel.traffic} and Gson.
 */
package org.lvsh.kernel.snapshot;
