package org.lvsh.kernel.host;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.lvsh.kernel.KernelException;
import org.lvsh.kernel.model.Errno;
import org.lvsh.kernel.model.Setting;

/**
 * The settings of IPVS, a file each. {@code /proc/sys/net} is that of the network namespace of
 * whoever opens it, so there is no way through {@code thread-self}.
 */
public final class SettingFiles {
  private static final Path FOLDER = Path.of("/proc/sys/net/ipv4/vs");

  /** Linux has some thirty. */
  static final int MOST = 1000;

  private static final int LONGEST = 4096;

  private final Path folder;

  public SettingFiles(Path folder) {
    this.folder = folder;
  }

  /** Those of the network namespace of the calling thread. */
  public static SettingFiles live() {
    return new SettingFiles(FOLDER);
  }

  /**
   * All that this user may read, by their names; none where there is no such folder, as in a
   * network namespace of a user namespace. A file that makes no sense is left out.
   *
   * @throws KernelException where the folder cannot be read, or holds more than settings
   */
  public NavigableMap<String, Setting> read() {
    NavigableMap<String, Setting> settings = new TreeMap<>();
    int count = 0;
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        if (++count > MOST) {
          throw new KernelException(folder + " holds more than " + MOST + " files");
        }
        setting(file).ifPresent(setting -> settings.put(setting.name(), setting));
      }
    } catch (NoSuchFileException none) {
      return settings;
    } catch (IOException failed) {
      throw new KernelException(folder + " cannot be read: " + failed.getMessage(), failed);
    }
    return settings;
  }

  private static Optional<Setting> setting(Path file) {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      ByteBuffer bytes = ByteBuffer.allocate(LONGEST);
      while (bytes.hasRemaining() && channel.read(bytes) >= 0) {}
      String text = new String(bytes.array(), 0, bytes.position(), StandardCharsets.ISO_8859_1);
      return Optional.of(Setting.of(file.getFileName().toString(), text));
    } catch (IOException | IllegalArgumentException notReadable) {
      return Optional.empty();
    }
  }

  /**
   * Writes a setting in one go.
   *
   * @return why it was refused: ENOENT where there is no such setting; EPERM where it cannot be
   *     opened for writing; EINVAL where the kernel does not take the value, or would take a part
   *     of it (see {@link Setting#fits}); empty where it is done
   */
  public Optional<Errno> set(Setting asked) {
    Path file = folder.resolve(asked.name());
    if (!setting(file).map(asked::fits).orElse(true)) {
      return Optional.of(Errno.EINVAL);
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      return write(asked.value(), channel);
    } catch (NoSuchFileException missing) {
      return Optional.of(Errno.ENOENT);
    } catch (IOException closed) {
      return Optional.of(Errno.EPERM);
    }
  }

  /** The handlers of {@code vs_vars} have no other errno for a value. */
  private static Optional<Errno> write(String value, FileChannel channel) {
    ByteBuffer bytes = ByteBuffer.wrap((value + "\n").getBytes(StandardCharsets.US_ASCII));
    try {
      channel.write(bytes);
    } catch (IOException refused) {
      return Optional.of(Errno.EINVAL);
    }
    return bytes.hasRemaining() ? Optional.of(Errno.EINVAL) : Optional.empty();
  }
}
