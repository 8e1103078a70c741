package org.lvsh.kernel.netlink;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Which generation the rules of nftables have. The kernel counts on with every transaction that it
 * commits, whatever table of this network namespace it is about and whoever sends it ({@code
 * nf_tables_commit} in {@code net/netfilter/nf_tables_api.c}). What changes without one is not
 * counted: counters, elements that expire, a table that goes with the program that owns it, and the
 * sleep of a table while a transaction is tried out. For one thread at a time.
 */
public final class NftGenerations implements AutoCloseable {
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(30);

  /** The number begins anew where the module is loaded anew, and then this is another folder. */
  private static final Path MODULE = Path.of("/sys/module/nf_tables");

  /** Of {@code linux/netfilter/nfnetlink.h} and {@code nf_tables.h}. */
  private static final int SUBSYSTEM = 10;

  private static final int GET_GENERATION = SUBSYSTEM << 8 | 16;
  private static final int NEW_GENERATION = SUBSYSTEM << 8 | 15;
  private static final int BATCH_BEGIN = 16;
  private static final int BATCH_END = 17;
  private static final int NUMBER = 1;

  /** Family and version, both zero, and a resource in network byte order ({@code nfgenmsg}). */
  private static final int FAMILY_HEADER = 4;

  private final Channel channel;

  NftGenerations(NetlinkSocket.Factory sockets) {
    this.channel = new Channel(sockets, Channel.SHORT_ANSWERS);
  }

  /** Those of the kernel that this machine runs; nothing is opened before the first question. */
  public static NftGenerations live() {
    return new NftGenerations(
        answerBytes ->
            LinuxNetlinkSocket.open(
                LinuxCalls.live(), Linux.NETLINK_NETFILTER, ANSWER_LIMIT, answerBytes));
  }

  /**
   * A generation, as good as equal to no other one.
   *
   * @param number as the kernel sends it, in network byte order; after 2^32 changes it begins again
   * @param module which loading of the module it is of; empty where it is built in
   */
  record Generation(int number, Optional<Object> module) {}

  /**
   * The one that is in force. Where it is equal to an earlier one no transaction was carried out in
   * between.
   *
   * @return empty where the kernel does not tell, say for lack of CAP_NET_ADMIN
   */
  public Optional<Object> now() {
    if (!Files.isDirectory(MODULE.getParent())) {
      return Optional.empty();
    }
    try {
      return Optional.of(new Generation(number(), module()));
    } catch (NetlinkException untold) {
      return Optional.empty();
    }
  }

  /**
   * The kernel counts on before it has carried out all of a transaction: new ranges come last
   * ({@code nft_set_commit_update}). A batch with nothing in it waits until that is done ({@code
   * nf_tables_valid_genid} takes {@code commit_mutex}), and counts for none itself.
   */
  private int number() {
    try {
      List<byte[]> batch = List.of(message(BATCH_BEGIN, SUBSYSTEM), message(BATCH_END, SUBSYSTEM));
      int first = channel.number(batch, 0);
      channel.socket().send(joined(batch));
      int last = channel.send(message(GET_GENERATION, 0), 0);
      return new Answers(channel.socket(), first, last)
          .theOne("the generation of its rules")
          .attributes(NEW_GENERATION)
          .s32(NUMBER);
    } catch (NetlinkException failed) {
      channel.close();
      throw failed;
    }
  }

  private static Optional<Object> module() {
    try {
      return Optional.ofNullable(Files.readAttributes(MODULE, BasicFileAttributes.class).fileKey());
    } catch (IOException builtIn) {
      return Optional.empty();
    }
  }

  private static byte[] message(int type, int resource) {
    ByteBuffer message =
        ByteBuffer.allocate(Message.HEADER + FAMILY_HEADER).order(ByteOrder.nativeOrder());
    message.putInt(0, message.capacity()).putShort(Message.TYPE_AT, (short) type);
    message.order(ByteOrder.BIG_ENDIAN).putShort(message.capacity() - 2, (short) resource);
    return message.array();
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
