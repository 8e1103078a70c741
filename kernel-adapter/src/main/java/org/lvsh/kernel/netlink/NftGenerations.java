package org.lvsh.kernel.netlink;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.Optional;

/**
 * Which generation the rules of nftables have. The kernel counts on with every transaction that it
 * commits, whatever table of this network namespace it is about and whoever sends it ({@code
 * nf_tables_commit} in {@code net/netfilter/nf_tables_api.c}); packets and counters leave the
 * number alone, and so do elements that expire. For one thread at a time.
 */
public final class NftGenerations implements AutoCloseable {
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(30);

  /** The number begins anew where the module is loaded anew, and then this is another folder. */
  private static final Path MODULE = Path.of("/sys/module/nf_tables");

  /** Of {@code linux/netfilter/nfnetlink.h} and {@code nf_tables.h}. */
  private static final int SUBSYSTEM = 10 << 8;

  private static final int GET_GENERATION = SUBSYSTEM | 16;
  private static final int NEW_GENERATION = SUBSYSTEM | 15;
  private static final int NUMBER = 1;

  /** Family, version and resource, all zero ({@code nfgenmsg}). */
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
   * A generation, equal to no other one.
   *
   * @param number as the kernel sends it, in network byte order; after 2^32 changes it begins again
   * @param module which loading of the module it is of; empty where it is built in
   */
  record Generation(int number, Optional<Object> module) {}

  /**
   * The one that is in force. Where it is equal to an earlier one no rule was changed in between.
   *
   * @return empty where the kernel does not tell, say for lack of CAP_NET_ADMIN
   */
  public Optional<Object> now() {
    try {
      Message answer = channel.ask(question(), "the generation of its rules");
      int number = answer.attributes(NEW_GENERATION).s32(NUMBER);
      return Optional.of(new Generation(number, module()));
    } catch (NetlinkException untold) {
      return Optional.empty();
    }
  }

  private static Optional<Object> module() {
    try {
      return Optional.ofNullable(Files.readAttributes(MODULE, BasicFileAttributes.class).fileKey());
    } catch (IOException builtIn) {
      return Optional.empty();
    }
  }

  private static byte[] question() {
    ByteBuffer message =
        ByteBuffer.allocate(Message.HEADER + FAMILY_HEADER).order(ByteOrder.nativeOrder());
    message.putInt(0, message.capacity()).putShort(Message.TYPE_AT, (short) GET_GENERATION);
    return message.array();
  }

  @Override
  public void close() {
    channel.close();
  }
}
