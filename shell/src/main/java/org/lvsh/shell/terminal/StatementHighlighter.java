package org.lvsh.shell.terminal;

import java.util.Arrays;
import org.jline.reader.Highlighter;
import org.jline.reader.LineReader;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;
import org.lvsh.language.complete.Role;
import org.lvsh.language.complete.RoleSpan;
import org.lvsh.language.complete.StatementRoles;
import org.lvsh.shell.command.LiveNames;

/** Draws words in the colours of their roles, and a line under mistakes. */
final class StatementHighlighter implements Highlighter {
  private final StatementRoles roles;
  private final LiveNames names;

  StatementHighlighter(StatementRoles roles, LiveNames names) {
    this.roles = roles;
    this.names = names;
  }

  @Override
  public AttributedString highlight(LineReader reader, String text) {
    AttributedStyle[] styles = new AttributedStyle[text.length()];
    Arrays.fill(styles, AttributedStyle.DEFAULT);
    int cursor = Math.min(reader.getBuffer().cursor(), text.length());
    for (RoleSpan span : roles.roles(text, cursor, names.definitions())) {
      Arrays.fill(styles, span.start(), span.end(), style(span.role()));
    }
    AttributedStringBuilder drawn = new AttributedStringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      drawn.style(styles[i]).append(text.charAt(i));
    }
    return drawn.toAttributedString();
  }

  private static AttributedStyle style(Role role) {
    return switch (role) {
      case VERB -> AttributedStyle.BOLD;
      case KEYWORD -> AttributedStyle.DEFAULT.foreground(AttributedStyle.CYAN);
      case NAME -> AttributedStyle.DEFAULT.foreground(AttributedStyle.GREEN);
      case VALUE, STRING -> AttributedStyle.DEFAULT.foreground(AttributedStyle.YELLOW);
      case COMMENT -> AttributedStyle.DEFAULT.faint();
      case MISTAKE -> AttributedStyle.DEFAULT.foreground(AttributedStyle.RED).underline();
    };
  }
}
