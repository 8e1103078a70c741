/**
 * The difference between two states as a plan: what changes, of which service, in which order, and
 * whom each step touches; and a plan as a file. Depends on {@code kernel.model}, {@code kernel},
 * {@code kernel.snapshot}, {@code language.diagnostic}, {@code shell.compile} and Gson.
 */
package org.lvsh.shell.plan;
