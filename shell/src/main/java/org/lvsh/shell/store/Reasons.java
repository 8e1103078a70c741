package org.lvsh.shell.store;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;

/** Why a file cannot be read or written, in words. */
final class Reasons {
  private Reasons() {}

  static String of(IOException failed) {
    if (failed instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (failed instanceof NoSuchFileException missing) {
      return missing.getFile() + " is not there";
    }
    return failed.getMessage() == null ? failed.toString() : failed.getMessage();
  }
}
