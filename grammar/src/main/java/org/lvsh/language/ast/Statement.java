package org.lvsh.language.ast;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.lvsh.language.diagnostic.Span;

/** One statement: what stands on a line, or between two semicolons. */
public sealed interface Statement {
  Span span();

  /** The first word, by which the command is found that carries it out. */
  String verb();

  <R> R accept(Cases<R> cases);

  /** Whether it changes the candidate (a declaration or an edit) rather than doing something. */
  default boolean isChange() {
    return this instanceof Change;
  }

  /** A declaration or an edit: all that a file given to plan, apply or check may hold. */
  sealed interface Change extends Statement {}

  /**
   * A change that tells how the others are meant: it holds on at the prompt when they are applied.
   */
  sealed interface Setting extends Change {}

  /** Something that is done at once. */
  sealed interface Action extends Statement {}

  /** One case for each statement. */
  interface Cases<R> {
    R service(Service statement);

    R server(Server statement);

    R pool(Pool statement);

    R let(Let statement);

    R include(Include statement);

    R source(SourceName statement);

    R marks(Marks statement);

    R timeouts(Timeouts statement);

    R kernel(Kernel statement);

    R startSync(StartSync statement);

    R stopSync(StopSync statement);

    R allow(Allow statement);

    R setService(SetService statement);

    R setServer(SetServer statement);

    R addServer(AddServer statement);

    R removeServer(RemoveServer statement);

    R removeService(RemoveService statement);

    R removePool(RemovePool statement);

    R removeAll(RemoveAll statement);

    R rename(Rename statement);

    R adopt(Adopt statement);

    R undo(Undo statement);

    R discard(Discard statement);

    R plan(Plan statement);

    R apply(Apply statement);

    R confirm(Confirm statement);

    R history(History statement);

    R rollback(Rollback statement);

    R drain(Drain statement);

    R undrain(Undrain statement);

    R recover(Recover statement);

    R check(Check statement);

    R format(Format statement);

    R importing(Import statement);

    R export(Export statement);

    R show(Show statement);

    R trace(Trace statement);

    R watch(Watch statement);

    R explain(Explain statement);

    R probe(Probe statement);

    R doctor(Doctor statement);

    R zero(Zero statement);

    R simulate(Simulate statement);

    R clock(Clock statement);

    R help(Help statement);

    R version(Version statement);

    R exit(Exit statement);

    R broken(Broken statement);
  }

  /** {@code service NAME on …}. */
  record Service(Span span, Located<String> name, ServiceTarget target, List<ServiceOption> options)
      implements Change {
    public Service {
      options = List.copyOf(options);
    }

    @Override
    public String verb() {
      return "service";
    }

    @Override
    public <R> R accept(Cases<R> cases) {
      return cases.service(this);
    }
  }

  /** {@code server ADDRESS …}: of the service above it. */
  record Server(Span span, ServerAddress address, List<ServerOption> options) implements Change {
    public Server {
      options = List.copyOf(options);
    }

    @Override
    public String verb() {
      return "server";
    }

    @Override
    public <R> R accept(Cases<R> cases) {
      return cases.server(this);
    }
  }

  /** {@code pool NAME}: servers that several services share. */
  record Pool(Span span, Located<String> name) implements Change {
    @Override
    public String verb() {
      return "pool";
    }

    @Override
    public <R> R accept(Cases<R> cases) {
      return cases.pool(this);
    }
  }

  /**
   * {@code let NAME = VALUE,…}: the values stand wherever {@code $NAME} is written below.
   *
   * @param values as they are written, or as another name stood for them
   */
  record Let(Span span, Located<String> name, List<Located<String>> values) implements Setting {
    public Let {
      values = List.copyOf(values);
    }

    @Override
    public String verb() {
      return "let";
    }

    @Override
    public <R> R accept(Cases<R> cases) {
      return cases.let(this);
    }
  }

  /**
   * {@code include FILE}: the declarations and edits of another file.
   *
   * @param contents what the file holds
   */
  record Include(Span span, Located<String> file, List<Statement> contents) implements Change {
    public Include {
      contents = List.copyOf(contents);
    }

    @Override
    public String verb() {
      return "include";
    }

    @Override
    public <R> R accept(Cases<R> cases) {
      return cases.include(this);
    }
  }

