/**
 * Model in, lines out: one class for each form. No input, no output. Depends on {@code
 * language.diagnostic}, {@code language.ast}, {@code language.format}, {@code kernel.model}, {@code
 * kernel.traffic}, {@code kernel.snapshot}, {@code kernel.firewall}, {@code shell.compile}, {@code
 * shell.plan}, {@code shell.store}, {@code shell.apply}, {@code shell.inspect}, {@code
 * shell.exchange} with its {@code ipvsadm}, {@code shell.probe} and {@code shell.watch}.
 */
package org.lvsh.shell.view;
