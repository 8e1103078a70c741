package org.lvsh.shell.view;

import org.lvsh.kernel.model.AddressFamily;
import org.lvsh.kernel.model.RealServer;
import org.lvsh.kernel.model.Setting;
import org.lvsh.kernel.model.SyncDaemon;
import org.lvsh.kernel.model.Timeouts;
import org.lvsh.language.ast.Located;
import org.lvsh.language.ast.Statement;
import org.lvsh.language.diagnostic.Span;
import org.lvsh.language.format.StatementWriter;
import org.lvsh.shell.compile.DirectorSpec;
import org.lvsh.shell.compile.PoolSpec;
import org.lvsh.shell.compile.ServerSpec;
import org.lvsh.shell.compile.ServiceSpec;
import org.lvsh.shell.compile.SpecStatements;
import org.lvsh.shell.plan.ServerChange;

/** The model in the words of the language. */
public final class Words {
  private static final StatementWriter WRITER = new StatementWriter();

  private Words() {}

  /** The {@code service} line of a service. */
  static String service(ServiceSpec spec) {
    return WRITER.write(SpecStatements.service(spec));
  }

  /** The {@code source} line of a source. */
  static String source(String name) {
    return WRITER.write(new Statement.SourceName(Span.NONE, Located.of(name)));
  }

  /** The {@code pool} line of a pool. */
  static String pool(PoolSpec pool) {
    return WRITER.write(SpecStatements.pool(pool));
  }

  /** The {@code server} line of a server. */
  static String server(ServerSpec spec) {
    return WRITER.write(SpecStatements.server(spec));
  }

  /** What a service is on. */
  public static String target(ServiceSpec spec) {
    return WRITER.target(SpecStatements.service(spec).target());
  }

  /** The options of a server, the weight first. */
  public static String options(ServerSpec spec) {
    String line = server(spec);
    return line.substring(line.indexOf(" weight") + 1);
  }

  /** The options of a real server: weight, forwarding method, thresholds. */
  static String options(RealServer server) {
    return options(SpecStatements.spec(server, 0));
  }

  /** A real server as the language writes it; its port where it is not the service's own. */
  static String server(ServerChange change) {
    return server(SpecStatements.spec(change.server(), SpecStatements.ownPort(change.service())));
  }

  /** The forwarding method and the thresholds of a server. */
  static String forwarding(ServerSpec spec) {
    String line = server(spec);
    return line.substring(line.indexOf(" weight ") + 8).replaceFirst("^[0-9]+ ", "");
  }

  /** The forwarding method of a server. */
  static String method(ServerSpec spec) {
    return forwarding(spec).replaceFirst(" limit .*$", "");
  }

  /** The {@code timeouts} line. */
  static String timeouts(Timeouts timeouts) {
    return WRITER.write(DirectorSpec.statement(timeouts));
  }

  /** The {@code sync} line of a daemon, without what is as it is by default. */
  static String daemon(SyncDaemon daemon) {
    return WRITER.write(DirectorSpec.statement(daemon));
  }

  /** The {@code kernel} line of a setting. */
  static String setting(Setting setting) {
    return WRITER.write(DirectorSpec.statement(setting));
  }

  /** A number and a noun, in the plural where it is not one. */
  static String count(long number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }

  static String family(AddressFamily family) {
    return switch (family) {
      case IPV4 -> "IPv4";
      case IPV6 -> "IPv6";
    };
  }
}
