/**
 * The one interface to a kernel that balances, whatever stands behind it. Depends on {@code
 * kernel.model} only.
 */
package org.lvsh.kernel;
