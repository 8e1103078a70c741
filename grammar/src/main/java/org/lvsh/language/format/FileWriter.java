package org.lvsh.language.format;

import java.util.ArrayList;
import java.util.List;
import org.lvsh.language.ast.Statement;
import org.lvsh.language.diagnostic.Span;

/**
 * Writes the statements of a file in the one canonical form: a statement a line, servers indented
 * below their service, no two blank lines together. Comments stay where they are: on lines of their
 * own, or behind the statement whose line they end; one among the words of a statement goes above
 * it. Writing what was written gives the same again.
 */
public final class FileWriter {
  private static final String INDENT = "  ";

  private final StatementWriter writer = new StatementWriter();
  private final List<String> lines = new ArrayList<>();
  private int lastLine;

  private FileWriter() {}

  /**
   * The lines of a file that has no mistakes.
   *
   * @param statements of one source, in their order
   * @param comments of the same, in their order
   */
  public static List<String> lines(List<Statement> statements, List<Span> comments) {
    FileWriter file = new FileWriter();
    int next = 0;
    for (int at = 0; at < statements.size(); at++) {
      Statement statement = statements.get(at);
      String indent = statement instanceof Statement.Server ? INDENT : "";
      boolean alone = isLastOfItsLine(statements, at);
      file.keepBlankLine(first(statement, comments, next));
      while (next < comments.size() && comments.get(next).start() < statement.span().end()) {
        if (comments.get(next).start() < statement.span().start()) {
          file.keepBlankLine(comments.get(next));
        }
        file.comment(indent, comments.get(next));
        next++;
      }
      file.keepBlankLine(statement.span());
      String text = indent + file.writer.write(statement);
      file.lastLine = lastLine(statement.span());
      if (alone && next < comments.size() && comments.get(next).line() == file.lastLine) {
        text += INDENT + text(comments.get(next));
        next++;
      }
      file.lines.add(text);
    }
    for (Span comment : comments.subList(next, comments.size())) {
      file.keepBlankLine(comment);
      file.comment("", comment);
    }
    return List.copyOf(file.lines);
  }

  /** What comes next: a comment above the statement, or the statement. */
  private static Span first(Statement statement, List<Span> comments, int next) {
    boolean above = next < comments.size() && comments.get(next).start() < statement.span().start();
    return above ? comments.get(next) : statement.span();
  }

  private static boolean isLastOfItsLine(List<Statement> statements, int at) {
    return at == statements.size() - 1
        || statements.get(at + 1).span().line() != lastLine(statements.get(at).span());
  }

  private static int lastLine(Span span) {
    return span.source().line(Math.max(span.start(), span.end() - 1));
  }

  /** A blank line, where there was at least one above. */
  private void keepBlankLine(Span next) {
    if (!lines.isEmpty() && next.line() - lastLine > 1) {
      lines.add("");
    }
    lastLine = Math.max(lastLine, next.line());
  }

  private void comment(String indent, Span comment) {
    lines.add(indent + text(comment));
    lastLine = Math.max(lastLine, comment.line());
  }

  private static String text(Span comment) {
    return comment.text().stripTrailing();
  }
}
