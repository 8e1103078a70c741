/**
 * Carries a plan out, and puts back what was done where it fails on the way. Depends on {@code
 * kernel}, {@code kernel.model} and {@code shell.plan}.
 */
package org.lvsh.shell.apply;
