package org.lvsh.kernel.netlink;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.collect.Lists;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.lvsh.kernel.netlink.NfTables.OfElements;

/** Elements of sets and maps as netlink has them. */
final class NftElements {
  /** So many fit into the 64 KiB of an attribute, however long their keys and comments are. */
  private static final int MOST_IN_A_MESSAGE = 150;

  /** Of what nft keeps with an element the comment ({@code nftnl_udata_set_elem_types}). */
  private static final int COMMENT = 0;

  private static final int LONGEST_COMMENT = 253;

  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0).asReadOnlyBuffer();

  private NftElements() {}

  /** Elements as messages, each of which begins with what is written there. */
  static List<byte[]> messages(List<NftElement> elements, Supplier<MessageWriter> beginning) {
    List<byte[]> messages = new ArrayList<>();
    for (List<NftElement> some : Lists.partition(elements, MOST_IN_A_MESSAGE)) {
      MessageWriter message = beginning.get();
      message.nest(OfElements.ELEMENTS, () -> some.forEach(element -> write(element, message)));
      messages.add(message.message());
    }
    return messages;
  }

  private static void write(NftElement element, MessageWriter message) {
    message.nest(
        NfTables.ENTRY,
        () -> {
          value(OfElements.KEY, element.key(), message);
          element.last().ifPresent(last -> value(OfElements.KEY_END, last, message));
          element.data().ifPresent(data -> value(OfElements.DATA, data, message));
          element
              .comment()
              .ifPresent(comment -> message.bytes(OfElements.USER_DATA, userData(comment)));
        });
  }

  private static void value(int type, ByteBuffer bytes, MessageWriter message) {
    byte[] value = new byte[bytes.remaining()];
    bytes.get(bytes.position(), value);
    message.nest(type, () -> message.bytes(NfTables.VALUE, value));
  }

  /** A type, a length, and the comment with a zero behind it. */
  private static byte[] userData(String comment) {
    byte[] text = comment.getBytes(UTF_8);
    if (text.length > LONGEST_COMMENT) {
      throw new IllegalArgumentException("a comment of " + text.length + " bytes");
    }
    return ByteBuffer.allocate(text.length + 3)
        .put((byte) COMMENT)
        .put((byte) (text.length + 1))
        .put(text)
        .array();
  }

  /** The elements of a message. */
  static List<NftElement> read(Attributes message) {
    return message.has(OfElements.ELEMENTS)
        ? message.entries(OfElements.ELEMENTS).stream().map(NftElements::element).toList()
        : List.of();
  }

  private static NftElement element(Attributes element) {
    return new NftElement(
        optional(element, OfElements.KEY).orElse(NOTHING),
        optional(element, OfElements.KEY_END),
        optional(element, OfElements.DATA),
        element.has(OfElements.USER_DATA)
            ? comment(element.bytes(OfElements.USER_DATA))
            : Optional.empty());
  }

  private static Optional<ByteBuffer> optional(Attributes element, int type) {
    return element.has(type) ? Optional.of(value(element, type)) : Optional.empty();
  }

  /** What is no bytes is a verdict. */
  private static ByteBuffer value(Attributes element, int type) {
    Attributes value = element.nested(type);
    return value.has(NfTables.VALUE)
        ? ByteBuffer.wrap(value.bytes(NfTables.VALUE).copy())
        : NOTHING;
  }

  private static Optional<String> comment(Bytes userData) {
    int at = 0;
    while (at + 2 <= userData.length()) {
      int length = userData.u8(at + 1);
      if (at + 2 + length > userData.length()) {
        break;
      }
      if (userData.u8(at) == COMMENT && length > 0) {
        return Optional.of(new String(userData.part(at + 2, length - 1).copy(), UTF_8));
      }
      at += 2 + length;
    }
    return Optional.empty();
  }
}
