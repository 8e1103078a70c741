/**
 * Main, the wiring and the runners: alone sees Spring Shell, JLine and the kernels together. May
 * depend on everything.
 */
package org.lvsh.shell.app;
