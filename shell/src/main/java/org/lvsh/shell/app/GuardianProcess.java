package org.lvsh.shell.app;

import com.google.common.base.Splitter;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.lvsh.kernel.KernelException;

/**
 * Starts lvsh once more as the guardian of a trial, so that neither a cut terminal nor the end of
 * this process ends it, too. Where systemd runs the machine the guardian becomes a service of its
 * own ({@code systemd-run(1)}), for the end of a login may take along all that the login began
 * ({@code KillUserProcesses} of {@code logind.conf(5)}); elsewhere, and in another network
 * namespace than systemd's, a session of its own ({@code setsid(1)}).
 */
final class GuardianProcess {
  private static final Path SELF = Path.of("/proc/self");
  private static final Path FIRST = Path.of("/proc/1");
  private static final Path SYSTEMD = Path.of("/run/systemd/system");

  /** Ctrl-C at a terminal must not end what starts it, while it does. */
  private static final List<String> DEAF =
      List.of("/bin/sh", "-c", "trap '' INT; exec \"$0\" \"$@\"");

  private static final String TERMINALS = "-Dlvsh.terminals=";

  private GuardianProcess() {}

  /**
   * Starts it.
   *
   * @param options which kernel it guards, in the words of the command line
   * @throws KernelException where it cannot be started
   */
  static void start(List<String> options) {
    try {
      List<String> command = new ArrayList<>(DEAF);
      command.addAll(detached());
      command.addAll(own(Files.readString(SELF.resolve("cmdline"), StandardCharsets.UTF_8)));
      command.add(Main.GUARD);
      command.addAll(options);
      new ProcessBuilder(command)
          .directory(new File("/"))
          .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .redirectError(ProcessBuilder.Redirect.DISCARD)
          .start();
    } catch (IOException failed) {
      throw new KernelException(
          "nothing was changed, since nobody can be made to put it back in time: "
              + failed.getMessage(),
          failed);
    }
  }

  /** How Java was told to start lvsh, up to the class; what follows is for one start alone. */
  static List<String> own(String commandLine) throws IOException {
    List<String> all = Splitter.on('\0').omitEmptyStrings().splitToList(commandLine);
    int main = all.indexOf(Main.class.getName());
    if (main < 0) {
      throw new IOException("this process was not started as lvsh");
    }
    return all.subList(0, main + 1).stream().filter(word -> !word.startsWith(TERMINALS)).toList();
  }

  private static List<String> detached() {
    boolean systemd = Files.isDirectory(SYSTEMD) && isRoot() && sharesNetworkWithSystemd();
    return systemd ? List.of("systemd-run", "--quiet", "--collect") : List.of("setsid", "--fork");
  }

  private static boolean isRoot() {
    return Objects.equals(System.getProperty("user.name"), "root");
  }

  private static boolean sharesNetworkWithSystemd() {
    Optional<Path> own = network(SELF);
    return own.isPresent() && own.equals(network(FIRST));
  }

  private static Optional<Path> network(Path process) {
    try {
      return Optional.of(Files.readSymbolicLink(process.resolve("ns/net")));
    } catch (IOException unknown) {
      return Optional.empty();
    }
  }
}
