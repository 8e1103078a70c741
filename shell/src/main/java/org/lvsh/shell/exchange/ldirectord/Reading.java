package org.lvsh.shell.exchange.ldirectord;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.lvsh.language.diagnostic.Source;
import org.lvsh.language.diagnostic.Suggestion;
import org.lvsh.shell.exchange.ForeignFile;
import org.lvsh.shell.exchange.Gathering;
import org.lvsh.shell.exchange.Imported;
import org.lvsh.shell.exchange.MachineNames;

/** One configuration: its lines, and which of them belong to which virtual service. */
final class Reading {
  /** What stands outside of virtual services ({@code read_config}), but for fallbacks. */
  private static final Set<String> OUTSIDE =
      Set.of(
          "autoreload",
          "callback",
          "checkcount",
          "checkinterval",
          "checktimeout",
          "cleanstop",
          "emailalert",
          "emailalertfrom",
          "emailalertfreq",
          "emailalertstatus",
          "execute",
          "failurecount",
          "fallback",
          "fallback6",
          "fallbackcommand",
          "fork",
          "logfile",
          "maintenancedir",
          "negotiatetimeout",
          "quiescent",
          "readdquiescent",
          "smtp",
          "supervised");

  private static final Set<String> OF_LDIRECTORD =
      Set.of("autoreload", "callback", "cleanstop", "execute", "fork", "logfile", "supervised");

  private static final int LONGEST_LINE = 8_192;

  private final Gathering gathering = new Gathering();
  private final ValueReader values;

  Reading(MachineNames names) {
    this.values = new ValueReader(gathering, names);
  }

  Imported read(List<ForeignFile> files) {
    for (ForeignFile file : files) {
      gathering.begin(file.source());
      file(lines(file.source()));
    }
    return gathering.imported();
  }

  private static List<Line> lines(Source source) {
    List<Line> lines = new ArrayList<>();
    int from = 0;
    for (String text : source.text().split("\n", -1)) {
      lines.add(new Line(source, from, text.replaceFirst("\r+$", "")));
      from += text.length() + 1;
    }
    return lines;
  }

  /** A blank line ends a virtual service, a comment does not. */
  private void file(List<Line> lines) {
    Optional<VirtualReader> open = Optional.empty();
    for (Line line : lines) {
      if (line.text().length() > LONGEST_LINE) {
        gathering.error(
            "line-too-long",
            line.span(),
            "the line is longer than %d characters".formatted(LONGEST_LINE),
            "write less into it");
        continue;
      }
      if (line.isComment()) {
        continue;
      }
      boolean inside = open.isPresent() && line.isIndented() && !line.isBlank();
      if (inside) {
        line.directive().ifPresentOrElse(open.get()::directive, () -> unclear(line));
      } else {
        open.ifPresent(VirtualReader::end);
        open = line.isBlank() ? Optional.empty() : begin(line);
      }
    }
    open.ifPresent(VirtualReader::end);
  }

  /** A line outside of virtual services, which may begin one. */
  private Optional<VirtualReader> begin(Line line) {
    if (line.directive().isEmpty()) {
      unclear(line);
      return Optional.empty();
    }
    Directive directive = line.directive().get();
    boolean starts = directive.name().equals("virtual") || directive.name().equals("virtual6");
    if (Character.isWhitespace(line.text().charAt(0))) {
      gathering.error(
          "not-in-service",
          directive.where(),
          "this indented line belongs to no virtual service",
          "a service ends at a blank line, and its lines begin with four blanks or a tab");
      return Optional.empty();
    }
    if (starts) {
      return Optional.of(new VirtualReader(gathering, values, directive));
    }
    outside(directive);
    return Optional.empty();
  }

  private void unclear(Line line) {
    gathering.error(
        "not-a-directive",
        line.span(),
        "this is not NAME = VALUE",
        "begin the line with # if it is a comment");
  }

  private void outside(Directive directive) {
    String name = directive.name();
    if (OF_LDIRECTORD.contains(name)) {
      gathering.notCarried(directive.where(), "it concerns ldirectord itself");
    } else if (name.startsWith("email") || name.equals("smtp")) {
      gathering.notCarried(directive.where(), Reasons.EVENTS);
    } else if (name.startsWith("fallback")) {
      gathering.notCarried(directive.where(), Reasons.FALLBACK);
    } else if (OUTSIDE.contains(name)) {
      gathering.notCarried(directive.where(), Reasons.CHECKS);
    } else {
      gathering.error(
          "unknown-keyword",
          directive.where(),
          "'%s' is no directive of ldirectord outside of virtual services".formatted(name),
          Reasons.replacement(name)
              .or(() -> Suggestion.hint(withVirtual(), name))
              .orElse("lines of a virtual service begin with four blanks or a tab"));
    }
  }

  private static Set<String> withVirtual() {
    Set<String> all = new TreeSet<>(OUTSIDE);
    all.addAll(Set.of("virtual", "virtual6"));
    return all;
  }
}
