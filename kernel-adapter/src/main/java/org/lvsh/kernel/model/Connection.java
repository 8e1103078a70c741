package org.lvsh.kernel.model;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;

/**
 * A line of {@code ip_vs_conn} in /proc. A persistence template has client port 0; a mark's
 * template has protocol number 0 and the mark in place of the virtual address.
 *
 * @param protocol the number in the IP header; 0 (IP) for a mark's template
 * @param virtualAddress as the kernel prints it: an address, or the mark of a mark's template
 * @param expires time left, whole seconds
 * @param engineData what a persistence engine keeps, such as {@code sip abc@host}; may be empty
 */
public record Connection(
    int protocol,
    IpAddress client,
    int clientPort,
    IpAddress virtualAddress,
    int virtualPort,
    IpAddress server,
    int serverPort,
    String state,
    Duration expires,
    String engineData) {

  /** Whether this is no connection, but says where a client's next ones go. */
  public boolean isTemplate() {
    return clientPort == 0;
  }

  /** The mark whose template this is: it stands in the address's first 32 bits. */
  public Optional<Mark> mark() {
    if (protocol != 0) {
      return Optional.empty();
    }
    long number = Integer.toUnsignedLong(ByteBuffer.wrap(virtualAddress.bytes()).getInt());
    return number == 0 ? Optional.empty() : Optional.of(new Mark(number));
  }
}
