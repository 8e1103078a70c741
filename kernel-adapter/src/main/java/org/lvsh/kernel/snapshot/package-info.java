/**
 * A snapshot as text and back, so that it outlives the kernel it was read from. Depends on {@code
 * kernel.model} and Gson.
 */
package org.lvsh.kernel.snapshot;
