package org.lvsh.kernel.netlink;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * An element of a set or a map of nftables. Each part of a key takes a multiple of four bytes, with
 * zeros behind it.
 *
 * @param key what is looked up; of a range of keys the first; empty where it is for all others
 * @param last the last key of a range
 * @param data what a map has for the key; empty bytes where that is a verdict
 * @param comment at most 253 bytes in UTF-8
 */
public record NftElement(
    ByteBuffer key,
    Optional<ByteBuffer> last,
    Optional<ByteBuffer> data,
    Optional<String> comment) {
  public NftElement {
    key = key.asReadOnlyBuffer();
    last = last.map(ByteBuffer::asReadOnlyBuffer);
    data = data.map(ByteBuffer::asReadOnlyBuffer);
  }
}
