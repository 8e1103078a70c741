/** Benchmarks that {@code scripts/bench} runs; they print figures and assert nothing. */
package org.lvsh.shell.bench;
