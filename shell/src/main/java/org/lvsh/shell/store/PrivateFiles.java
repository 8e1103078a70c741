package org.lvsh.shell.store;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Folders and files that their owner alone may read; no symbolic link is followed. */
final class PrivateFiles {
  private static final Set<PosixFilePermission> FOLDER =
      PosixFilePermissions.fromString("rwx------");
  private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");

  /** Its owner is the user that this process runs under ({@code proc(5)}). */
  private static final Path OURSELVES = Path.of("/proc/self");

  private static final String OWNER = "unix:uid";

  private PrivateFiles() {}

  /** What a file is made with. */
  static FileAttribute<?> ofFile() {
    return PosixFilePermissions.asFileAttribute(FILE);
  }

  /**
   * Makes sure that a folder is there and nobody else can look into it.
   *
   * @throws IOException where it cannot be made, or is a link or somebody else's
   */
  static void makeFolder(Path folder) throws IOException {
    if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(FOLDER));
    }
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      throw new IOException(folder + " is no folder");
    }
    if (!isOurs(folder)) {
      throw new IOException(folder + " belongs to another user");
    }
    Files.setPosixFilePermissions(folder, FOLDER);
  }

  private static boolean isOurs(Path file) throws IOException {
    Object owner = Files.getAttribute(file, OWNER, LinkOption.NOFOLLOW_LINKS);
    return owner.equals(Files.getAttribute(OURSELVES, OWNER));
  }

  /** Keeps a file to its owner that was made for others to read, too, where that is this user. */
  static void narrow(Path file) throws IOException {
    if (isOurs(file)
        && !Files.getPosixFilePermissions(file, LinkOption.NOFOLLOW_LINKS).equals(FILE)) {
      Files.setPosixFilePermissions(file, FILE);
    }
  }

  /** Writes a new file, to the disk. */
  static void write(Path file, List<String> lines) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), ofFile())) {
      // The state of some thousand services has some ten thousand lines.
      Writer out =
          new BufferedWriter(
              new OutputStreamWriter(Channels.newOutputStream(channel), StandardCharsets.UTF_8));
      for (String line : lines) {
        out.write(line);
        out.write('\n');
      }
      out.flush();
      channel.force(true);
    }
  }

  /** Copies one that its owner alone may read to a new file, to the disk. */
  static void copy(Path file, Path other) throws IOException {
    Files.copy(file, other, StandardCopyOption.COPY_ATTRIBUTES, LinkOption.NOFOLLOW_LINKS);
    try (FileChannel channel = FileChannel.open(other, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }

  /**
   * Reads a file.
   *
   * @throws IOException where it is larger than the limit, in bytes, or is no text
   */
  static String read(Path file, long limit) throws IOException {
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new IOException(file + " is no file");
    }
    if (Files.size(file) > limit) {
      throw new IOException(file + " is larger than " + limit + " bytes");
    }
    return Files.readString(file);
  }

  /** How many bytes the files of a folder take. */
  static long bytes(Path folder) throws IOException {
    long bytes = 0;
    for (Path file : list(folder)) {
      bytes += Files.size(file);
    }
    return bytes;
  }

  /** Removes a folder and the files in it. */
  static void remove(Path folder) throws IOException {
    for (Path file : list(folder)) {
      Files.delete(file);
    }
    Files.delete(folder);
  }

  /** What is in a folder, by name. */
  static List<Path> list(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted(Comparator.comparing(Path::toString)).toList();
    }
  }
}