  /** {@code source NAME}: whose the services are that are declared below. */
  record SourceName(Span span, Located<String> name) implements Setting {
    /** The longest name, in UTF-16 units. */
    public static final int LONGEST = 255;

    /** Whether services can be known by a text as the name of their source. */
    public static boolean canBe(String name) {
      return !name.isBlank()
          && name.length() <= LONGEST
          && name.chars().noneMatch(Character::isISOControl);
    }

    @Override
    public String verb() {
      return "source";
    }

    @Override
    public <R> R accept(Cases<R> cases) {
      return cases.source(this);
    }
  }

  /** {@code marks A-B}: where automatic marks are taken from. */
  record Marks(Span span, Located<MarkRange> range) implements Setting {
    @Override
    public String verb() {
      return "marks";
    }

    @Override
    public <R> R accept(Cases<R> cases) {
      return cases.marks(this);
    }
  }

  /** {@code timeouts …}: what is not said stays. */
  record Timeouts(
      Span span,
      Optional<Located<Duration>> tcp,
      Optional<Located<Duration>> fin,
      Optional<Located<Duration>> udp)
      implements Change {
    @Override
    public String verb() {
      return "timeouts";
    }

    @Override
    public <R> R accept(Cases<R> cases) {
      return cases.timeouts(this);
    }
  }

  /** What a sync daemon does. */
  enum SyncRole {
    MASTER,
    BACKUP;

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * {@code kernel NAME = VALUE}: a setting in a file of its own under {@code
   * /proc/sys/net/ipv4/vs}.
   *
   * @param values its words, one or more; whether the kernel takes them is not for the grammar to
   *     say
   */
  record Kernel(Span span, Located<String> setting, List<Located<String>> values)
      implements Change {
    public Kernel {
      values = List.copyOf(values);
    }

    @Override
    public String verb() {
      return "kernel";
    }

    @Override
    public <R> R accept(Cases<R> cases) {
      return cases.kernel(this);
    }
  }

  /**
   * {@code sync ROLE on INTERFACE …}: this daemon runs; what is not said has its default.
   *
   * @param maxLength the most bytes in a packet
   */
  record StartSync(
      Span span,
      SyncRole role,
      Located<String> interfaceName,
      Optional<Located<Integer>> id,
      Optional<Located<InetAddress>> group,
      Optional<Located<Integer>> port,
      Optional<Located<Integer>> ttl,
      Optional<Located<Integer>> maxLength)
      implements Change {
    @Override
    public String verb() {
      return "sync";
    }

    @Override
    public <R> R accept(Cases<R> cases) {
      return cases.startSync(this);
    }
  }

  /** {@code no sync ROLE}: this daemon does not run. */
  record StopSync(Span span, SyncRole role) implements Change {
    @Override
    public String verb() {
      return "no";
    }

    @Override
    public <R> R accept(Cases<R> cases) {
      return cases.stopSync(this);
    }
  }

  /**
   * {@code allow CODE,…}: these warnings are not wanted.
   *
   * @param codes as written
   */
  record Allow(Span span, List<Located<String>> codes) implements Setting {
    public Allow {
      codes = List.copyOf(codes);
    }

    @Override
    public String verb() {
      return "allow";
    }

    @Override
    public <R> R accept(Cases<R> cases) {
      return cases.allow(this);
    }
  }

  /** {@code set NAME …}: what is said changes, the rest stays. */
  record SetService(
      Span span,
      Located<String> name,
      Optional<List<Located<InetAddress>>> addresses,
      Optional<List<Located<PortRange>>> ports,
      List<ServiceOption> options,
      List<Located<Removable>> removals)
      implements Change {
    public SetService {
      addresses = addresses.map(List::copyOf);
      ports = ports.map(List::copyOf);
      options = List.copyOf(options);
      removals = List.copyOf(removals);
    }

    @Override
    public String verb() {
      return "set";
    }

    @Override
    public <R> R accept(Cases<R> cases) {
      return cases.setService(this);
    }
  }

  /** What {@code no} can take away. */
  enum Removable {
    STICKY("sticky"),
    MARK("mark"),
    ONE_PACKET("one-packet"),
    ALLOW("allow"),
    POOL("pool");

