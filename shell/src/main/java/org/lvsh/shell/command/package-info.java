/**
 * What each statement does, as a command of Spring Shell. Depends on the language, {@code kernel},
 * {@code kernel.model}, {@code kernel.snapshot} and the packages of the shell above it: compile,
 * plan, apply, session, probe, exchange, watch, view.
 */
package org.lvsh.shell.command;
