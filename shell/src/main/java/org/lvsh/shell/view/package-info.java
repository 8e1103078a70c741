/**
 * Model in, lines out: one class for each form. No input, no output. Depends on {@code
 * language.diagnostic}, {@code language.ast}, {@code language.format}, {@code kernel.model}, {@code
 * kernel.snapshot}, {@code shell.compile}, {@code shell.plan}, {@code shell.store} and {@code
 * shell.apply}.
 */
package org.lvsh.shell.view;
