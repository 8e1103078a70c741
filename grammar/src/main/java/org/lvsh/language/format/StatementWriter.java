package org.lvsh.language.format;

import com.google.common.net.InetAddresses;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.lvsh.language.ast.Endpoint;
import org.lvsh.language.ast.Located;
import org.lvsh.language.ast.MarkRange;
import org.lvsh.language.ast.Network;
import org.lvsh.language.ast.ServerAddress;
import org.lvsh.language.ast.ServerOption;
import org.lvsh.language.ast.ServiceOption;
import org.lvsh.language.ast.ServiceTarget;
import org.lvsh.language.ast.Statement;
import org.lvsh.language.ast.TransportProtocol;

/**
 * Writes a statement on one line, in the one canonical form. Reading what it wrote gives the same
 * tree.
 */
public final class StatementWriter implements Statement.Cases<String> {

  /** The statement without indentation. */
  public String write(Statement statement) {
    return statement.accept(this);
  }

  /** What a service is on, without its name: {@code 192.168.0.1 ports 80,443}. */
  public String target(ServiceTarget target) {
    return target.accept(new TargetWriter());
  }

  /** The options of a service in their canonical order. */
  public String options(List<ServiceOption> options) {
    return OptionWriter.write(options);
  }

  /** A server's address and options. */
  public String server(ServerAddress address, List<ServerOption> options) {
    return words(address(address), ServerOptionWriter.write(options));
  }

  @Override
  public String service(Statement.Service statement) {
    return words(
        "service",
        word(statement.name()),
        "on",
        target(statement.target()),
        options(statement.options()));
  }

  @Override
  public String server(Statement.Server statement) {
    return words("server", server(statement.address(), statement.options()));
  }

  @Override
  public String pool(Statement.Pool statement) {
    return words("pool", word(statement.name()));
  }

  @Override
  public String let(Statement.Let statement) {
    return words("let", word(statement.name()), "=", list(statement.values(), value -> value));
  }

  @Override
  public String include(Statement.Include statement) {
    return words("include", file(statement.file()));
  }

  @Override
  public String source(Statement.SourceName statement) {
    return words("source", word(statement.name(), StatementWriter::source));
  }

  @Override
  public String marks(Statement.Marks statement) {
    return words("marks", word(statement.range(), MarkRange::toString));
  }

  @Override
  public String removePool(Statement.RemovePool statement) {
    return words("remove pool", word(statement.name()));
  }

  @Override
  public String timeouts(Statement.Timeouts statement) {
    return words(
        "timeouts",
        setting("tcp", statement.tcp().map(StatementWriter::seconds)),
        setting("fin", statement.fin().map(StatementWriter::seconds)),
        setting("udp", statement.udp().map(StatementWriter::seconds)));
  }

  private static String seconds(Located<Duration> time) {
    return word(time, value -> value.toSeconds() + "s");
  }

  private static String setting(String word, Optional<String> value) {
    return value.map(there -> word + " " + there).orElse("");
  }

  private static String number(String word, Optional<Located<Integer>> value) {
    return setting(word, value.map(there -> word(there, Object::toString)));
  }

  @Override
  public String startSync(Statement.StartSync statement) {
    return words(
        "sync",
        statement.role().word(),
        "on",
        word(statement.interfaceName()),
        number("id", statement.id()),
        setting("group", statement.group().map(group -> word(group, StatementWriter::address))),
        number("port", statement.port()),
        number("ttl", statement.ttl()),
        number("max-length", statement.maxLength()));
  }

  @Override
  public String stopSync(Statement.StopSync statement) {
    return words("no sync", statement.role().word());
  }

  @Override
  public String kernel(Statement.Kernel statement) {
    String values =
        statement.values().stream().map(References::keepList).collect(Collectors.joining(" "));
    return words("kernel", word(statement.setting()), "=", values);
  }

  @Override
  public String allow(Statement.Allow statement) {
    return allow(statement.codes());
  }

  static String allow(List<Located<String>> codes) {
    return "allow " + list(codes, code -> code);
  }

  @Override
  public String setService(Statement.SetService statement) {
    StringJoiner said = new StringJoiner(" ");
    statement.addresses().ifPresent(all -> said.add("on " + TargetWriter.addresses(all)));
    statement.ports().ifPresent(all -> said.add(TargetWriter.ports(all)));
    if (!statement.options().isEmpty()) {
      said.add(options(statement.options()));
    }
    statement.removals().forEach(what -> said.add("no " + what.value().word()));
    return words("set", word(statement.name()), said.toString());
  }

  @Override
  public String setServer(Statement.SetServer statement) {
    return words(
        "set", word(statement.name()), "server", server(statement.address(), statement.options()));
  }

