package org.lvsh.kernel.netlink;

import java.nio.ByteBuffer;

/** A netlink socket to a part of the kernel, and to nobody else. For one thread at a time. */
public interface NetlinkSocket extends AutoCloseable {

  /**
   * Sends a datagram. When it returns the kernel has carried out every message in it.
   *
   * @throws NetlinkException where it was not sent; then the kernel has seen none of it
   */
  void send(ByteBuffer datagram);

  /**
   * Waits for the next datagram, no longer than the socket's time limit.
   *
   * @return the datagram from its position to its limit; good until the next one is received
   * @throws NetlinkException where none came (no answer), where the kernel had to drop some
   *     (answers lost), or where it was longer than the socket can take (damaged)
   */
  ByteBuffer receive();

  /** How many bytes of answers the kernel keeps until they are received, its own upkeep counted. */
  int receiveBufferBytes();

  @Override
  void close();

  /** Opens sockets. */
  @FunctionalInterface
  interface Factory {
    /**
     * Opens one.
     *
     * @param answerBytes the longest datagram that it receives; the kernel makes those of a listing
     *     as long as the longest that was waited for ({@code netlink_dump})
     * @throws NetlinkException (unreachable) where that cannot be
     */
    NetlinkSocket open(int answerBytes);
  }
}
