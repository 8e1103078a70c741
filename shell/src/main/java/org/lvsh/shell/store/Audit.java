package org.lvsh.shell.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * A file with a line for each thing that was done to a kernel. It is opened anew for each line, so
 * that {@code logrotate(8)} may move it away at any time; nothing here cuts it short.
 */
public final class Audit {
  private static final int KIND = 0170000;
  private static final int REGULAR = 0100000;
  private static final int CHARACTER_DEVICE = 0020000;

  private final Optional<Path> file;
  private final String network;

  private Audit(Optional<Path> file, String network) {
    this.file = file;
    this.network = network;
  }

  /** None at all. */
  public static Audit none() {
    return new Audit(Optional.empty(), "");
  }

  /**
   * In a file, which is made when it is first needed, as its folder is.
   *
   * @param network the network namespace that the kernel's state belongs to; may be empty
   */
  public static Audit in(Path file, String network) {
    return new Audit(Optional.of(file), network);
  }

  /**
   * Adds a line with a single {@code write(2)}, so that lines of several processes never mix.
   *
   * @return why it could not be added; empty where it is, or where there is no such file
   */
  Optional<String> add(Instant when, Operator operator, Event event) {
    return file.flatMap(there -> add(there, AuditText.line(when, operator, network, event)));
  }

  private static Optional<String> add(Path file, String line) {
    try {
      makeFolder(file);
      checkKind(file);
      append(file, line);
      return Optional.empty();
    } catch (IOException failed) {
      return Optional.of("%s: %s".formatted(file, Reasons.of(failed)));
    }
  }

  private static void makeFolder(Path file) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (!Files.exists(folder)) {
      PrivateFiles.makeFolder(folder);
    }
  }

  /** A pipe that nobody reads would stop us for ever, and a link lead anywhere. */
  private static void checkKind(Path file) throws IOException {
    if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    Object mode = Files.getAttribute(file, "unix:mode", LinkOption.NOFOLLOW_LINKS);
    int kind = mode instanceof Integer bits ? bits & KIND : 0;
    if (kind != REGULAR && kind != CHARACTER_DEVICE) {
      throw new IOException("it is no plain file");
    }
  }

  /** Whether its last line has no end, since the disk was full. */
  private static boolean isCutShort(Path file) throws IOException {
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || Files.size(file) == 0) {
      return false;
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      ByteBuffer last = ByteBuffer.allocate(1);
      return channel.read(last, channel.size() - 1) == 1 && last.get(0) != '\n';
    }
  }

  private static void append(Path file, String line) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            file,
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND, LinkOption.NOFOLLOW_LINKS),
            PrivateFiles.ofFile())) {
      ByteBuffer bytes = StandardCharsets.UTF_8.encode(isCutShort(file) ? "\n" + line : line);
      channel.write(bytes);
      if (bytes.hasRemaining()) {
        throw new IOException("the disk is full: its last line is cut short");
      }
    }
  }
}
