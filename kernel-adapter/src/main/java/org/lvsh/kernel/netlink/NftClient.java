package org.lvsh.kernel.netlink;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import org.lvsh.kernel.model.Errno;

/**
 * nftables as the kernel speaks of it: which generation its rules have, what a table of family inet
 * is made of and holds, and transactions. The kernel counts on with every transaction that it
 * commits, whatever table of this network namespace it is about and whoever sends it ({@code
 * nf_tables_commit} in {@code net/netfilter/nf_tables_api.c}). What changes without one is not
 * counted: counters, elements that expire, a table that goes with the program that owns it, and the
 * sleep of a table while a transaction is tried out. For one thread at a time.
 */
public final class NftClient implements AutoCloseable {
  /** The number begins anew where the module is loaded anew, and then this is another folder. */
  private static final Path MODULE = Path.of("/sys/module/nf_tables");

  /** {@code linux/netfilter/nfnetlink.h}. */
  private static final int BATCH_BEGIN = 16;

  private static final int BATCH_END = 17;
  private static final int NUMBER = 1;

  /** How often elements are listed; making a table of 50,000 larger takes one listing or two. */
  private static final int ATTEMPTS = 20;

  private static final String GENERATION = "the generation of its rules";
  private static final int RESOURCE_AT = Message.HEADER + 2;

  private final Channel channel;

