/**
 * What IPVS does with packets: which service takes one, which real server its scheduler chooses,
 * and how long connections and persistence templates live. A model without input or output, whose
 * time is handed in. Depends on {@code kernel.model} and Guava.
 */
package org.lvsh.kernel.traffic;
