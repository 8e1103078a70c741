package org.lvsh.shell.app;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Another process of Java with the same classes. */
final class JavaProcess {
  private JavaProcess() {}

  /**
   * The words of the command up to the name of the main class, which comes next. Where the classes
   * that lvsh loads are kept in an archive, which the lab does, the process is told of it; and to
   * compile less, for on the lab's emulated processor that takes longer than all that a short
   * process does otherwise: {@code show services} took 14 seconds, and takes 8 to 10. It takes the
   * archive where it was made to lie, as {@code scripts/lvsh} does.
   */
  static List<String> words() {
    List<String> words =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "-Djffi.boot.library.path=" + Project.ROOT.resolve("shell/target/lib/jni"),
                "-cp",
                System.getProperty("java.class.path")));
    String archive = System.getProperty("lvsh.archive");
    if (archive != null) {
      words.addAll(
          1,
          List.of(
              "-Xlog:disable",
              "-XX:SharedArchiveFile=" + archive,
              "-XX:+UnlockDiagnosticVMOptions",
              "-XX:ArchiveRelocationMode=0",
              "-XX:CompileThresholdScaling=15"));
    }
    return words;
  }
}