  NftClient(NetlinkSocket.Factory sockets) {
    this.channel = new Channel(sockets);
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
          channel
              .ask(generationAsked(), GENERATION)
              .attributes(NfTables.NEW_GENERATION)
              .s32(NUMBER);
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
      return commit(List.of()).isEmpty();
    } catch (NetlinkException uncertain) {
      return false;
    }
  }

  private static byte[] generationAsked() {
    return new MessageWriter(NfTables.GET_GENERATION, NfTables.UNSPECIFIED, 0).message();
  }

  /**
   * A refused transaction, of which nothing is in force.
   *
   * @param errno of the first message that was refused, or of the sending
   * @param step which of the steps that was; empty where it was none of them. What is refused in
   *     the end as a whole counts for the first one.
   */
  public record Refusal(Errno errno, OptionalInt step) {}

  /**
   * Carries out a transaction, all of it or nothing.
   *
   * @return why it was refused; empty where it is in force
   * @throws NetlinkException where the kernel does not say what has become of it
   */
  public Optional<Refusal> commit(List<? extends NftStep> steps) {
    List<byte[]> batch = new ArrayList<>();
    List<Integer> stepsOfMessages = new ArrayList<>();
    batch.add(ofBatch(BATCH_BEGIN));
    for (int step = 0; step < steps.size(); step++) {
      for (byte[] message : steps.get(step).messages()) {
        batch.add(message);
        stepsOfMessages.add(step);
      }
    }
    batch.add(ofBatch(BATCH_END));
    int first = channel.number(batch, 0);
    try {
      channel.socket().send(joined(batch));
    } catch (NetlinkException unsent) {
      channel.close();
      return Optional.of(
          new Refusal(new Errno(unsent.errno().orElseThrow(() -> unsent)), OptionalInt.empty()));
    }
    try {
      int last = channel.send(generationAsked(), 0);
      return refusal(new Answers(channel.socket(), first, last), first, last)
          .map(message -> refusal(message, first, stepsOfMessages));
    } catch (NetlinkException uncertain) {
      channel.close();
      throw uncertain;
    }
  }

  /**
   * A batch is answered only where it is refused, and that comes before the answer about the
   * generation, whatever that one is.
   */
  private static Optional<Message> refusal(Answers answers, int first, int last) {
    Optional<Message> refusal = Optional.empty();
    for (int number = first; number - last <= 0; number++) {
      Message message = answers.next();
      if (message.sequence() == last) {
        return refusal;
      }
      if (message.type() != Message.ERROR || message.errno() == 0) {
        throw NetlinkException.damaged(
            "a batch is answered by a message of type " + message.type());
      }
      if (refusal.isEmpty()) {
        refusal = Optional.of(message);
      }
    }
    throw NetlinkException.damaged("more answers than messages");
  }

  private static Refusal refusal(Message message, int first, List<Integer> stepsOfMessages) {
    int at = message.sequence() - first - 1;
    boolean isOfStep = at >= 0 && at < stepsOfMessages.size();
    return new Refusal(
        new Errno(message.errno()),
        isOfStep ? OptionalInt.of(stepsOfMessages.get(at)) : OptionalInt.empty());
  }

  /**
   * The elements of a set or a map of a table of family inet.
   *
   * <p>Between two messages of a listing the kernel remembers how many elements it has passed, and
   * nothing else ({@code nf_tables_dump_set}). After many were put into a set it goes on to make
   * its table larger, and their order is another one then: what comes twice is in the place of what
   * is left out. It also passes elements of a transaction that is not in force yet; where that is
   * given up, as many of the others are left out. The listing says neither. So what takes more than
   * one message is listed until nothing comes twice and two listings that were cut at different
   * places are alike.
   *
   * @return empty where there is no such set, or no such table
   * @throws NetlinkException where the kernel does not tell, or something else each time
   */
  public Optional<Set<NftElement>> elements(String table, String set) {
    String question = "the elements of " + set;
    Optional<Set<NftElement>> last = Optional.empty();
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      MessageWriter request = of(NfTables.GET_ELEMENTS, table);
      request.string(NfTables.OfElements.SET, set);
      Optional<List<List<NftElement>>> messages =
          listed(question, request, NfTables.NEW_ELEMENTS, NftElements::read);
      if (messages.isEmpty()) {
        return Optional.empty();
      }
      Set<NftElement> elements = new LinkedHashSet<>();
      messages.get().forEach(elements::addAll);
      int told = messages.get().stream().mapToInt(List::size).sum();
      boolean isOfOneMoment = messages.get().size() <= 1;
      if (elements.size() == told && (isOfOneMoment || last.equals(Optional.of(elements)))) {
        return Optional.of(elements);
      }
      last = Optional.of(elements);
      channel.cutElsewhere();
    }
    throw NetlinkException.unsteady(question);
  }

  /**
   * What a table of family inet is made of; empty sets where there is none. Not all of it is of one
   * moment where the generation changes meanwhile.
   *
   * @throws NetlinkException where the kernel does not tell
   */
  public NftStructure structure(String table) {
    Set<String> sets = new HashSet<>();
    listed(
            "the sets of a table",
            of(NfTables.GET_SET, table),
            NfTables.NEW_SET,
            one -> one.string(NfTables.OfSet.NAME))
        .ifPresent(sets::addAll);
    Map<String, Integer> hooks = new HashMap<>();
    listed("chains", of(NfTables.GET_CHAIN, table), NfTables.NEW_CHAIN, one -> one).stream()
        .flatMap(List::stream)
        .filter(chain -> chain.string(NfTables.TABLE).equals(table))
        .filter(chain -> chain.has(NfTables.OfChain.HOOK))
        .forEach(
            chain ->
                hooks.put(
                    chain.string(NfTables.OfChain.NAME),
                    chain.nested(NfTables.OfChain.HOOK).network32(NfTables.OfChain.HOOK_NUMBER)));
    Map<String, Set<String>> lookUps = new HashMap<>();
    listed("rules", of(NfTables.GET_RULE, table), NfTables.NEW_RULE, one -> one).stream()
        .flatMap(List::stream)
        .filter(rule -> rule.string(NfTables.TABLE).equals(table))
        .forEach(
            rule ->
                lookUps
                    .computeIfAbsent(rule.string(NfTables.OfRule.CHAIN), chain -> new HashSet<>())
                    .addAll(NftExpression.lookUps(rule)));
    return new NftStructure(sets, hooks, lookUps);
  }

  private static MessageWriter of(int type, String table) {
    return new MessageWriter(type, NfTables.INET, 0).string(NfTables.TABLE, table);
  }

  /** Each message once, and anew where a transaction of whomever came between two of them. */
  private <T> Optional<List<T>> listed(
      String question, MessageWriter request, int type, Function<Attributes, T> decode) {
    Dump<T> dump =
        new Dump<>(
            () -> question, message -> decode.apply(message.attributes(type)), one -> new Object());
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      try {
        return Optional.of(dump.list(channel, request.message()).entries());
      } catch (NetlinkException exception) {
        if (isAbsence(exception)) {
          return Optional.empty();
        }
        if (exception.kind() != NetlinkException.Kind.UNSTEADY) {
          throw exception;
        }
      }
    }
    throw NetlinkException.unsteady(question);
  }

  private static boolean isAbsence(NetlinkException exception) {
    return exception.kind() == NetlinkException.Kind.REFUSED
        && exception.errno().equals(OptionalInt.of(Linux.ENOENT));
  }

  /**
   * The flags of a table of family inet ({@code nft_table_flags}).
   *
   * @return 0 where it has none; empty where there is no such table
   * @throws NetlinkException where the kernel does not tell
   */
  public OptionalInt flagsOfTable(String name) {
    byte[] question = of(NfTables.GET_TABLE, name).message();
    try {
      Message answer = channel.ask(question, "a table");
      return OptionalInt.of(
          answer.attributes(NfTables.NEW_TABLE).network32(NfTables.OfTable.FLAGS));
    } catch (NetlinkException exception) {
      if (isAbsence(exception)) {
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
    byte[] message = new MessageWriter(type, NfTables.UNSPECIFIED, 0).message();
    ByteBuffer.wrap(message)
        .order(ByteOrder.BIG_ENDIAN)
        .putShort(RESOURCE_AT, (short) NfTables.SUBSYSTEM);
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
