package org.lvsh.language.diagnostic;

/** How bad a diagnostic is. Nothing is applied where any is an error. */
public enum Severity {
  ERROR("error"),
  WARNING("warning");

  private final String word;

  Severity(String word) {
    this.word = word;
  }

  /** The word a message begins with. */
  public String word() {
    return word;
  }
}
