/**
 * What a live view shows: the state of services and of the connection table at one moment, put in
 * order, and what somebody who looks at it has chosen, as values that do not change. Depends on
 * {@code shell.compile}, {@code language.ast}, {@code kernel} and {@code kernel.model}.
 */
package org.lvsh.shell.watch;