    private final String word;

    Removable(String word) {
      this.word = word;
    }

    public String word() {
      return word;
    }
  }

  /** {@code set NAME server ADDRESS …}. */
  record SetServer(
      Span span, Located<String> name, ServerAddress address, List<ServerOption> options)
      implements Change {
    public SetServer {
      options = List.copyOf(options);
    }

    @Override
    public String verb() {
      return "set";
    }

    @Override
    public <R> R accept(Cases<R> cases) {
      return cases.setServer(this);
    }
  }

  /** {@code add server ADDRESS … to NAME}. */
  record AddServer(
      Span span, ServerAddress address, List<ServerOption> options, Located<String> name)
      implements Change {
    public AddServer {
      options = List.copyOf(options);
    }

    @Override
    public String verb() {
      return "add";
    }

    @Override
    public <R> R accept(Cases<R> cases) {
      return cases.addServer(this);
    }
  }

  /** {@code remove server ADDRESS from NAME}. */
  record RemoveServer(Span span, ServerAddress address, Located<String> name) implements Change {
    @Override
    public String verb() {
      return "remove";
    }

    @Override
    public <R> R accept(Cases<R> cases) {
      return cases.removeServer(this);
    }
  }

  /** {@code remove service NAME}. */
  record RemoveService(Span span, Located<String> name) implements Change {
    @Override
    public String verb() {
      return "remove";
    }

    @Override
    public <R> R accept(Cases<R> cases) {
      return cases.removeService(this);
    }
  }

  /** {@code remove pool NAME}. */
  record RemovePool(Span span, Located<String> name) implements Change {
    @Override
    public String verb() {
      return "remove";
    }

    @Override
    public <R> R accept(Cases<R> cases) {
      return cases.removePool(this);
    }
  }

  /** {@code remove all}: what lvsh owns. */
  record RemoveAll(Span span) implements Change {
    @Override
    public String verb() {
      return "remove";
    }

    @Override
    public <R> R accept(Cases<R> cases) {
      return cases.removeAll(this);
    }
  }

  /** {@code rename A to B}. */
  record Rename(Span span, Located<String> from, Located<String> to) implements Change {
    @Override
    public String verb() {
      return "rename";
    }

    @Override
    public <R> R accept(Cases<R> cases) {
      return cases.rename(this);
    }
  }

  /**
   * {@code adopt NAME [as NEW]}: what others made becomes ours.
   *
   * @param newName its name from then on
   */
  record Adopt(Span span, Located<String> name, Optional<Located<String>> newName)
      implements Change {
    @Override
    public String verb() {
      return "adopt";
    }

    @Override
    public <R> R accept(Cases<R> cases) {
      return cases.adopt(this);
    }
  }

  /** {@code undo}: takes back the last staged statement. */
  record Undo(Span span) implements Action {
    @Override
    public String verb() {
      return "undo";
    }

    @Override
    public <R> R accept(Cases<R> cases) {
      return cases.undo(this);
    }
  }

  /** {@code discard}: takes back all of them. */
  record Discard(Span span) implements Action {
    @Override
    public String verb() {
      return "discard";
    }

    @Override
    public <R> R accept(Cases<R> cases) {
      return cases.discard(this);
    }
  }

  /** The forms of a plan. */
  enum PlanFormat {
    TEXT,
    JSON,
    COMMANDS,
    MARKDOWN
  }

  /**
   * {@code plan [FILE] [with probe] [as …] [to FILE | against SNAPSHOT]}.
   *
   * @param probe whether the servers that it adds are asked what they answer
   * @param to the file that the plan is saved in
   * @param against the file of a snapshot that stands for the kernel
   */
  record Plan(
      Span span,
      Optional<Located<String>> file,
      boolean probe,
      Optional<PlanFormat> format,
      Optional<Located<String>> to,
      Optional<Located<String>> against)
      implements Action {
    @Override
    public String verb() {
      return "plan";
    }

    @Override
    public <R> R accept(Cases<R> cases) {
      return cases.plan(this);
    }
  }

