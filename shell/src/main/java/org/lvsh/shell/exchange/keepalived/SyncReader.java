package org.lvsh.shell.exchange.keepalived;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.IntConsumer;
import org.lvsh.kernel.model.IpAddress;
import org.lvsh.kernel.model.Ports;
import org.lvsh.kernel.model.SyncDaemon;
import org.lvsh.shell.exchange.Gathering;

/**
 * Reads {@code lvs_sync_daemon INTERFACE [[inst] VRRP_INSTANCE] [id NUMBER] [maxlen NUMBER] [port
 * NUMBER] [ttl NUMBER] [group ADDRESS]} ({@code lvs_syncd_handler} of {@code global_parser.c}).
 */
final class SyncReader {
  /** 65535 without an IPv4 and a UDP header. */
  private static final int LONGEST_PACKET = 65_507;

  private static final Set<String> OPTIONS = Set.of("inst", "id", "maxlen", "port", "ttl", "group");

  private final Gathering gathering;
  private final ValueReader values;
  private final Map<String, VrrpInstance> instances;
  private Optional<Word> instance = Optional.empty();
  private OptionalInt id = OptionalInt.empty();
  private IpAddress group = SyncDaemon.DEFAULT_GROUP;
  private int maxLength;
  private int port = SyncDaemon.DEFAULT_PORT;
  private int ttl = SyncDaemon.DEFAULT_TTL;

  SyncReader(Gathering gathering, Map<String, VrrpInstance> instances) {
    this.gathering = gathering;
    this.values = new ValueReader(gathering);
    this.instances = instances;
  }

  /** The old way to say it, in a VRRP instance. */
  void read(Entry line, Word vrrpInstance) {
    instance = Optional.of(vrrpInstance);
    read(line);
  }

  void read(Entry entry) {
    Optional<Word> name = values.word(entry, 1, "an interface");
    if (name.isEmpty()) {
      return;
    }
    int at = 2;
    while (at < entry.size()) {
      at = option(entry, at);
    }
    if (instance.isPresent()) {
      follow(name.get(), instance.get());
    } else {
      start(name.get(), SyncDaemon.Role.MASTER, 0);
      start(name.get(), SyncDaemon.Role.BACKUP, 0);
    }
  }

  /** Reads an option; gives the place of the next one. */
  private int option(Entry entry, int at) {
    Word word = entry.word(at);
    switch (word.text()) {
      case "inst" -> instance = values.word(entry, at + 1, "a VRRP instance");
      case "id" -> number(entry, at, 0, 255, "a sync id", value -> id = OptionalInt.of(value));
      case "maxlen" -> number(entry, at, 1, LONGEST_PACKET, "a length", value -> maxLength = value);
      case "port" -> number(entry, at, 1, Ports.MAX, "a port", value -> port = value);
      case "ttl" -> number(entry, at, 1, 255, "a number of hops", value -> ttl = value);
      case "group" -> group(entry, at + 1);
      default -> old(word, at);
    }
    return OPTIONS.contains(word.text()) ? at + 2 : at + 1;
  }

  private void number(Entry entry, int at, int least, int most, String what, IntConsumer taker) {
    OptionalLong said = values.number(entry, at + 1, least, most, what);
    said.ifPresent(value -> taker.accept((int) value));
  }

  private void group(Entry entry, int at) {
    Optional<IpAddress> said = values.word(entry, at, "an address").flatMap(values::address);
    if (said.isPresent() && !said.get().isMulticast()) {
      gathering.error(
          "bad-address",
          entry.word(at).span(),
          "%s is not a multicast address".formatted(said.get()),
          "the default is " + SyncDaemon.DEFAULT_GROUP);
    } else {
      group = said.orElse(group);
    }
  }

  /** Once the instance and the id stood there without a word before them. */
  private void old(Word word, int at) {
    if (at == 2) {
      instance = Optional.of(word);
    } else if (at == 3) {
      values.number(word, 0, 255, "a sync id").ifPresent(value -> id = OptionalInt.of((int) value));
    } else {
      values.unknown(word, "an option of lvs_sync_daemon", OPTIONS.stream().sorted().toList());
    }
  }

  /** keepalived runs the daemon of the role that the instance has at the moment. */
  private void follow(Word name, Word instanceName) {
    VrrpInstance found = instances.get(instanceName.text());
    if (found == null) {
      gathering.error(
          "unknown-instance",
          instanceName.span(),
          "there is no vrrp_instance '%s'".formatted(instanceName),
          "define it, or leave it out: both daemons run then");
      return;
    }
    SyncDaemon.Role role = found.master() ? SyncDaemon.Role.MASTER : SyncDaemon.Role.BACKUP;
    gathering.remark(
        "%s: the sync daemon is the %s, as vrrp_instance %s begins; with lvsh it does not follow it"
            .formatted(instanceName.span(), role.word(), found.name()));
    start(name, role, found.routerId().orElse(0));
  }

  private void start(Word name, SyncDaemon.Role role, int defaultId) {
    if (!isInterface(name.text())) {
      if (role == SyncDaemon.Role.MASTER || instance.isPresent()) {
        gathering.error(
            "bad-interface",
            name.span(),
            "'%s' is not the name of an interface".formatted(name),
            "it has 1 to 15 visible characters and no slash or colon");
      }
      return;
    }
    gathering.daemon(
        new SyncDaemon(role, name.text(), id.orElse(defaultId), group, port, ttl, maxLength));
  }

  private static boolean isInterface(String name) {
    return name.matches("[!-~&&[^/:]]{1,15}");
  }
}
