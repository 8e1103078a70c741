/**
 * The kernel's vocabulary as immutable values: virtual services, real servers, mark rules, names
 * and the operations that change them. Depends on nothing but the JDK and Guava's address reader.
 */
package org.lvsh.kernel.model;
