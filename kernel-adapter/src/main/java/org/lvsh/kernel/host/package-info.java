/**
 * What Linux tells in files: the services, the connections and the settings of IPVS and the modules
 * there are. Depends on {@code kernel.model} and {@code kernel}.
 */
package org.lvsh.kernel.host;
