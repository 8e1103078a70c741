/**
 * Asks the real servers of services, over the network, whether their ports answer, which
 * certificates they show and what they say to HTTP. Depends on {@code kernel.model} and {@code
 * shell.compile}.
 */
package org.lvsh.shell.probe;
