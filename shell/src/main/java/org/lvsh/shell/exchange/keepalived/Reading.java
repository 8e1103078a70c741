package org.lvsh.shell.exchange.keepalived;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lvsh.language.diagnostic.Suggestion;
import org.lvsh.shell.exchange.ForeignFile;
import org.lvsh.shell.exchange.Gathering;
import org.lvsh.shell.exchange.Imported;

/** One configuration: what stands outermost, and the order in which it is understood. */
final class Reading {
  private static final String VRRP = "VRRP is left to keepalived";

  private static final Set<String> OF_VRRP =
      Set.of(
          "garp_group",
          "interface_up_down_delays",
          "linkbeat_interfaces",
          "linkbeat_use_polling",
          "track_file",
          "track_group",
          "vrrp_script",
          "vrrp_sync_group",
          "vrrp_track_file",
          "vrrp_track_process");

  private static final Set<String> OF_MACHINE =
      Set.of("static_ipaddress", "static_routes", "static_rules");

  private static final Set<String> OF_KEEPALIVED =
      Set.of("bfd_instance", "child_wait_time", "instance", "namespace_with_ipsets", "use_pid_dir");

  private static final Set<String> OWN =
      Set.of(
          "global_defs",
          "net_namespace",
          "net_namespace_ipvs",
          "virtual_server",
          "virtual_server_group",
          "vrrp_instance");

  private static final Pattern NAMED =
      Pattern.compile("\\s*[#!]\\s*service\\s+([A-Za-z][A-Za-z0-9_.-]{0,62})\\s*");

  private final Gathering gathering = new Gathering();
  private final ConfigFiles files;
  private final Optional<String> configId;
  private final GlobalReader global = new GlobalReader(gathering);
  private final Map<String, Group> groups = new LinkedHashMap<>();
  private final Map<String, Entry> groupEntries = new LinkedHashMap<>();
  private final Map<String, VrrpInstance> instances = new TreeMap<>();
  private final List<VirtualServer> servers = new ArrayList<>();
  private final Set<String> called = new HashSet<>();

  Reading(ConfigFiles files, Optional<String> configId) {
    this.files = files;
    this.configId = configId;
  }

  Imported read(List<ForeignFile> sources) {
    BlockReader blocks = new BlockReader(gathering);
    ConfigLines lines = new ConfigLines(files, configId, gathering, blocks::take);
    sources.forEach(file -> lines.read(file.source()));
    lines.end();
    blocks.end().forEach(this::outermost);
    global.sync(instances);
    ServiceMaker maker = new ServiceMaker(gathering, groups, global.firstMark());
    servers.forEach(maker::make);
    groupEntries.forEach(
        (name, entry) -> {
          if (!maker.isUsed(name)) {
            gathering.notCarried(entry.span(), "no virtual server is on this group");
          }
        });
    if (!gathering.isAllNamed()) {
      gathering.remark(
          "the names of services that the file does not name are made up from their ports");
    }
    return gathering.imported();
  }

  /** As an exported file has it: {@code # service NAME} on the line above, once for each name. */
  private Optional<String> commentAbove(Entry entry) {
    String text = entry.span().source().text();
    int end = text.lastIndexOf('\n', entry.span().start());
    if (end < 0) {
      return Optional.empty();
    }
    Matcher comment = NAMED.matcher(text.substring(text.lastIndexOf('\n', end - 1) + 1, end));
    if (!comment.matches()) {
      return Optional.empty();
    }
    String name = comment.group(1);
    if (!called.add(name)) {
      gathering.remark(
          "%s: there is a service %s already, so this one has another name"
              .formatted(entry.span(), name));
    }
    return Optional.of(name);
  }

  private void outermost(Entry entry) {
    switch (entry.keyword()) {
      case "global_defs" -> global.read(entry);
      case "virtual_server_group" -> group(entry);
      case "virtual_server" ->
          new VirtualServerReader(gathering, commentAbove(entry))
              .read(entry)
              .ifPresent(servers::add);
      case "vrrp_instance" -> instance(entry);
      case "SSL" -> gathering.notCarried(entry.span(), Reasons.CHECKS);
      case "net_namespace", "net_namespace_ipvs" ->
          gathering.notCarried(
              entry.span(), "lvsh works in the network namespace that it is started in");
      default -> other(entry);
    }
  }

  private void other(Entry entry) {
    String keyword = entry.keyword();
    if (OF_VRRP.contains(keyword)) {
      gathering.notCarried(entry.span(), VRRP);
    } else if (OF_MACHINE.contains(keyword)) {
      gathering.notCarried(entry.span(), "addresses, routes and rules are left to the machine");
    } else if (OF_KEEPALIVED.contains(keyword)) {
      gathering.notCarried(entry.span(), "it concerns keepalived itself");
    } else {
      Set<String> all = new TreeSet<>(OWN);
      all.addAll(OF_VRRP);
      all.addAll(OF_MACHINE);
      all.addAll(OF_KEEPALIVED);
      gathering.error(
          "unknown-keyword",
          entry.word(0).span(),
          "'%s' is no keyword of keepalived outside of blocks".formatted(keyword),
          Suggestion.hint(all, keyword).orElse("see keepalived.conf(5)"));
    }
  }

  private void group(Entry entry) {
    if (entry.size() < 2 || !entry.hasBlock()) {
      gathering.error(
          "bad-group",
          entry.span(),
          "a virtual_server_group has a name and a block",
          "write virtual_server_group NAME {");
      return;
    }
    Group group = new GroupReader(gathering).read(entry);
    if (groups.containsKey(group.name())) {
      gathering.error(
          "declared-twice",
          entry.span(),
          "there is a virtual_server_group '%s' already, at %s"
              .formatted(group.name(), groupEntries.get(group.name()).span()),
          "put the two together");
    } else if (group.members().isEmpty()) {
      gathering.error(
          "empty-group",
          entry.span(),
          "the virtual_server_group '%s' has no entries".formatted(group.name()),
          "write addresses or firewall marks into it");
    } else if (group.isUnclear()) {
      gathering.error(
          "other-family",
          entry.span(),
          "a group of IPv4 and IPv6 must say the family of its firewall marks",
          "write fwmark NUMBER inet, or inet6");
    } else {
      groups.put(group.name(), group);
      groupEntries.put(group.name(), entry);
    }
  }

  /** Only what a sync daemon needs of it is looked at. */
  private void instance(Entry entry) {
    gathering.notCarried(entry.span(), VRRP);
    boolean master = false;
    OptionalInt routerId = OptionalInt.empty();
    for (Entry line : entry.block()) {
      String value = line.size() > 1 ? line.word(1).text() : "";
      switch (line.keyword()) {
        case "state" -> master = value.equals("MASTER");
        case "virtual_router_id" ->
            routerId =
                value.matches("[0-9]{1,3}")
                    ? OptionalInt.of(Integer.parseInt(value) & 0xFF)
                    : OptionalInt.empty();
        case "lvs_sync_daemon_interface" -> global.sync(entry, line);
        default -> {}
      }
    }
    if (entry.size() > 1) {
      String name = entry.word(1).text();
      instances.put(name, new VrrpInstance(name, master, routerId));
    }
  }
}
