package org.lvsh.kernel.netlink;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What the kernel says of nftables by itself: which generation its rules have, and whether there is
 * a table. The kernel counts on with every transaction that it commits, whatever table of this
 * network namespace it is about and whoever sends it ({@code nf_tables_commit} in {@code
 * net/netfilter/nf_tables_api.c}). What changes without one is not counted: counters, elements that
 * expire, a table that goes with the program that owns it, and the sleep of a table while a
 * transaction is tried out. For one thread at a time.
 */
public final class NftClient implements AutoCloseable {
  /** The number begins anew where the module is loaded anew, and then this is another folder. */
  private static final Path MODULE = Path.of("/sys/module/nf_tables");

  /** Of {@code linux/netfilter/nfnetlink.h} and {@code nf_tables.h}. */
  private static final int SUBSYSTEM = 10;

  private static final int NEW_TABLE = SUBSYSTEM << 8;
  private static final int GET_TABLE = SUBSYSTEM << 8 | 1;
  private static final int TABLE_NAME = 1;
  private static final int TABLE_FLAGS = 2;
  private static final int NEW_GENERATION = SUBSYSTEM << 8 | 15;
  private static final int GET_GENERATION = SUBSYSTEM << 8 | 16;
  private static final int BATCH_BEGIN = 16;
  private static final int BATCH_END = 17;
  private static final int NUMBER = 1;
  private static final String GENERATION = "the generation of its rules";

  /** Families of {@code nfgenmsg}, in {@code linux/netfilter.h}. */
  private static final int UNSPECIFIED = 0;

  private static final int INET = 1;
  private static final int RESOURCE_AT = Message.HEADER + 2;

  private final Channel channel;

  NftClient(NetlinkSocket.Factory sockets) {
    this.channel = new Channel(sockets, Channel.SHORT_ANSWERS);
  }

  /** A client of the kernel that this machine runs; nothing is opened before the first question. */
  public static NftClient live() {
    return new NftClient(LinuxNetlinkSocket.live(Linux.NETLINK_NETFILTER));
  }

  /**
   * A generation, as good as equal to no other one.
   *
   * @param number as the kernel sends it, in network byte order; after 2^32 changes it begins again
   * @param module which loading of the module it is of; empty where it is built in
   */
  record Generation(int number, Optional<Object> module) {}

  /**
   * The one that is in force, or about to be. Where it is equal to an earlier one, no transaction
   * has begun in between to be carried out.
   *
   * @return empty where the kernel does not tell, say for lack of CAP_NET_ADMIN, or where there is
   *     no /sys to tell one loading of the module from another
   */
  public Optional<Object> generation() {
    if (!Files.isDirectory(MODULE.getParent())) {
      return Optional.empty();
    }
    try {
      int number =
          channel.ask(generationAsked(), GENERATION).attributes(NEW_GENERATION).s32(NUMBER);
      return Optional.of(new Generation(number, module()));
    } catch (NetlinkException untold) {
      return Optional.empty();
    }
  }

  /**
   * Waits until the generation that was told is in force with all that belongs to it. The kernel
   * counts on first, and puts new ranges in force last ({@code nft_set_commit_update}). A batch
   * with nothing in it waits for that ({@code nf_tables_valid_genid} takes {@code commit_mutex});
   * it is no transaction itself, except to kernels before 5.3.
   *
   * @return whether that is certain
   */
  public boolean settle() {
    try {
      List<byte[]> batch = List.of(ofBatch(BATCH_BEGIN), ofBatch(BATCH_END));
      int first = channel.number(batch, 0);
      channel.socket().send(joined(batch));
      // A batch is answered only where it is refused, and that comes before this answer.
      int last = channel.send(generationAsked(), 0);
      new Answers(channel.socket(), first, last).theOne(GENERATION).attributes(NEW_GENERATION);
      return true;
    } catch (NetlinkException uncertain) {
      channel.close();
      return false;
    }
  }

  private static byte[] generationAsked() {
    return new MessageWriter(GET_GENERATION, UNSPECIFIED, 0).message();
  }

  /**
   * The flags of a table of family inet ({@code nft_table_flags}).
   *
   * @return 0 where it has none; empty where there is no such table
   * @throws NetlinkException where the kernel does not tell
   */
  public OptionalInt flagsOfTable(String name) {
    byte[] question = new MessageWriter(GET_TABLE, INET, 0).string(TABLE_NAME, name).message();
    try {
      Bytes flags =
          channel.ask(question, "a table").attributes(NEW_TABLE).bytes(TABLE_FLAGS, Integer.BYTES);
      return OptionalInt.of(flags.network16(0) << 16 | flags.network16(2));
    } catch (NetlinkException exception) {
      if (exception.kind() == NetlinkException.Kind.REFUSED
          && exception.errno().equals(OptionalInt.of(Linux.ENOENT))) {
        return OptionalInt.empty();
      }
      throw exception;
    }
  }

  private static Optional<Object> module() {
    try {
      return Optional.ofNullable(Files.readAttributes(MODULE, BasicFileAttributes.class).fileKey());
    } catch (IOException builtIn) {
      return Optional.empty();
    }
  }

  private static byte[] ofBatch(int type) {
    byte[] message = new MessageWriter(type, UNSPECIFIED, 0).message();
    ByteBuffer.wrap(message).order(ByteOrder.BIG_ENDIAN).putShort(RESOURCE_AT, (short) SUBSYSTEM);
    return message;
  }

  private static ByteBuffer joined(List<byte[]> messages) {
    ByteBuffer datagram = ByteBuffer.allocate(messages.stream().mapToInt(one -> one.length).sum());
    messages.forEach(datagram::put);
    return datagram.flip();
  }

  @Override
  public void close() {
    channel.close();
  }
}