  @Override
  public String addServer(Statement.AddServer statement) {
    return words(
        "add server",
        server(statement.address(), statement.options()),
        "to",
        word(statement.name()));
  }

  @Override
  public String removeServer(Statement.RemoveServer statement) {
    return words("remove server", address(statement.address()), "from", word(statement.name()));
  }

  @Override
  public String removeService(Statement.RemoveService statement) {
    return words("remove service", word(statement.name()));
  }

  @Override
  public String removeAll(Statement.RemoveAll statement) {
    return "remove all";
  }

  @Override
  public String rename(Statement.Rename statement) {
    return words("rename", word(statement.from()), "to", word(statement.to()));
  }

  @Override
  public String adopt(Statement.Adopt statement) {
    return words(
        "adopt",
        word(statement.name()),
        statement.newName().map(name -> "as " + word(name)).orElse(""));
  }

  @Override
  public String undo(Statement.Undo statement) {
    return "undo";
  }

  @Override
  public String discard(Statement.Discard statement) {
    return "discard";
  }

  @Override
  public String plan(Statement.Plan statement) {
    return words(
        "plan",
        statement.file().map(StatementWriter::file).orElse(""),
        statement.probe() ? "with probe" : "",
        statement.format().map(StatementWriter::as).orElse(""),
        statement.to().map(file -> "to " + file(file)).orElse(""),
        statement.against().map(snapshot -> "against " + file(snapshot)).orElse(""));
  }

  @Override
  public String apply(Statement.Apply statement) {
    return words(
        "apply",
        statement.file().map(StatementWriter::file).orElse(""),
        setting("confirm within", statement.confirmWithin().map(StatementWriter::seconds)));
  }

  @Override
  public String confirm(Statement.Confirm statement) {
    return "confirm";
  }

  @Override
  public String history(Statement.History statement) {
    return words(
        "history",
        statement.all() ? "all" : "",
        statement.format().map(StatementWriter::as).orElse(""));
  }

  @Override
  public String rollback(Statement.Rollback statement) {
    return words("rollback", statement.entry().map(StatementWriter::number).orElse(""));
  }

  private static String number(Located<Integer> said) {
    return word(said, value -> Integer.toString(value));
  }

  @Override
  public String drain(Statement.Drain statement) {
    return words(
        "drain",
        address(statement.server()),
        statement.service().map(name -> "from " + word(name)).orElse(""),
        statement.within().map(time -> "within " + seconds(time)).orElse(""));
  }

  @Override
  public String undrain(Statement.Undrain statement) {
    return words(
        "undrain",
        address(statement.server()),
        statement.service().map(name -> "in " + word(name)).orElse(""));
  }

  @Override
  public String recover(Statement.Recover statement) {
    return words(
        "recover", statement.way().map(way -> way.name().toLowerCase(Locale.ROOT)).orElse(""));
  }

  @Override
  public String check(Statement.Check statement) {
    return words(
        "check", file(statement.file()), statement.format().map(StatementWriter::as).orElse(""));
  }

  @Override
  public String format(Statement.Format statement) {
    return words("format", file(statement.file()));
  }

  @Override
  public String importing(Statement.Import statement) {
    return words(
        "import",
        statement.format().name().toLowerCase(Locale.ROOT),
        statement.file().map(StatementWriter::file).orElse(""),
        statement.beside().stream()
            .map(file -> "with " + file(file))
            .collect(Collectors.joining(" ")),
        statement.partial() ? "partial" : "",
        statement.to().map(file -> "to " + file(file)).orElse(""));
  }

  @Override
  public String export(Statement.Export statement) {
    return words(
        "export",
        statement.format().name().toLowerCase(Locale.ROOT),
        statement.file().map(file -> "to " + file(file)).orElse(""));
  }

  @Override
  public String show(Statement.Show statement) {
    return words(
        "show",
        statement.subject().name().toLowerCase(Locale.ROOT),
        statement.name().map(StatementWriter::word).orElse(""),
        statement.entry().map(StatementWriter::number).orElse(""),
        selection(statement.selection()),
        statement.format().map(StatementWriter::as).orElse(""));
  }

  private static String selection(Statement.Selection selection) {
    return words(
        selection.service().map(name -> "for " + word(name)).orElse(""),
        selection.clients().map(from -> "from " + word(from, Network::toString)).orElse(""),
        selection.sorting().map(StatementWriter::sorting).orElse(""));
  }

  private static String sorting(Statement.Sorting sorting) {
    String column = "by " + sorting.column().name().toLowerCase(Locale.ROOT);
    return sorting.reversed() ? column + " reversed" : column;
  }

  @Override
  public String trace(Statement.Trace statement) {
    return words(
        "trace",
        word(statement.client(), Endpoint::toString),
        "to",
        word(statement.target(), Endpoint::toString),
        statement.protocol().map(TransportProtocol::word).orElse(""),
        statement.format().map(StatementWriter::as).orElse(""));
  }

