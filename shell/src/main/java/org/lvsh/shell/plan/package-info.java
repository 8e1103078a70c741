/**
 * The difference between two states as a plan: what changes, of which service, in which order.
 * Pure. Depends on {@code kernel.model}, {@code language.diagnostic} and {@code shell.compile}.
 */
package org.lvsh.shell.plan;
