package org.lvsh.language.format;

import com.google.common.net.InetAddresses;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import org.lvsh.language.ast.Located;
import org.lvsh.language.ast.ServerAddress;
import org.lvsh.language.ast.ServerOption;
import org.lvsh.language.ast.ServiceOption;
import org.lvsh.language.ast.ServiceTarget;
import org.lvsh.language.ast.Statement;

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
        statement.name().value(),
        "on",
        target(statement.target()),
        options(statement.options()));
  }

  @Override
  public String server(Statement.Server statement) {
    return words("server", server(statement.address(), statement.options()));
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
    return time.value().toSeconds() + "s";
  }

  private static String setting(String word, Optional<String> value) {
    return value.map(there -> word + " " + there).orElse("");
  }

  private static String number(String word, Optional<Located<Integer>> value) {
    return setting(word, value.map(there -> there.value().toString()));
  }

  @Override
  public String startSync(Statement.StartSync statement) {
    return words(
        "sync",
        statement.role().word(),
        "on",
        statement.interfaceName().value(),
        number("id", statement.id()),
        setting("group", statement.group().map(group -> address(group.value()))),
        number("port", statement.port()),
        number("ttl", statement.ttl()),
        number("max-length", statement.maxLength()));
  }

  @Override
  public String stopSync(Statement.StopSync statement) {
    return words("no sync", statement.role().word());
  }

  @Override
  public String allow(Statement.Allow statement) {
    return allow(statement.codes());
  }

  static String allow(List<Located<String>> codes) {
    return "allow " + codes.stream().map(Located::value).collect(Collectors.joining(","));
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
    return words("set", statement.name().value(), said.toString());
  }

  @Override
  public String setServer(Statement.SetServer statement) {
    return words(
        "set",
        statement.name().value(),
        "server",
        server(statement.address(), statement.options()));
  }

  @Override
  public String addServer(Statement.AddServer statement) {
    return words(
        "add server",
        server(statement.address(), statement.options()),
        "to",
        statement.name().value());
  }

  @Override
  public String removeServer(Statement.RemoveServer statement) {
    return words("remove server", address(statement.address()), "from", statement.name().value());
  }

  @Override
  public String removeService(Statement.RemoveService statement) {
    return words("remove service", statement.name().value());
  }

  @Override
  public String removeAll(Statement.RemoveAll statement) {
    return "remove all";
  }

  @Override
  public String rename(Statement.Rename statement) {
    return words("rename", statement.from().value(), "to", statement.to().value());
  }

  @Override
  public String adopt(Statement.Adopt statement) {
    return words(
        "adopt",
        statement.name().value(),
        statement.newName().map(name -> "as " + name.value()).orElse(""));
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
        statement.format().map(StatementWriter::as).orElse(""),
        statement.against().map(snapshot -> "against " + file(snapshot)).orElse(""));
  }

  @Override
  public String apply(Statement.Apply statement) {
    return words("apply", statement.file().map(StatementWriter::file).orElse(""));
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
        statement.name().map(Located::value).orElse(""),
        statement.format().map(StatementWriter::as).orElse(""));
  }

  @Override
  public String explain(Statement.Explain statement) {
    return words("explain", statement.name().value());
  }

  @Override
  public String zero(Statement.Zero statement) {
    return words("zero", statement.name().map(Located::value).orElse(""));
  }

  @Override
  public String help(Statement.Help statement) {
    return words("help", statement.topic().map(Located::value).orElse(""));
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
    String path = file.value();
    boolean word = path.matches("[\\p{L}\\p{M}\\p{N}_.:/\\-\\[\\]+~@%*$]*[./][\\p{L}\\p{N}_.]*");
    return word ? path : "\"" + path.replaceAll("([\"\\\\])", "\\\\$1") + "\"";
  }

  private static String address(ServerAddress address) {
    return address.written(address(address.address()));
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
