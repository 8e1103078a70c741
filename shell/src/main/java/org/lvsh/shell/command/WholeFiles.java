package org.lvsh.shell.command;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.List;
import java.util.Optional;
import org.lvsh.language.ast.Located;
import org.lvsh.language.diagnostic.Diagnostic;
import org.lvsh.language.parse.SourceReader;

/**
 * Writes the files that statements name, each as a whole or not at all: under another name beside
 * it first. A new file is its owner's alone; one that is there keeps its owner, group and
 * permissions. What is no regular file is left alone, a symbolic link too: whoever made it could
 * have root overwrite anything.
 */
final class WholeFiles {

  /** What a file is to hold. */
  @FunctionalInterface
  interface Contents {
    /** Writes all of it into a stream that needs no buffer. */
    void write(OutputStream stream) throws IOException;
  }

  /**
   * A kind of file.
   *
   * @param words what one is called
   */
  record Kind(String words, Question isOne) {}

  /** A question about a file. */
  @FunctionalInterface
  interface Question {
    boolean of(Path path) throws IOException;
  }

  /**
   * Writes a file in whose place there is nothing, or an older one of its kind. Anything else does
   * not give way, since it is more likely a file that was named by mistake; but an empty one, which
   * was made to give the new one an owner and permissions.
   */
  Optional<Diagnostic> replace(Located<String> file, Kind kind, Contents contents) {
    return inTheWay(file, kind).or(() -> write(file, contents));
  }

  /** The same for text. */
  Optional<Diagnostic> replace(Located<String> file, Kind kind, List<String> lines) {
    return inTheWay(file, kind).or(() -> write(file, lines));
  }

  private static Optional<Diagnostic> inTheWay(Located<String> file, Kind kind) {
    if (!isSomethingElse(file.value(), kind)) {
      return Optional.empty();
    }
    return mistake(file, "%s is there already, and is no " + kind.words())
        .map(told -> told.withHint("name another file, or remove this one first"));
  }

  private static boolean isSomethingElse(String name, Kind kind) {
    try {
      Path path = Path.of(name);
      return Files.isRegularFile(path) && Files.size(path) > 0 && !kind.isOne().of(path);
    } catch (InvalidPathException bad) {
      return false;
    } catch (IOException | UncheckedIOException unknown) {
      return true;
    }
  }

  /** Writes a file; where that cannot be, nothing is changed or left behind. */
  Optional<Diagnostic> write(Located<String> file, List<String> lines) {
    String end = lines.isEmpty() ? "" : "\n";
    byte[] text = (String.join("\n", lines) + end).getBytes(StandardCharsets.UTF_8);
    if (text.length > SourceReader.LIMIT) {
      return mistake(file, "%s would be larger than 64 MiB, and nothing could read it");
    }
    return write(file, stream -> stream.write(text));
  }

  /** The same for what is no text. */
  Optional<Diagnostic> write(Located<String> file, Contents contents) {
    try {
      Path path = Path.of(file.value()).toAbsolutePath();
      Optional<PosixFileAttributes> old = attributes(path);
      if (old.isPresent() && !old.get().isRegularFile()) {
        return mistake(file, "%s is " + kind(old.get()) + "; name a file");
      }
      write(contents, path, old);
      return Optional.empty();
    } catch (InvalidPathException bad) {
      return mistake(file, "%s is not the name of a file");
    } catch (NoSuchFileException missing) {
      return mistake(file, "%s cannot be written: its folder does not exist; create it first");
    } catch (AccessDeniedException denied) {
      return mistake(file, "%s may not be written by this user, nor its folder");
    } catch (IOException failed) {
      return mistake(file, "%s cannot be written: " + reason(failed).replace("%", "%%"));
    }
  }

  private static Optional<Diagnostic> mistake(Located<String> file, String what) {
    return Optional.of(
        Diagnostic.error("unwritable-file", file.span(), what.formatted(file.value())));
  }

  private static String reason(IOException failed) {
    return failed instanceof FileSystemException told && told.getReason() != null
        ? told.getReason()
        : String.valueOf(failed.getMessage());
  }

  /** Of what stands under the name itself, which a link's end is not. */
  private static Optional<PosixFileAttributes> attributes(Path path) throws IOException {
    try {
      return Optional.of(
          Files.readAttributes(path, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS));
    } catch (NoSuchFileException none) {
      return Optional.empty();
    }
  }

  private static String kind(PosixFileAttributes attributes) {
    if (attributes.isDirectory()) {
      return "a folder";
    }
    return attributes.isSymbolicLink() ? "a symbolic link" : "no regular file";
  }

  private static void write(Contents contents, Path path, Optional<PosixFileAttributes> old)
      throws IOException {
    // Files of this kind are created with permissions for their owner alone.
    Path fresh = Files.createTempFile(path.getParent(), ".lvsh-", ".tmp");
    try {
      fill(fresh, contents);
      if (old.isPresent()) {
        keep(old.get(), fresh);
      }
      Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(fresh);
    }
  }

  private static void fill(Path fresh, Contents contents) throws IOException {
    try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
      OutputStream stream = new BufferedOutputStream(Channels.newOutputStream(channel));
      contents.write(stream);
      stream.flush();
      channel.force(true);
    }
  }

  /** Owner and group first: changing them may take permissions away ({@code chown(2)}). */
  private static void keep(PosixFileAttributes old, Path fresh) throws IOException {
    PosixFileAttributeView view = Files.getFileAttributeView(fresh, PosixFileAttributeView.class);
    PosixFileAttributes now = view.readAttributes();
    if (!now.owner().equals(old.owner())) {
      view.setOwner(old.owner());
    }
    if (!now.group().equals(old.group())) {
      view.setGroup(old.group());
    }
    view.setPermissions(old.permissions());
  }
}
