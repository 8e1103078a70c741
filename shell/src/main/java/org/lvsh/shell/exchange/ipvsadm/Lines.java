package org.lvsh.shell.exchange.ipvsadm;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.lvsh.kernel.model.RealServer;
import org.lvsh.kernel.model.ServerKey;
import org.lvsh.kernel.model.ServiceKey;
import org.lvsh.kernel.model.Setting;
import org.lvsh.language.diagnostic.Span;
import org.lvsh.shell.exchange.Findings;
import org.lvsh.shell.exchange.MachineNames;
import org.lvsh.shell.exchange.netfilter.PacketFilter;
import org.lvsh.shell.exchange.netfilter.Places;
import org.lvsh.shell.exchange.script.Programs;
import org.lvsh.shell.exchange.script.ShellCommand;
import org.lvsh.shell.exchange.script.ShellLines;
import org.lvsh.shell.exchange.script.Status;
import org.lvsh.shell.exchange.script.Word;

/** Carries the lines of ipvsadm out on a table, and gives those of a packet filter to it. */
final class Lines implements Programs {
  private static final Pattern SETTING =
      Pattern.compile("net[./]ipv4[./]vs[./]([A-Za-z0-9_][A-Za-z0-9_.-]{0,62})=(.{1,1000})");

  /** What sets one, whether its value is known or not. */
  private static final Pattern SETS = Pattern.compile("net[./]ipv4[./]vs[./][^=]*=.*");

  private static final Pattern READS = Pattern.compile("-p.*|--load(=.*)?|--system");
  private static final String FOLDER = "/proc/sys/net/ipv4/vs/";
  private static final Pattern FILE =
      Pattern.compile(FOLDER + "([A-Za-z0-9_][A-Za-z0-9_.-]{0,62})");

  private final IpvsTable table;
  private final PacketFilter filter;
  private final MachineNames names;
  private final Places places;
  private final Findings findings;
  private int count;

  Lines(IpvsTable table, PacketFilter filter, MachineNames names, Findings findings) {
    this.table = table;
    this.filter = filter;
    this.names = names;
    this.places = new Places(names, findings);
    this.findings = findings;
  }

  /** How many lines of ipvsadm there were. */
  int count() {
    return count;
  }

  @Override
  public boolean heeds(String program) {
    return isIpvsadm(program) || program.equals("sysctl") || filter.heeds(program);
  }

  private static boolean isIpvsadm(String program) {
    return program.matches("ipvsadm(-save|-restore)?") || program.matches("--?[A-Za-z].*");
  }

  @Override
  public boolean changes(String program, List<String> arguments) {
    if (program.equals("sysctl")) {
      return arguments.stream().anyMatch(one -> SETS.matcher(one).matches());
    }
    if (program.equals("ipvsadm-restore")) {
      return true;
    }
    if (program.equals("ipvsadm-save") || !isIpvsadm(program)) {
      return !program.equals("ipvsadm-save") && filter.changes(program, arguments);
    }
    List<String> words = program.equals("ipvsadm") ? arguments : List.of(program);
    // Words that begin with no command may hold one that is not known here.
    return !words.isEmpty() && LineReader.command(words).filter(Command::isHarmless).isEmpty();
  }

  /**
   * How a command ends. A listing of a service and the like fail where it is not there; whether a
   * line takes out what was there before the script only the machine knows.
   */
  @Override
  public Status outcome(ShellCommand command) {
    String program = command.program();
    if (filter.heeds(program)) {
      return filter.outcome(command);
    }
    List<Word> words = program.equals("ipvsadm") ? command.arguments() : command.words();
    if (program.equals("sysctl")) {
      return words.stream().anyMatch(word -> word.text().matches("-p|--system|[^=]+=.*"))
          ? Status.SUCCESS
          : Status.UNKNOWN;
    }
    if (words.isEmpty() || program.matches("ipvsadm-(save|restore)")) {
      return Status.SUCCESS;
    }
    Findings untold = new Findings();
    return LineReader.read(words, command.span(), untold)
        .map(line -> outcome(line, new LineMeaning(line, new Places(names, untold), untold)))
        .orElse(Status.UNKNOWN);
  }

  private Status outcome(Line line, LineMeaning meaning) {
    boolean ofService = Option.SERVICE.stream().anyMatch(line::has);
    if (!ofService) {
      return Status.SUCCESS;
    }
    Optional<ServiceKey> key = meaning.key();
    if (key.isEmpty()) {
      return Status.UNKNOWN;
    }
    boolean there = table.has(key.get());
    boolean server =
        line.command().isAboutServers()
            && meaning.serverKey(key.get()).filter(one -> table.has(key.get(), one)).isPresent();
    return switch (line.command()) {
      case LIST, ZERO -> Status.of(there);
      case ADD_SERVICE -> Status.of(!there);
      case ADD_SERVER -> Status.of(there && !server);
      case EDIT_SERVICE -> Status.of(there);
      case EDIT_SERVER -> Status.of(server);
      case DELETE_SERVICE -> there ? Status.SUCCESS : Status.UNKNOWN;
      case DELETE_SERVER -> server ? Status.SUCCESS : Status.UNKNOWN;
      case CLEAR, SET, START_DAEMON, STOP_DAEMON, RESTORE, SAVE, HELP -> Status.SUCCESS;
    };
  }

