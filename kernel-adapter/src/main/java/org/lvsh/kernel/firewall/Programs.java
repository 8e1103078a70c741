package org.lvsh.kernel.firewall;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.lvsh.kernel.KernelException;
import org.lvsh.kernel.OwnThread;

/** Runs the programs that show or change what has no library. */
class Programs {
  /** Where they are, whatever the operator's search path says. */
  private static final List<Path> FOLDERS =
      List.of(Path.of("/usr/sbin"), Path.of("/sbin"), Path.of("/usr/bin"), Path.of("/bin"));

  /** Runs its arguments as they are, without the signal of Ctrl-C. */
  private static final String DEAF = "trap '' INT; exec \"$0\" \"$@\"";

  /** 128 and the number of {@code SIGINT}: ended by it. */
  private static final int INTERRUPTED = 130;

  private static final int ATTEMPTS = 5;
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int MOST_BYTES = 256 << 20;

  private final Executor threads;

  /** Each stream of a program has a thread of its own. */
  Programs() {
    this(OwnThread::begin);
  }

  /**
   * With other threads.
   *
   * @param threads begin each task at once, for a program may wait for any of them
   */
  Programs(Executor threads) {
    this.threads = threads;
  }

  /** Whether a program is on this machine. */
  boolean has(String program) {
    return file(program).isPresent();
  }

  /**
   * Which file a program is in truth: many are links to one that does as it is called.
   *
   * @return its path without links; empty where it is not on this machine
   */
  Optional<Path> origin(String program) {
    return file(program).map(Programs::withoutLinks);
  }

  /** One that is going away just now is taken as it was called. */
  private static Path withoutLinks(Path file) {
    try {
      return file.toRealPath();
    } catch (IOException unread) {
      return file;
    }
  }

  private static Optional<Path> file(String program) {
    return FOLDERS.stream()
        .map(folder -> folder.resolve(program))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /**
   * Runs a program to its end.
   *
   * @param command its name and its arguments
   * @return what it printed
   * @throws KernelException where it fails, with its own words, takes more than a minute, or where
   *     there are no threads to read what it prints
   * @throws FirewallMissingException where it is not on this machine
   */
  String run(List<String> command, String input) {
    Path file =
        file(command.get(0))
            .orElseThrow(
                () ->
                    new FirewallMissingException(
                        command.get(0) + " is not there: install it", null));
    List<String> whole = new ArrayList<>(command);
    whole.set(0, file.toString());
    try {
      return finish(whole, command.get(0), input);
    } catch (IOException | UncheckedIOException failed) {
      throw new KernelException(command.get(0) + ": " + failed.getMessage(), failed);
    } catch (OutOfMemoryError noThread) {
      // It is fed last, and ended: so it has done nothing.
      throw new KernelException(command.get(0) + ": " + noThread.getMessage(), noThread);
    } catch (CompletionException failed) {
      throw new KernelException(command.get(0) + ": " + failed.getCause().getMessage(), failed);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new KernelException(command.get(0) + " was interrupted", interrupted);
    }
  }

  /**
   * Ctrl-C at a terminal reaches every program of it. One that changes something must come to its
   * end all the same, for else nobody knows whether it did.
   */
  private static Process start(List<String> command) throws IOException {
    List<String> deaf = new ArrayList<>(List.of("/bin/sh", "-c", DEAF));
    deaf.addAll(command);
    ProcessBuilder builder = new ProcessBuilder(deaf);
    builder.environment().put("LC_ALL", "C");
    return builder.start();
  }

  /** What was ended before it could be deaf has done nothing, and begins anew. */
  private String finish(List<String> command, String program, String input)
      throws IOException, InterruptedException {
    for (int attempt = 1; ; attempt++) {
      Ended ended = ended(command, program, input);
      if (ended.status() == 0) {
        return ended.printed();
      }
      if (ended.status() != INTERRUPTED || attempt == ATTEMPTS) {
        throw new KernelException(program + ": " + ended.complained().strip());
      }
    }
  }

  private record Ended(int status, String printed, String complained) {}

  private Ended ended(List<String> command, String program, String input)
      throws IOException, InterruptedException {
    Process process = start(command);
    try {
      CompletableFuture<String> printed =
          CompletableFuture.supplyAsync(() -> read(process.getInputStream()), threads);
      CompletableFuture<String> complained =
          CompletableFuture.supplyAsync(() -> read(process.getErrorStream()), threads);
      CompletableFuture<Void> fed =
          CompletableFuture.runAsync(() -> write(process.getOutputStream(), input), threads);
      if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        throw new KernelException(program + " takes more than " + PATIENCE.toSeconds() + " s");
      }
      fed.join();
      return new Ended(process.exitValue(), printed.join(), complained.join());
    } finally {
      process.destroyForcibly();
    }
  }

  private static String read(InputStream stream) {
    try (stream) {
      return new String(stream.readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** A program that ends before it has read everything says why itself. */
  private static void write(OutputStream stream, String input) {
    try (stream) {
      stream.write(input.getBytes(StandardCharsets.UTF_8));
    } catch (IOException closed) {
      return;
    }
  }
}