  /**
   * {@code apply [FILE] [confirm within TIME]}.
   *
   * @param confirmWithin how long to wait for a {@code confirm}, after which all is put back: 1 s
   *     to a day
   */
  record Apply(Span span, Optional<Located<String>> file, Optional<Located<Duration>> confirmWithin)
      implements Action {
    @Override
    public String verb() {
      return "apply";
    }

    @Override
    public <R> R accept(Cases<R> cases) {
      return cases.apply(this);
    }
  }

  /** What can become of a change that was cut short. */
  enum RecoveryWay {
    /** What is left of it is done. */
    FINISH,
    /** What is done of it is put back. */
    BACK,
    /** The kernel is kept as it is. */
    KEEP
  }

  /** {@code recover [finish|back|keep]}. */
  record Recover(Span span, Optional<RecoveryWay> way) implements Action {
    @Override
    public String verb() {
      return "recover";
    }

    @Override
    public <R> R accept(Cases<R> cases) {
      return cases.recover(this);
    }
  }

  /** {@code confirm}: what was applied on trial stays. */
  record Confirm(Span span) implements Action {
    @Override
    public String verb() {
      return "confirm";
    }

    @Override
    public <R> R accept(Cases<R> cases) {
      return cases.confirm(this);
    }
  }

  /** The forms of a list of what was applied. */
  enum HistoryFormat {
    TABLE,
    JSON
  }

  /**
   * {@code history [all] [as …]}: what was applied.
   *
   * @param all whether no old one is left out
   */
  record History(Span span, boolean all, Optional<HistoryFormat> format) implements Action {
    @Override
    public String verb() {
      return "history";
    }

    @Override
    public <R> R accept(Cases<R> cases) {
      return cases.history(this);
    }
  }

  /**
   * {@code rollback [N]}: back to the state before an apply.
   *
   * @param entry its number in the history, from 1 on; empty: the last one
   */
  record Rollback(Span span, Optional<Located<Integer>> entry) implements Action {
    @Override
    public String verb() {
      return "rollback";
    }

    @Override
    public <R> R accept(Cases<R> cases) {
      return cases.rollback(this);
    }
  }

  /**
   * {@code drain ADDRESS [from NAME] [within TIME]}: no new clients for a server.
   *
   * @param service empty: all that have the server
   * @param within how long to wait for the clients that it has; empty: as long as somebody watches
   */
  record Drain(
      Span span,
      ServerAddress server,
      Optional<Located<String>> service,
      Optional<Located<Duration>> within)
      implements Action {
    @Override
    public String verb() {
      return "drain";
    }

    @Override
    public <R> R accept(Cases<R> cases) {
      return cases.drain(this);
    }
  }

  /**
   * {@code undrain ADDRESS [in NAME]}: the weight that it had before.
   *
   * @param service empty: all in which it is drained
   */
  record Undrain(Span span, ServerAddress server, Optional<Located<String>> service)
      implements Action {
    @Override
    public String verb() {
      return "undrain";
    }

    @Override
    public <R> R accept(Cases<R> cases) {
      return cases.undrain(this);
    }
  }

  /** The forms of what is wrong with a file, or with a machine. */
  enum CheckFormat {
    TEXT,
    JSON
  }

  /** {@code check FILE [as …]}. */
  record Check(Span span, Located<String> file, Optional<CheckFormat> format) implements Action {
    @Override
    public String verb() {
      return "check";
    }

    @Override
    public <R> R accept(Cases<R> cases) {
      return cases.check(this);
    }
  }

  /** {@code format FILE}. */
  record Format(Span span, Located<String> file) implements Action {
    @Override
    public String verb() {
      return "format";
    }

    @Override
    public <R> R accept(Cases<R> cases) {
      return cases.format(this);
    }
  }

  /** What statements can be made of. */
  enum ImportFormat {
    KERNEL,
    IPVSADM,
    KEEPALIVED,
    LDIRECTORD
  }

  /**
   * {@code import FORMAT [FILE] [with FILE …] [partial] [to FILE]}.
   *
   * @param file what is read; empty for the kernel
   * @param beside files that say more of the same, such as what sets the marks
   * @param partial whether what can be read is wanted where not all of it can
   */
  record Import(
      Span span,
      ImportFormat format,
      Optional<Located<String>> file,
      List<Located<String>> beside,
      boolean partial,
      Optional<Located<String>> to)
      implements Action {
    public Import {
      beside = List.copyOf(beside);
    }

    @Override
    public String verb() {
      return "import";
    }

    @Override
    public <R> R accept(Cases<R> cases) {
      return cases.importing(this);
    }
  }

