package org.lvsh.kernel.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lvsh.kernel.KernelException;
import org.lvsh.kernel.model.Errno;
import org.lvsh.kernel.model.Setting;

class SettingFilesTest {
  @TempDir private Path folder;

  private void file(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }

  private Optional<Errno> set(String name, String value) {
    return new SettingFiles(folder).set(new Setting(name, value));
  }

  private Map<String, Setting> read() {
    return new SettingFiles(folder).read();
  }

  @Test
  void wordsAreReadWithOneBlankBetween() throws IOException {
    file("sync_threshold", "3\t50\n");
    file("conntrack", "0\n");
    file("est_cpulist", "\n");
    assertEquals(
        Map.of(
            "sync_threshold",
            new Setting("sync_threshold", "3 50"),
            "conntrack",
            new Setting("conntrack", "0"),
            "est_cpulist",
            new Setting("est_cpulist", "")),
        read());
  }

  @Test
  void withoutAFolderThereIsNoSetting() {
    assertEquals(Map.of(), new SettingFiles(folder.resolve("vs")).read());
    assertEquals(
        Optional.of(Errno.ENOENT),
        new SettingFiles(folder.resolve("vs")).set(new Setting("conntrack", "1")));
  }

  @Test
  void whatMakesNoSenseIsLeftOut() throws IOException {
    Files.createDirectory(folder.resolve("a_folder"));
    file("too_long", "9".repeat(1025));
    file("control", "a\u0001b");
    file("far_too_long", "9 ".repeat(10_000));
    file("white space", "1");
    file(".hidden", "1");
    file("good", "1");
    assertEquals(Map.of("good", new Setting("good", "1")), read());
  }

  @Test
  void aFolderOfTooManyFilesIsNoneOfSettings() throws IOException {
    for (int number = 0; number < SettingFiles.MOST; number++) {
      file("s" + number, "1");
    }
    assertEquals(SettingFiles.MOST, read().size());
    file("one_more", "1");
    assertThrows(KernelException.class, this::read);
  }

  @Test
  void aValueIsWrittenAsALine() throws IOException {
    file("sync_threshold", "3\t50\n");
    assertEquals(Optional.empty(), set("sync_threshold", "7 60"));
    assertEquals("7 60\n", Files.readString(folder.resolve("sync_threshold")));
  }

  @Test
  void aValueThatTheKernelWouldTakeAPartOfIsNotWritten() throws IOException {
    file("sync_threshold", "3\t50\n");
    file("unheard_of", "1\n");
    assertEquals(Optional.of(Errno.EINVAL), set("sync_threshold", "7"));
    assertEquals(Optional.of(Errno.EINVAL), set("unheard_of", "1 2"));
    assertEquals(Optional.of(Errno.EINVAL), set("unheard_of", "0x1"));
    assertEquals("3\t50\n", Files.readString(folder.resolve("sync_threshold")));
    assertEquals("1\n", Files.readString(folder.resolve("unheard_of")));
  }

  @Test
  void noFileIsMade() {
    assertEquals(Optional.of(Errno.ENOENT), set("no_such", "1"));
    assertEquals(Map.of(), read());
  }

  /** Not even root opens a folder for writing. */
  @Test
  void whatCannotBeOpenedIsNotPermitted() throws IOException {
    Files.createDirectory(folder.resolve("conntrack"));
    assertEquals(Optional.of(Errno.EPERM), set("conntrack", "1"));
  }

  /** The device takes no byte, as a setting takes no bad value. */
  @Test
  void whatIsRefusedWhenItIsWrittenIsABadValue() throws IOException {
    Files.createSymbolicLink(folder.resolve("full"), Path.of("/dev/full"));
    assertEquals(Optional.of(Errno.EINVAL), set("full", "1"));
  }
}