  @Override
  public String watch(Statement.Watch statement) {
    boolean one = statement.subject() == Statement.WatchSubject.SERVICE;
    return words(
        "watch",
        statement.subject().name().toLowerCase(Locale.ROOT),
        statement.service().map(name -> (one ? "" : "for ") + word(name)).orElse(""),
        statement.from().map(from -> "from " + word(from, Network::toString)).orElse(""),
        setting("every", statement.every().map(StatementWriter::seconds)),
        statement.json() ? "as json" : "",
        number("count", statement.count()),
        setting("for", statement.during().map(StatementWriter::seconds)));
  }

  @Override
  public String explain(Statement.Explain statement) {
    return words("explain", word(statement.name()));
  }

  @Override
  public String probe(Statement.Probe statement) {
    return words(
        "probe",
        statement.name().map(StatementWriter::word).orElse(""),
        statement.ports().map(TargetWriter::ports).orElse(""),
        statement.path().map(path -> "http " + word(path, StatementWriter::httpPath)).orElse(""),
        statement.host().map(host -> "host " + word(host)).orElse(""),
        statement.tls() ? "tls" : "",
        statement.within().map(time -> "within " + seconds(time)).orElse(""),
        statement.format().map(StatementWriter::as).orElse(""));
  }

  private static String httpPath(String path) {
    return path.matches("[A-Za-z0-9_.:/+~@%*-]+") ? path : quoted(path);
  }

  @Override
  public String doctor(Statement.Doctor statement) {
    return words("doctor", statement.format().map(StatementWriter::as).orElse(""));
  }

  @Override
  public String zero(Statement.Zero statement) {
    return words("zero", statement.name().map(StatementWriter::word).orElse(""));
  }

  @Override
  public String simulate(Statement.Simulate statement) {
    return words(
        "simulate",
        word(statement.clients(), count -> Integer.toString(count)),
        "clients to",
        word(statement.name()),
        statement.from().map(from -> "from " + word(from, Network::toString)).orElse(""),
        statement.during().map(time -> "for " + seconds(time)).orElse(""));
  }

  @Override
  public String clock(Statement.Clock statement) {
    return words("clock forward", seconds(statement.time()));
  }

  @Override
  public String help(Statement.Help statement) {
    return words("help", statement.topic().map(StatementWriter::word).orElse(""));
  }

  @Override
  public String version(Statement.Version statement) {
    return "version";
  }

  @Override
  public String exit(Statement.Exit statement) {
    return "exit";
  }

  @Override
  public String broken(Statement.Broken statement) {
    return statement.span().text();
  }

  private static String as(Enum<?> format) {
    return "as " + format.name().toLowerCase(Locale.ROOT);
  }

  /** A path as a word where it is one, else in quotes. */
  private static String file(Located<String> file) {
    return References.keep(file.span(), () -> path(file.value()));
  }

  private static String source(String name) {
    return name.matches("[A-Za-z][A-Za-z0-9_.-]*") ? name : quoted(name);
  }

  private static String quoted(String text) {
    return "\"" + text.replaceAll("([\"\\\\])", "\\\\$1") + "\"";
  }

  /** A path as a word where it is one, else in quotes. */
  public static String path(String path) {
    boolean word =
        !path.startsWith("$")
            && path.matches("[\\p{L}\\p{M}\\p{N}_.:/\\-\\[\\]+~@%*$]*[./][\\p{L}\\p{N}_.]*");
    return word ? path : quoted(path);
  }

  private static String address(ServerAddress address) {
    return References.keep(
        address.span(), () -> address.written(address(address.address()), portName(address)));
  }

  /** The name of a port, which the number alone does not tell. */
  private static Optional<String> portName(ServerAddress address) {
    String said = address.span().text();
    String port = said.substring(said.lastIndexOf(':') + 1);
    boolean named = address.port() >= 0 && TargetWriter.isName(port);
    return named ? Optional.of(port) : Optional.empty();
  }

  static String word(Located<String> said) {
    return word(said, value -> value);
  }

  /** A value as it is written, or the name that stands for it. */
  static <T> String word(Located<T> said, Function<T, String> written) {
    return References.keep(said.span(), () -> written.apply(said.value()));
  }

  static <T> String list(List<Located<T>> all, Function<T, String> written) {
    return References.list(all, one -> written.apply(one.value()));
  }

  static String address(InetAddress address) {
    return InetAddresses.toAddrString(address);
  }

  static String words(String... words) {
    StringJoiner joined = new StringJoiner(" ");
    for (String word : words) {
      if (!word.isEmpty()) {
        joined.add(word);
      }
    }
    return joined.toString();
  }
}
