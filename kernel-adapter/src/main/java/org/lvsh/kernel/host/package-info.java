/**
 * What Linux tells in files: the services, the connections and the settings of IPVS, the modules
 * there are, and what else makes a machine a director: interfaces, addresses, routes, processes.
 * Depends on {@code kernel.model} and {@code kernel}.
 */
package org.lvsh.kernel.host;
