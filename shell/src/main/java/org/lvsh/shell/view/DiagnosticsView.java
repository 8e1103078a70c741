package org.lvsh.shell.view;

import java.util.ArrayList;
import java.util.List;
import org.lvsh.kernel.KernelException;
import org.lvsh.language.diagnostic.CaretRenderer;
import org.lvsh.language.diagnostic.Diagnostic;

/** Shows diagnostics with their places, the first hundred of them. */
public final class DiagnosticsView {
  private static final int LIMIT = 100;

  private final CaretRenderer renderer = new CaretRenderer();

  public List<Line> lines(List<Diagnostic> diagnostics) {
    List<Line> lines = new ArrayList<>();
    diagnostics.stream().limit(LIMIT).forEach(diagnostic -> add(diagnostic, lines));
    int more = diagnostics.size() - LIMIT;
    if (more > 0) {
      lines.add(Line.of(Line.Style.ERROR, "… and %,d more".formatted(more)));
    }
    return lines;
  }

  /** What is wrong with a kernel, and the way out. */
  public List<Line> lines(KernelException failed) {
    List<Line> lines = new ArrayList<>();
    lines.add(Line.of(Line.Style.ERROR, "error: " + CaretRenderer.printable(failed.getMessage())));
    failed.hint().ifPresent(hint -> lines.add(Line.of("  hint: " + CaretRenderer.printable(hint))));
    return lines;
  }

  private void add(Diagnostic diagnostic, List<Line> lines) {
    Line.Style style = diagnostic.isError() ? Line.Style.ERROR : Line.Style.WARNING;
    List<String> rendered = renderer.render(diagnostic);
    lines.add(Line.of(style, rendered.get(0)));
    rendered.stream().skip(1).forEach(text -> lines.add(Line.of(text)));
  }
}
