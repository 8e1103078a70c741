package org.lvsh.shell.view;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.lvsh.kernel.FirewallKind;
import org.lvsh.language.diagnostic.CaretRenderer;
import org.lvsh.language.diagnostic.Diagnostic;
import org.lvsh.shell.plan.Carried;
import org.lvsh.shell.plan.Effect;
import org.lvsh.shell.plan.Plan;

/**
 * A plan as the description of a merge request: headings, tables and folds as GitLab and GitHub
 * show them. Whatever is not our own sentence stands in {@code <code>} with every character that
 * Markdown or HTML could take for its own written as a number.
 */
public final class PlanMarkdownView {
  private static final String PLAIN = "[A-Za-z0-9 ./-]";
  private static final String INNER = "&nbsp;&nbsp;&nbsp;";

  private final FirewallKind firewall;
  private final List<Line> lines = new ArrayList<>();

  /** For commands of a kind of firewall. */
  public PlanMarkdownView(FirewallKind firewall) {
    this.firewall = firewall;
  }

  /**
   * The plan for a kernel.
   *
   * @param file what was planned, as the operator named it; empty for what is staged
   */
  public List<Line> lines(Plan plan, Optional<String> file, String kernel) {
    return on("the " + kernel + " kernel", plan, file);
  }

  /** The plan for what a snapshot says; both files as the operator named them. */
  public List<Line> against(Plan plan, Optional<String> file, String snapshot) {
    return on("the snapshot " + code(snapshot), plan, file);
  }

  private List<Line> on(String what, Plan plan, Optional<String> file) {
    String source = file.map(PlanMarkdownView::code).orElse("what is staged");
    if (plan.isEmpty()) {
      heading("## Nothing to change");
      paragraph("%s against %s: it is as described.".formatted(capital(source), what));
    } else {
      heading("## Plan: " + PlanTextView.summary(plan));
      paragraph(
          "%s against %s, %s."
              .formatted(
                  capital(source), what, Words.count(plan.operations().size(), "operation")));
      paragraph("**" + text(ImpactWords.total(plan.impact())) + "**");
      changes(plan);
      impact(plan.impact().effects());
      commands(plan);
    }
    warnings(plan.warnings());
    return List.copyOf(lines);
  }

  /** Behind a tag there is nothing to make large. */
  private static String capital(String words) {
    return words.startsWith("what") ? "W" + words.substring(1) : words;
  }

  private void heading(String text) {
    lines.add(Line.of(Line.Style.HEADING, text));
  }

  private void paragraph(String text) {
    lines.add(Line.of(""));
    lines.add(Line.of(text));
  }

  private void changes(Plan plan) {
    paragraph("| | change |");
    lines.add(Line.of("|---|---|"));
    for (PlanTree.Row row : PlanTree.rows(plan)) {
      if (row.isChange()) {
        String indent = INNER.repeat(row.depth());
        lines.add(
            Line.of(
                row.style(),
                "| %s | %s%s |".formatted(code(row.sign()), indent, code(row.text()))));
      }
    }
  }

  private void impact(List<Effect> effects) {
    if (effects.isEmpty()) {
      return;
    }
    lines.add(Line.of(""));
    heading("### Whom it touches");
    paragraph("| service | server | what becomes of them | active | inactive | templates | why |");
    lines.add(Line.of("|---|---|---|--:|--:|--:|---|"));
    effects.forEach(effect -> lines.add(Line.of(row(effect))));
  }

  private static String row(Effect effect) {
    boolean templates = effect.thing() == Effect.Thing.TEMPLATES;
    return "| %s | %s | %s | %s | %s | %s | %s |"
        .formatted(
            effect.service().map(PlanMarkdownView::code).orElse(""),
            effect.server().map(server -> code(server.toString())).orElse(""),
            effect.fate().word(),
            templates ? "" : number(effect.carried().map(Carried::active)),
            templates ? "" : number(effect.carried().map(Carried::inactive)),
            templates ? number(effect.carried().map(Carried::templates)) : "",
            text(effect.why()));
  }

  private static String number(Optional<Long> count) {
    return count.map(String::valueOf).orElse("not known");
  }

  private void commands(Plan plan) {
    List<Line> commands = new CommandsView(firewall).lines(plan);
    String fence = fence(commands);
    paragraph(
        "<details><summary>%s as commands</summary>"
            .formatted(Words.count(plan.operations().size(), "operation")));
    paragraph(fence + "sh");
    lines.addAll(commands);
    lines.add(Line.of(fence));
    paragraph("</details>");
  }

  /** Longer than any run of backticks in what it holds. */
  private static String fence(List<Line> held) {
    String all = held.stream().map(Line::text).collect(Collectors.joining("\n"));
    String fence = "```";
    while (all.contains(fence)) {
      fence += "`";
    }
    return fence;
  }

  private void warnings(List<Diagnostic> warnings) {
    if (warnings.isEmpty()) {
      return;
    }
    lines.add(Line.of(""));
    heading("### Warnings");
    lines.add(Line.of(""));
    for (Diagnostic warning : warnings) {
      String hint = warning.hint().map(way -> " Hint: " + way + ".").orElse("");
      lines.add(
          Line.of(
              Line.Style.WARNING,
              "- %s: %s.%s".formatted(code(warning.code()), text(warning.message()), text(hint))));
    }
  }

  /** Somebody's words, exactly. */
  private static String code(String words) {
    return "<code>" + escaped(CaretRenderer.printable(words), PLAIN) + "</code>";
  }

  /** A sentence; what may be in it of names and files is harmless. */
  private static String text(String sentence) {
    return escaped(CaretRenderer.printable(sentence), "[A-Za-z0-9 ./,;:'=()-]");
  }

  private static String escaped(String words, String plain) {
    StringBuilder safe = new StringBuilder();
    words
        .codePoints()
        .forEach(
            character -> {
              String one = Character.toString(character);
              safe.append(one.matches(plain) ? one : "&#" + character + ";");
            });
    return safe.toString();
  }
}
