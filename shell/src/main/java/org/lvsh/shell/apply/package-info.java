/**
 * Carries a plan out, puts back what was done where it fails on the way, and says how to go on
 * where it was cut short. Depends on {@code kernel}, {@code kernel.model}, {@code shell.plan} and
 * {@code shell.store}.
 */
package org.lvsh.shell.apply;