  /** What the kernel's state can be written as. */
  enum ExportFormat {
    LVS,
    IPVSADM,
    KEEPALIVED,
    NFT,
    IPTABLES
  }

  /** {@code export FORMAT [to FILE]}. */
  record Export(Span span, ExportFormat format, Optional<Located<String>> file) implements Action {
    @Override
    public String verb() {
      return "export";
    }

    @Override
    public <R> R accept(Cases<R> cases) {
      return cases.export(this);
    }
  }

  /** What can be shown. */
  enum Subject {
    SERVICES,
    SERVERS,
    POOLS,
    MARKS,
    STATS,
    RATES,
    CONNECTIONS,
    TEMPLATES,
    TIMEOUTS,
    SYNC,
    KERNEL,
    CANDIDATE,
    DRIFT,
    SERVICE,
    HISTORY
  }

  /** The forms of what is shown. */
  enum ShowFormat {
    TABLE,
    JSON,
    LVS,
    IPVSADM
  }

  /** What shown rows can be sorted by, called as it is written. */
  enum Column {
    CLIENT,
    SERVICE,
    VIRTUAL,
    SERVER,
    EXPIRES,
    STATE,
    WEIGHT,
    CONNECTIONS,
    PACKETS,
    BYTES,
    ACTIVE,
    INACTIVE,
    PERSISTENT
  }

  /** {@code by COLUMN [reversed]}. */
  record Sorting(Column column, boolean reversed) {}

  /**
   * {@code [for NAME] [from NETWORK] [by COLUMN [reversed]]}: which rows are shown, and in which
   * order.
   */
  record Selection(
      Optional<Located<String>> service,
      Optional<Located<Network>> clients,
      Optional<Sorting> sorting) {
    /** All, in the order in which they are shown where none is said. */
    public static final Selection ALL =
        new Selection(Optional.empty(), Optional.empty(), Optional.empty());
  }

  /**
   * {@code show SUBJECT [for …] [from …] [by …] [as …]}.
   *
   * @param name of the one service, where the subject is {@link Subject#SERVICE}
   * @param entry the number of the one apply, where the subject is {@link Subject#HISTORY}
   */
  record Show(
      Span span,
      Subject subject,
      Optional<Located<String>> name,
      Optional<Located<Integer>> entry,
      Selection selection,
      Optional<ShowFormat> format)
      implements Action {
    @Override
    public String verb() {
      return "show";
    }

    @Override
    public <R> R accept(Cases<R> cases) {
      return cases.show(this);
    }
  }

  /** The forms of a trace. */
  enum TraceFormat {
    TEXT,
    JSON
  }

  /**
   * {@code trace CLIENT[:PORT] to VIP:PORT [tcp|udp|sctp] [as …]}: the way of a packet.
   *
   * @param target with a port
   */
  record Trace(
      Span span,
      Located<Endpoint> client,
      Located<Endpoint> target,
      Optional<TransportProtocol> protocol,
      Optional<TraceFormat> format)
      implements Action {
    @Override
    public String verb() {
      return "trace";
    }

    @Override
    public <R> R accept(Cases<R> cases) {
      return cases.trace(this);
    }
  }

  /** What is watched. */
  enum WatchSubject {
    TEMPLATES,
    CONNECTIONS,
    RATES,
    /** One service: its servers, and who is on them. */
    SERVICE
  }

  /**
   * {@code watch SUBJECT [for NAME] [from NETWORK] [every TIME] [as json [count N] [for TIME]]}.
   *
   * @param service the only one that is shown; there where the subject is a service
   * @param every how often the kernel is looked at: 1 s to an hour
   * @param json whether changes are written line by line, for programs
   * @param count how many lines at most, from 1; only for programs
   * @param during how long at most; only for programs
   */
  record Watch(
      Span span,
      WatchSubject subject,
      Optional<Located<String>> service,
      Optional<Located<Network>> from,
      Optional<Located<Duration>> every,
      boolean json,
      Optional<Located<Integer>> count,
      Optional<Located<Duration>> during)
      implements Action {
    @Override
    public String verb() {
      return "watch";
    }

    @Override
    public <R> R accept(Cases<R> cases) {
      return cases.watch(this);
    }
  }

