package org.lvsh.shell.exchange.keepalived;

import org.lvsh.kernel.model.IpAddress;
import org.lvsh.kernel.model.Mark;
import org.lvsh.language.diagnostic.Span;

/** What stands behind {@code virtual_server}. */
sealed interface Target {

  /** An address; port 0 where none is said. */
  record OnAddress(IpAddress address, int port) implements Target {}

  record OnMark(Mark mark) implements Target {}

  record OnGroup(String name, Span where) implements Target {}
}
