/** Pictures of a terminal's screen, which {@code scripts/draw} draws for the README. */
package org.lvsh.shell.picture;
