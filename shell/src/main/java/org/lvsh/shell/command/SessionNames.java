package org.lvsh.shell.command;

import com.google.common.collect.ImmutableSortedMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.lvsh.kernel.KernelException;
import org.lvsh.kernel.model.Scheduler;
import org.lvsh.language.complete.Candidate;
import org.lvsh.language.complete.Completion;
import org.lvsh.language.diagnostic.CaretRenderer;
import org.lvsh.language.parse.Definitions;
import org.lvsh.shell.compile.Warning;
import org.lvsh.shell.session.Session;
import org.lvsh.shell.store.Entry;
import org.lvsh.shell.store.Moment;
import org.lvsh.shell.view.HistoryTableView;
import org.springframework.shell.core.command.Command;
import org.springframework.shell.core.command.CommandRegistry;

/** The names of a session: of its candidate, its kernel, its machine and its commands. */
public final class SessionNames implements LiveNames {
  private final Session session;
  private final CommandRegistry registry;
  private final Supplier<List<String>> interfaces;
  private final FileNames files;
  private KnownNames known;
  private Definitions definitions;

  /**
   * Names of a session.
   *
   * @param interfaces gives those of the machine
   * @param files those below the folder that lvsh runs in
   */
  public SessionNames(
      Session session,
      CommandRegistry registry,
      Supplier<List<String>> interfaces,
      FileNames files) {
    this.session = session;
    this.registry = registry;
    this.interfaces = interfaces;
    this.files = files;
  }

  @Override
  public void begin() {
    known = null;
    definitions = null;
  }

  @Override
  public Definitions definitions() {
    if (definitions == null) {
      definitions = Definitions.of(session.statements());
    }
    return definitions;
  }

  @Override
  public Names names(Candidate candidate, Completion place) {
    String typed = place.typed();
    return switch (candidate.kind()) {
      case KEYWORD -> Names.of(Name.of(candidate.text(), candidate.meaning()));
      case VERB -> verb(candidate.text());
      case SCHEDULER_WORD -> schedulerWord(candidate);
      case VALUE, NEW_NAME -> Names.NONE;
      case LIVE_SERVICE -> known().liveServices(typed);
      case SERVICE -> known().services(typed);
      case FOREIGN_SERVICE -> known().foreignServices(typed);
      case POOL -> known().pools(typed);
      case HOLDER -> known().holders(typed);
      case SERVER -> known().servers(place.holder(), typed);
      case DRAINED_SERVER -> known().drainedServers(typed);
      case SCHEDULER -> plain(otherSchedulers(), place);
      case INTERFACE -> plain(interfaces.get().stream(), place);
      case SETTING -> known().settings(typed);
      case ENTRY -> described(applies(), place);
      case FILE -> files.beginning(typed);
      case WARNING -> described(warnings(), place);
      case TOPIC -> described(topics(), place);
      case VARIABLE -> plain(definitions().names().stream().map(name -> "$" + name), place);
    };
  }

  /** What this kernel holds; read when it is first asked for. */
  private KnownNames known() {
    if (known == null) {
      known = KnownNames.of(session);
    }
    return known;
  }

  private Names verb(String verb) {
    Command command = registry.getCommandByName(verb);
    return Names.of(Name.of(verb, command == null ? "" : command.getDescription()));
  }

  /** One that the kernel lacks is not offered; where nothing is known of it, all are. */
  private Names schedulerWord(Candidate candidate) {
    Set<String> there = known().schedulers();
    return there.isEmpty() || there.contains(candidate.text())
        ? Names.of(Name.of(candidate.text(), candidate.meaning()))
        : Names.NONE;
  }

  private Stream<String> otherSchedulers() {
    return known().schedulers().stream().filter(name -> !Scheduler.KNOWN.contains(name));
  }

  private static Map<String, String> warnings() {
    Map<String, String> meanings = HelpPages.table("allow");
    Map<String, String> warnings = new TreeMap<>();
    Warning.codes().forEach(code -> warnings.put(code, meanings.getOrDefault(code, "")));
    return warnings;
  }

  /** Where the history cannot be read, nothing is offered. */
  private Map<String, String> applies() {
    Map<String, String> applies = new TreeMap<>();
    try {
      for (Entry entry : session.store().history().list().entries()) {
        applies.put(
            Integer.toString(entry.number()),
            "%s, %s: %s"
                .formatted(
                    Moment.text(entry.when()),
                    CaretRenderer.printable(entry.who()),
                    HistoryTableView.what(entry.deed())));
      }
    } catch (KernelException unreadable) {
      return Map.of();
    }
    return applies;
  }

  private Map<String, String> topics() {
    Map<String, String> topics = new TreeMap<>(HelpPages.topics());
    registry
        .getCommands()
        .forEach(command -> topics.put(command.getName(), command.getDescription()));
    return topics;
  }

  private static Names plain(Stream<String> names, Completion place) {
    Map<String, String> all = new TreeMap<>();
    names.forEach(name -> all.put(name, ""));
    return described(all, place);
  }

  private static Names described(Map<String, String> names, Completion place) {
    Map<String, String> left = new TreeMap<>(names);
    left.keySet().removeAll(place.listed());
    return Names.beginning(ImmutableSortedMap.copyOf(left), place.typed(), Function.identity());
  }
}
