package org.lvsh.kernel.firewall;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lvsh.kernel.model.IpAddress;
import org.lvsh.kernel.model.Mark;
import org.lvsh.kernel.model.MarkRule;
import org.lvsh.kernel.model.Ports;
import org.lvsh.kernel.model.Protocol;
import org.lvsh.kernel.netlink.NftElement;

/**
 * What our table holds as elements. A key has its parts one after another, each with zeros up to a
 * multiple of four bytes; marks are in the order of this machine, addresses and ports in that of
 * the network.
 */
final class NftEntries {
  /** The types of nft ({@code enum datatypes}), six bits for each part of a key. */
  static final int IPV4_TYPE = 7;

  static final int IPV6_TYPE = 8;
  static final int PROTOCOL_TYPE = 12;
  static final int PORT_TYPE = 13;
  static final int MARK_TYPE = 19;
  private static final int TYPE_BITS = 6;

  /** The notes hang as comments on pairs of numbers, for which nft has no plainer type. */
  static final int NOTES_TYPE = concatenated(MARK_TYPE, MARK_TYPE);

  static final List<Integer> NOTES_LENGTHS = List.of(Integer.BYTES, Integer.BYTES);

  private static final int PART = Integer.BYTES;

  private NftEntries() {}

  static int concatenated(int... types) {
    int all = 0;
    for (int type : types) {
      all = all << TYPE_BITS | type;
    }
    return all;
  }

  static NftElement of(MarkRule rule) {
    MarkRule.Match match = rule.match();
    Ports ports = match.ports();
    return new NftElement(
        key(match, ports.first()),
        MarkMap.of(match).ofRanges() ? Optional.of(key(match, ports.last())) : Optional.empty(),
        Optional.of(number(rule.mark().value())),
        Optional.empty());
  }

  private static ByteBuffer key(MarkRule.Match match, int port) {
    byte[] address = match.address().bytes();
    ByteBuffer key = ByteBuffer.allocate(address.length + 2 * PART).put(address);
    key.put(address.length, (byte) match.protocol().number());
    return key.putShort(address.length + PART, (short) port).clear();
  }

  private static ByteBuffer number(long value) {
    return ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.nativeOrder()).putInt(0, (int) value);
  }

  static NftElement of(Map.Entry<NotePlace, String> piece) {
    ByteBuffer key =
        ByteBuffer.allocate(2 * PART)
            .order(ByteOrder.nativeOrder())
            .putInt(0, (int) piece.getKey().note())
            .putInt(PART, piece.getKey().part());
    return new NftElement(key, Optional.empty(), Optional.empty(), Optional.of(piece.getValue()));
  }

  /**
   * The rule that an element of one of our maps is.
   *
   * @throws IllegalArgumentException where it is none that lvsh writes
   */
  static MarkRule rule(MarkMap map, NftElement element) {
    int bytes = map.keyLengths().get(0);
    ByteBuffer key = sized(element.key(), bytes + 2 * PART);
    byte[] address = new byte[bytes];
    key.get(0, address);
    int first = port(key, bytes);
    int last = element.last().map(end -> port(sized(end, bytes + 2 * PART), bytes)).orElse(first);
    MarkRule.Match match =
        new MarkRule.Match(protocol(key.get(bytes)), IpAddress.of(address), new Ports(first, last));
    if (!element.last().map(key(match, last)::equals).orElse(true)) {
      throw strange("a range of addresses or protocols");
    }
    ByteBuffer mark = sized(element.data().orElseThrow(() -> strange("no mark")), Integer.BYTES);
    return new MarkRule(match, new Mark(unsigned(mark, 0)));
  }

  private static int port(ByteBuffer key, int addressBytes) {
    return Short.toUnsignedInt(key.order(ByteOrder.BIG_ENDIAN).getShort(addressBytes + PART));
  }

  private static Protocol protocol(byte number) {
    for (Protocol protocol : Protocol.values()) {
      if (protocol.number() == Byte.toUnsignedInt(number)) {
        return protocol;
      }
    }
    throw strange("protocol " + Byte.toUnsignedInt(number));
  }

  /**
   * Where the piece of a note stands that an element of our set is.
   *
   * @throws IllegalArgumentException where it is none that lvsh writes
   */
  static NotePlace place(NftElement element) {
    ByteBuffer key = sized(element.key(), 2 * PART);
    int note = key.order(ByteOrder.nativeOrder()).getInt(0);
    int part = key.getInt(PART);
    if (note < 0 || part < 0) {
      throw strange("a note with a number that none has");
    }
    return new NotePlace(note, part);
  }

  /**
   * The piece itself.
   *
   * @throws IllegalArgumentException where there is none
   */
  static String piece(NftElement element) {
    return element.comment().orElseThrow(() -> strange("a note without text"));
  }

  private static long unsigned(ByteBuffer bytes, int at) {
    return Integer.toUnsignedLong(bytes.order(ByteOrder.nativeOrder()).getInt(at));
  }

  private static ByteBuffer sized(ByteBuffer bytes, int size) {
    if (bytes.remaining() != size) {
      throw strange("a key or a mark of " + bytes.remaining() + " bytes");
    }
    return bytes.slice();
  }

  private static IllegalArgumentException strange(String what) {
    return new IllegalArgumentException("not written by lvsh: " + what);
  }
}
