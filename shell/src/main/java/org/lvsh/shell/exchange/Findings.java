package org.lvsh.shell.exchange;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.lvsh.language.diagnostic.Diagnostic;
import org.lvsh.language.diagnostic.Source;
import org.lvsh.language.diagnostic.Span;

/** What an import has to tell, collected while files are read. Not for several threads. */
public final class Findings {
  private static final int LONGEST = 120;

  private final List<Source> files = new ArrayList<>();
  private final List<NotCarried> notCarried = new ArrayList<>();
  private final Set<Remark> remarks = new LinkedHashSet<>();
  private final Set<Diagnostic> errors = new LinkedHashSet<>();

  /** A file is read now; what is told of it comes behind what is told of those before. */
  public void begin(Source file) {
    files.add(file);
  }

  /** A mistake, and the way out. */
  public void error(String code, Span where, String message, String hint) {
    errors.add(Diagnostic.error(code, where, message).withHint(hint));
  }

  /** A part that has no counterpart; its first line is told, not more than fits one. */
  public void notCarried(Span where, String why) {
    String line = where.text().strip().lines().findFirst().orElse("").strip();
    String text = line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
    notCarried.add(new NotCarried(where, text, why));
  }

  /** Something that was decided without being said. */
  public void remark(String text) {
    remarks.add(new Remark(text));
  }

  /** The parts that have no counterpart, in the order of their places. */
  public List<NotCarried> notCarried() {
    return notCarried.stream()
        .sorted(Comparator.comparing(NotCarried::where, this::order))
        .distinct()
        .toList();
  }

  /** What was decided, in the order of finding it. */
  public List<Remark> remarks() {
    return List.copyOf(remarks);
  }

  /** What is wrong, in the order of the places. */
  public List<Diagnostic> errors() {
    return errors.stream().sorted(Comparator.comparing(Diagnostic::span, this::order)).toList();
  }

  private int order(Span one, Span other) {
    int byFile = Integer.compare(files.indexOf(one.source()), files.indexOf(other.source()));
    return byFile != 0 ? byFile : Integer.compare(one.start(), other.start());
  }
}
