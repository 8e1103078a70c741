package org.lvsh.kernel.snapshot;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.lvsh.kernel.model.Snapshot;

/**
 * A snapshot in a file that is always a whole one: a new one is written beside it, for its owner's
 * eyes alone, and put in its place. Readers need no lock; writers take turns by one of their own.
 */
public final class SnapshotFile {
  private SnapshotFile() {}

  /**
   * Reads a file.
   *
   * @param sizeLimit in bytes; what is larger is not read
   * @throws DamagedException where it is larger, or holds no whole snapshot
   */
  public static Snapshot read(Path file, long sizeLimit) throws IOException, DamagedException {
    requireSize(file, sizeLimit);
    try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      return SnapshotText.read(reader);
    }
  }

  /**
   * Reads a file in which there may be traffic, too.
   *
   * @param sizeLimit in bytes; what is larger is not read
   * @throws DamagedException where it is larger, or holds no whole state
   */
  public static KernelState readState(Path file, long sizeLimit)
      throws IOException, DamagedException {
    requireSize(file, sizeLimit);
    try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      return SnapshotText.readState(reader);
    }
  }

  private static void requireSize(Path file, long sizeLimit) throws IOException, DamagedException {
    if (Files.size(file) > sizeLimit) {
      throw new DamagedException("more than " + sizeLimit + " bytes");
    }
  }

  /**
   * Writes a file; where that fails the old one stays as it was.
   *
   * @param file in a folder that is there; no symbolic link is followed
   * @param sizeLimit in bytes; what would be larger is not written
   */
  public static void write(Snapshot snapshot, Path file, long sizeLimit) throws IOException {
    write(KernelState.quiet(snapshot), file, sizeLimit);
  }

  /** Writes a snapshot and the traffic, likewise. */
  public static void write(KernelState state, Path file, long sizeLimit) throws IOException {
    Path fresh = Files.createTempFile(file.getParent(), "." + file.getFileName() + ".", ".tmp");
    try {
      try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
        write(state, channel, sizeLimit);
        channel.force(true);
      }
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(fresh);
    }
    settle(file.getParent());
  }

  private static void write(KernelState state, FileChannel channel, long sizeLimit)
      throws IOException {
    Writer writer = new GatheringWriter(Channels.newWriter(channel, StandardCharsets.UTF_8));
    SnapshotText.write(state, writer);
    writer.flush();
    if (channel.size() > sizeLimit) {
      throw new IOException("the state would take more than " + sizeLimit + " bytes");
    }
  }

  /**
   * Makes the new name outlast a power failure. Not every system can; the file is in place by now,
   * so a failure is no reason to say that it is not.
   */
  private static void settle(Path folder) {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      return;
    }
  }
}