  @Override
  public void take(ShellCommand command) {
    String program = command.program();
    if (filter.heeds(program)) {
      filter.take(command);
    } else if (program.equals("sysctl")) {
      settings(command);
    } else if (program.equals("ipvsadm-restore")) {
      restore(command);
    } else if (program.equals("ipvsadm-save")) {
      count++;
    } else {
      line(program.equals("ipvsadm") ? command.arguments() : command.words(), command);
    }
  }

  private void settings(ShellCommand command) {
    boolean any = false;
    for (Word word : command.arguments()) {
      Matcher setting = SETTING.matcher(word.text());
      if (setting.matches()) {
        set(setting.group(1), setting.group(2), word.span());
        any = true;
      }
    }
    boolean reads =
        command.arguments().stream().anyMatch(word -> READS.matcher(word.text()).matches());
    if (reads) {
      findings.notCarried(
          command.span(),
          "it reads another file: settings of IPVS there are carried over where they stand here");
    } else if (!any) {
      findings.notCarried(command.span(), "not a setting of IPVS: it stays with the system");
    }
  }

  private void set(String name, String value, Span where) {
    Optional<Setting> setting = setting(name, value);
    if (setting.isPresent()
        && setting.get().known().map(one -> one.takes(setting.get())).orElse(true)) {
      table.set(setting.get());
      return;
    }
    findings.error(
        "bad-setting",
        where,
        "%s cannot be the value of %s".formatted(value, name),
        setting
            .flatMap(Setting::known)
            .map(known -> "it is " + known.range())
            .orElse("it is words of visible letters"));
  }

  private static Optional<Setting> setting(String name, String value) {
    try {
      return Optional.of(Setting.of(name, value));
    } catch (IllegalArgumentException none) {
      return Optional.empty();
    }
  }

  @Override
  public boolean changesFile(String path) {
    return path.startsWith(FOLDER);
  }

  /** {@code echo 1 > /proc/sys/net/ipv4/vs/conntrack}. */
  @Override
  public boolean takeOutput(ShellCommand command) {
    Matcher file = FILE.matcher(command.outputs().get(command.outputs().size() - 1).text());
    if (!command.program().equals("echo") || !file.matches()) {
      return false;
    }
    String value =
        command.arguments().stream()
            .map(Word::text)
            .dropWhile(word -> word.matches("-[neE]+"))
            .collect(Collectors.joining(" "));
    set(file.group(1), value.strip(), command.span());
    return true;
  }

  private void restore(ShellCommand command) {
    if (command.input().isEmpty()) {
      findings.error(
          "reads-a-file",
          command.span(),
          "what this reads stands in another file",
          "import that file by itself");
      return;
    }
    for (ShellCommand line : ShellLines.of(command.input().get())) {
      boolean named = line.program().equals("ipvsadm");
      line(named ? line.arguments() : line.words(), line);
    }
  }

  private void line(List<Word> words, ShellCommand command) {
    count++;
    if (words.isEmpty()) {
      return;
    }
    Optional<Command> verb = LineReader.command(words.stream().map(Word::text).toList());
    if (verb.filter(Command::isHarmless).isPresent()) {
      return;
    }
    if (verb.filter(one -> one == Command.RESTORE).isPresent()) {
      restore(command);
      return;
    }
    LineReader.read(words, command.span(), findings).ifPresent(this::carryOut);
  }

  private void carryOut(Line line) {
    LineMeaning meaning = new LineMeaning(line, places, findings);
    Span where = line.where();
    switch (line.command()) {
      case ADD_SERVICE -> meaning.service().ifPresent(service -> table.add(service, where));
      case EDIT_SERVICE -> meaning.service().ifPresent(service -> table.edit(service, where));
      case DELETE_SERVICE -> meaning.key().ifPresent(key -> table.delete(key, where));
      case CLEAR -> table.clear(where);
      case ADD_SERVER, EDIT_SERVER, DELETE_SERVER ->
          meaning.key().ifPresent(key -> server(line.command(), meaning, key, where));
      case SET -> meaning.timeouts().ifPresent(table::set);
      case START_DAEMON -> meaning.daemon().ifPresent(daemon -> table.start(daemon, where));
      case STOP_DAEMON -> meaning.role().ifPresent(table::stop);
      case LIST, ZERO, RESTORE, SAVE, HELP -> {}
    }
  }

  private void server(Command command, LineMeaning meaning, ServiceKey key, Span where) {
    if (command == Command.DELETE_SERVER) {
      Optional<ServerKey> server = meaning.serverKey(key);
      server.ifPresent(one -> table.delete(key, one, where));
      return;
    }
    Optional<RealServer> server = meaning.server(key);
    if (command == Command.ADD_SERVER) {
      server.ifPresent(one -> table.add(key, one, where));
    } else {
      server.ifPresent(one -> table.edit(key, one, where));
    }
  }
}
