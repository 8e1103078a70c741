package org.lvsh.kernel.netlink;

import java.util.Set;
import java.util.stream.Collectors;
import org.lvsh.kernel.netlink.NfTables.OfRule;

/**
 * What a rule does, step by step, each with what earlier ones have put into registers. A register
 * has four bytes ({@code NFT_REG32_00} on), longer values take as many in a row.
 */
public final class NftExpression {
  /** {@code NFT_REG32_00}. */
  private static final int FIRST_REGISTER = 8;

  private static final String LOOKUP = "lookup";
  private static final int LOOKUP_SET = 1;
  private static final int LOOKUP_FROM = 2;
  private static final int LOOKUP_TO = 3;
  private static final String META = "meta";
  private static final int META_TO = 1;
  private static final int META_KEY = 2;
  private static final int META_FROM = 3;
  private static final int COMPARED = 1;
  private static final int COMPARISON = 2;
  private static final int COMPARED_WITH = 3;
  private static final int PAYLOAD_TO = 1;
  private static final int PAYLOAD_BASE = 2;
  private static final int PAYLOAD_OFFSET = 3;
  private static final int PAYLOAD_LENGTH = 4;
  private static final int EQUAL = 0;
  private static final int NETWORK_HEADER = 1;
  private static final int TRANSPORT_HEADER = 2;

  /** Which of what is known of a packet ({@code nft_meta_keys}). */
  public enum Meta {
    MARK(3),
    /** One byte: 2 of IPv4, 10 of IPv6. */
    FAMILY(15),
    /** One byte. */
    PROTOCOL(16);

    private final int number;

    Meta(int number) {
      this.number = number;
    }
  }

  private final String name;
  private final Attributed data;

  private NftExpression(String name, Attributed data) {
    this.name = name;
    this.data = data;
  }

  @FunctionalInterface
  private interface Attributed {
    MessageWriter write(MessageWriter writer);
  }

  private static int register(int number) {
    return FIRST_REGISTER + number;
  }

  /** Loads what is known of a packet. */
  public static NftExpression load(Meta what, int register) {
    return new NftExpression(
        META,
        writer -> writer.network32(META_KEY, what.number).network32(META_TO, register(register)));
  }

  /** Says of a packet what a register has. */
  public static NftExpression set(Meta what, int register) {
    return new NftExpression(
        META,
        writer -> writer.network32(META_KEY, what.number).network32(META_FROM, register(register)));
  }

  /** Goes on only where a register's first byte is this one. */
  public static NftExpression isByte(int register, int value) {
    return new NftExpression(
        "cmp",
        writer ->
            writer
                .network32(COMPARED, register(register))
                .network32(COMPARISON, EQUAL)
                .nest(COMPARED_WITH, () -> writer.u8(NfTables.VALUE, value)));
  }

  /** Loads bytes of the network header, such as an address. */
  public static NftExpression ofNetworkHeader(int offset, int length, int register) {
    return ofHeader(NETWORK_HEADER, offset, length, register);
  }

  /** Loads bytes of the transport header, such as a port. */
  public static NftExpression ofTransportHeader(int offset, int length, int register) {
    return ofHeader(TRANSPORT_HEADER, offset, length, register);
  }

  private static NftExpression ofHeader(int header, int offset, int length, int register) {
    return new NftExpression(
        "payload",
        writer ->
            writer
                .network32(PAYLOAD_TO, register(register))
                .network32(PAYLOAD_BASE, header)
                .network32(PAYLOAD_OFFSET, offset)
                .network32(PAYLOAD_LENGTH, length));
  }

  /** Puts what a map has for a key in place of the key; goes on only where it has something. */
  public static NftExpression lookUp(String map, int register) {
    return new NftExpression(
        LOOKUP,
        writer ->
            writer
                .string(LOOKUP_SET, map)
                .network32(LOOKUP_FROM, register(register))
                .network32(LOOKUP_TO, register(register)));
  }

  /** The sets and maps that a rule looks packets up in. */
  static Set<String> lookUps(Attributes rule) {
    return rule.entries(OfRule.EXPRESSIONS).stream()
        .filter(one -> one.string(OfRule.EXPRESSION_NAME).equals(LOOKUP))
        .map(one -> one.nested(OfRule.EXPRESSION_DATA).string(LOOKUP_SET))
        .collect(Collectors.toSet());
  }

  void write(MessageWriter writer) {
    writer.nest(
        NfTables.ENTRY,
        () -> {
          writer.string(OfRule.EXPRESSION_NAME, name);
          writer.nest(OfRule.EXPRESSION_DATA, () -> data.write(writer));
        });
  }
}