  /** {@code explain NAME}: what a service means, in plain words. */
  record Explain(Span span, Located<String> name) implements Action {
    @Override
    public String verb() {
      return "explain";
    }

    @Override
    public <R> R accept(Cases<R> cases) {
      return cases.explain(this);
    }
  }

  /** The forms of what real servers have answered. */
  enum ProbeFormat {
    TEXT,
    JSON
  }

  /**
   * {@code probe [NAME [ports PORTS] [http [/PATH]] [host HOST] [tls] [within TIME] [as …]]}: what
   * real servers answer.
   *
   * @param name empty: every service, and nothing else is said
   * @param ports which ports of the service, never any; empty: those that it has
   * @param path what is asked for by HTTP, from the slash on; empty: nothing is
   * @param host the name that clients call it by
   * @param tls whether every port speaks TLS, not only those that are known for it
   * @param within how long a server may take to answer: 1 s to 60 s
   */
  record Probe(
      Span span,
      Optional<Located<String>> name,
      Optional<List<Located<PortRange>>> ports,
      Optional<Located<String>> path,
      Optional<Located<String>> host,
      boolean tls,
      Optional<Located<Duration>> within,
      Optional<ProbeFormat> format)
      implements Action {
    public Probe {
      ports = ports.map(List::copyOf);
    }

    @Override
    public String verb() {
      return "probe";
    }

    @Override
    public <R> R accept(Cases<R> cases) {
      return cases.probe(this);
    }
  }

  /** {@code doctor [as …]}: what is wrong with the machine as a director. */
  record Doctor(Span span, Optional<CheckFormat> format) implements Action {
    @Override
    public String verb() {
      return "doctor";
    }

    @Override
    public <R> R accept(Cases<R> cases) {
      return cases.doctor(this);
    }
  }

  /** {@code zero [NAME]}: counters begin anew. */
  record Zero(Span span, Optional<Located<String>> name) implements Action {
    @Override
    public String verb() {
      return "zero";
    }

    @Override
    public <R> R accept(Cases<R> cases) {
      return cases.zero(this);
    }
  }

  /**
   * {@code simulate N clients to NAME [from NETWORK] [for TIME]}: clients come to a simulated
   * kernel.
   *
   * @param clients how many, from 1
   * @param during the time over which they come; all at once where it is empty
   */
  record Simulate(
      Span span,
      Located<Integer> clients,
      Located<String> name,
      Optional<Located<Network>> from,
      Optional<Located<Duration>> during)
      implements Action {
    @Override
    public String verb() {
      return "simulate";
    }

    @Override
    public <R> R accept(Cases<R> cases) {
      return cases.simulate(this);
    }
  }

  /** {@code clock forward TIME}: time passes in a simulated kernel. */
  record Clock(Span span, Located<Duration> time) implements Action {
    @Override
    public String verb() {
      return "clock";
    }

    @Override
    public <R> R accept(Cases<R> cases) {
      return cases.clock(this);
    }
  }

  /** {@code help [TOPIC]}. */
  record Help(Span span, Optional<Located<String>> topic) implements Action {
    @Override
    public String verb() {
      return "help";
    }

    @Override
    public <R> R accept(Cases<R> cases) {
      return cases.help(this);
    }
  }

  /** {@code version}. */
  record Version(Span span) implements Action {
    @Override
    public String verb() {
      return "version";
    }

    @Override
    public <R> R accept(Cases<R> cases) {
      return cases.version(this);
    }
  }

  /** {@code exit} or {@code quit}. */
  record Exit(Span span) implements Action {
    @Override
    public String verb() {
      return "exit";
    }

    @Override
    public <R> R accept(Cases<R> cases) {
      return cases.exit(this);
    }
  }

  /**
   * A statement with a mistake in it, kept so that what follows is not blamed for it.
   *
   * @param verb its first word; empty where that is no verb
   * @param name the name it would have declared
   */
  record Broken(Span span, String verb, Optional<String> name) implements Change {
    @Override
    public <R> R accept(Cases<R> cases) {
      return cases.broken(this);
    }
  }
}
