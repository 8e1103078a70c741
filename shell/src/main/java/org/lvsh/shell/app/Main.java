package org.lvsh.shell.app;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.Locale;
import org.lvsh.kernel.host.HostFiles;
import org.lvsh.kernel.live.Opening;
import org.lvsh.language.parse.StatementParser;
import org.lvsh.shell.probe.NetworkProber;
import org.lvsh.shell.store.Uptime;

/** Where the process begins and ends. */
public final class Main {
  /** The first word on the command line of a guardian. */
  static final String GUARD = "--guard";

  private Main() {}

  /** Runs lvsh on the streams of this process. */
  public static void main(String[] arguments) {
    new GrammarReader().start();
    // Numbers look the same everywhere, and in this locale need the least of Java's data.
    Locale.setDefault(Locale.US);
    PrintStream output = stream(FileDescriptor.out);
    PrintStream errors = stream(FileDescriptor.err);
    int status;
    try {
      status = run(arguments, output, errors);
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError mistake) {
      errors.println("error: this is a mistake of lvsh, not yours: " + mistake);
      errors.println("  hint: please report it, with what you typed");
      status = 1;
    }
    output.flush();
    errors.flush();
    end(status, isTraining(arguments));
  }

  /**
   * Ends the process. Nothing of ours is left for the hooks of {@link System#exit} when all is
   * done, and from Java 21 on that begins by asking every jar for a logger. An archive of classes,
   * though, is written by a hook.
   */
  private static void end(int status, boolean training) {
    if (training) {
      System.exit(status);
    }
    Runtime.getRuntime().halt(status);
  }

  /**
   * Reads the grammar while the command line is read. No lambda, for the first one takes longer.
   */
  private static final class GrammarReader extends Thread {
    GrammarReader() {
      super("grammar");
      setDaemon(true);
    }

    @Override
    public void run() {
      StatementParser.load();
    }
  }

  private static boolean isTraining(String[] arguments) {
    return arguments.length == 2 && arguments[0].equals("--train");
  }

  private static int run(String[] arguments, PrintStream output, PrintStream errors) {
    Surroundings surroundings = surroundings(output, errors);
    if (isTraining(arguments)) {
      return Training.run(arguments[1]);
    }
    if (arguments.length > 0 && arguments[0].equals(GUARD)) {
      String[] options = Arrays.copyOfRange(arguments, 1, arguments.length);
      return new Guardian(surroundings).run(options);
    }
    return new App(surroundings).run(arguments);
  }

  private static PrintStream stream(FileDescriptor descriptor) {
    return new PrintStream(new FileOutputStream(descriptor), false, StandardCharsets.UTF_8);
  }

  private static Surroundings surroundings(PrintStream output, PrintStream errors) {
    String terminals = System.getProperty("lvsh.terminals", "");
    return new Surroundings(
        System.in,
        output,
        errors,
        terminals.contains("in"),
        terminals.contains("out"),
        terminals.contains("err"),
        System::getenv,
        Clock.systemUTC(),
        Opening::open,
        HostFiles.live(),
        Path.of("/run/lvsh"),
        Path.of("/var/lib/lvsh"),
        Path.of("/var/log/lvsh/audit.log"),
        Uptime.ofMachine(),
        new NetworkProber(),
        GuardianProcess::start);
  }
}
