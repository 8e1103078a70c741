package org.lvsh.kernel.netlink;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.OptionalInt;
import org.lvsh.kernel.netlink.NfTables.OfChain;
import org.lvsh.kernel.netlink.NfTables.OfElements;
import org.lvsh.kernel.netlink.NfTables.OfRule;
import org.lvsh.kernel.netlink.NfTables.OfSet;

/**
 * A step of a transaction of nftables, about a table of family inet. Making what is there already
 * is refused (EEXIST), but for a rule.
 */
public sealed interface NftStep {

  /** The messages that say it, without their numbers. */
  List<byte[]> messages();

  /** What it is about, in the words of nft. */
  String subject();

  private static MessageWriter about(int type, String table) {
    return new MessageWriter(type, NfTables.INET, 0).string(NfTables.TABLE, table);
  }

  private static MessageWriter making(int type, String table) {
    return about(type, table).flags(Message.F_CREATE | Message.F_EXCLUSIVE);
  }

  /** Takes a table away, with all that is in it. */
  record DeleteTable(String table) implements NftStep {
    @Override
    public String subject() {
      return "table " + table;
    }

    @Override
    public List<byte[]> messages() {
      return List.of(about(NfTables.DELETE_TABLE, table).message());
    }
  }

  /** Makes a table. */
  record CreateTable(String table) implements NftStep {
    @Override
    public String subject() {
      return "table " + table;
    }

    @Override
    public List<byte[]> messages() {
      return List.of(making(NfTables.NEW_TABLE, table).message());
    }
  }

  /**
   * Makes a set, or a map.
   *
   * @param id another one for each within a transaction
   * @param keyType how nft calls the key, in its own numbers; the kernel does not ask
   * @param keyLengths of the parts of a key, in bytes, each of which takes a multiple of four
   * @param ofRanges whether a key may be a range
   * @param dataType of a map, whose data are four bytes, again for nft
   */
  record CreateSet(
      String table,
      String name,
      int id,
      int keyType,
      List<Integer> keyLengths,
      boolean ofRanges,
      OptionalInt dataType)
      implements NftStep {
    private static final int DATA_LENGTH = Integer.BYTES;

    /** What nft keeps with a set for itself ({@code nftnl_udata_set_types}). */
    private static final byte ORDER_OF_DATA = 1;

    /** {@code BYTEORDER_HOST_ENDIAN} of nft; without it nft lists data the other way round. */
    private static final int AS_ON_THIS_MACHINE = 1;

    @Override
    public String subject() {
      return "set " + name;
    }

    @Override
    public List<byte[]> messages() {
      MessageWriter set = making(NfTables.NEW_SET, table).string(OfSet.NAME, name);
      int ranges = ofRanges ? OfSet.INTERVALS | OfSet.CONCATENATED : 0;
      set.network32(OfSet.FLAGS, ranges | (dataType.isPresent() ? OfSet.MAP : 0));
      set.network32(OfSet.KEY_TYPE, keyType);
      set.network32(OfSet.KEY_LENGTH, keyLengths.stream().mapToInt(Message::aligned).sum());
      dataType.ifPresent(
          type -> {
            set.network32(OfSet.DATA_TYPE, type).network32(OfSet.DATA_LENGTH, DATA_LENGTH);
            set.bytes(OfSet.USER_DATA, orderOfData());
          });
      set.network32(OfSet.ID, id);
      if (ofRanges) {
        set.nest(OfSet.DESCRIPTION, () -> set.nest(OfSet.CONCATENATION, () -> parts(set)));
      }
      return List.of(set.message());
    }

    private static byte[] orderOfData() {
      return ByteBuffer.allocate(2 + Integer.BYTES)
          .order(ByteOrder.nativeOrder())
          .put(ORDER_OF_DATA)
          .put((byte) Integer.BYTES)
          .putInt(AS_ON_THIS_MACHINE)
          .array();
    }

    private void parts(MessageWriter set) {
      for (int length : keyLengths) {
        set.nest(NfTables.ENTRY, () -> set.network32(OfSet.FIELD_LENGTH, length));
      }
    }
  }

  /**
   * Makes a chain that packets come to by themselves, and pass in the end.
   *
   * @param type of nft: {@code filter} or {@code route}
   * @param hook the number of the hook ({@code nf_inet_hooks})
   * @param priority among the chains of a hook the smallest comes first
   */
  record CreateChain(String table, String name, String type, int hook, int priority)
      implements NftStep {
    private static final int ACCEPT = 1;

    @Override
    public String subject() {
      return "chain " + name;
    }

    @Override
    public List<byte[]> messages() {
      MessageWriter chain = making(NfTables.NEW_CHAIN, table).string(OfChain.NAME, name);
      chain.string(OfChain.TYPE, type).network32(OfChain.POLICY, ACCEPT);
      chain.nest(
          OfChain.HOOK,
          () ->
              chain
                  .network32(OfChain.HOOK_NUMBER, hook)
                  .network32(OfChain.HOOK_PRIORITY, priority));
      return List.of(chain.message());
    }
  }

  /** Puts a rule behind those that a chain has. */
  record AddRule(String table, String chain, List<NftExpression> expressions) implements NftStep {
    @Override
    public String subject() {
      return "a rule of chain " + chain;
    }

    @Override
    public List<byte[]> messages() {
      MessageWriter rule =
          about(NfTables.NEW_RULE, table)
              .flags(Message.F_CREATE | Message.F_APPEND)
              .string(OfRule.CHAIN, chain);
      rule.nest(OfRule.EXPRESSIONS, () -> expressions.forEach(one -> one.write(rule)));
      return List.of(rule.message());
    }
  }

  /** Takes elements out of a set; refused (ENOENT) where one is not in it. */
  record DeleteElements(String table, String set, List<NftElement> elements) implements NftStep {
    @Override
    public String subject() {
      return "elements of " + set;
    }

    @Override
    public List<byte[]> messages() {
      return NftElements.messages(
          elements, () -> about(NfTables.DELETE_ELEMENTS, table).string(OfElements.SET, set));
    }
  }

  /** Puts elements into a set. */
  record CreateElements(String table, String set, List<NftElement> elements) implements NftStep {
    @Override
    public String subject() {
      return "elements of " + set;
    }

    @Override
    public List<byte[]> messages() {
      return NftElements.messages(
          elements, () -> making(NfTables.NEW_ELEMENTS, table).string(OfElements.SET, set));
    }
  }
}
