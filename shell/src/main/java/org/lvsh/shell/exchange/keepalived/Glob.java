package org.lvsh.shell.exchange.keepalived;

import com.google.common.collect.Lists;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.PatternSyntaxException;

/**
 * {@code glob(3)} with {@code GLOB_BRACE}: {@code *}, {@code ?} and {@code [...]} within a name,
 * braces across names. Names that begin with a dot are matched by a dot alone.
 */
final class Glob {
  /** The most names that are found. */
  static final int LIMIT = 1_000;

  private final Path folder;

  /**
   * Of patterns in a file.
   *
   * @param including the file's path: relative patterns begin in its folder
   */
  Glob(String including) {
    this.folder = Path.of(including).resolveSibling("");
  }

  /** The files, those of one alternative in braces sorted; folders are left out. */
  List<String> matching(String pattern) {
    List<String> found = new ArrayList<>();
    for (String alternative : alternatives(pattern)) {
      files(alternative).stream().sorted().forEach(found::add);
    }
    return found.stream().limit(LIMIT).toList();
  }

  /** The pattern with each choice of what stands in its braces; no more than the limit. */
  static List<String> alternatives(String pattern) {
    List<String> all = new ArrayList<>();
    Deque<String> open = new ArrayDeque<>(List.of(pattern));
    while (!open.isEmpty() && all.size() < LIMIT) {
      String next = open.pop();
      List<String> choices = expanded(next);
      if (choices.isEmpty()) {
        all.add(next);
      }
      Lists.reverse(choices).forEach(open::push);
    }
    return all;
  }

  /** With each choice of its first braces; nothing where it has none. */
  private static List<String> expanded(String pattern) {
    int open = pattern.indexOf('{');
    int close = open < 0 ? -1 : close(pattern, open);
    return close < 0
        ? List.of()
        : choices(pattern.substring(open + 1, close)).stream()
            .map(one -> pattern.substring(0, open) + one + pattern.substring(close + 1))
            .toList();
  }

  private static int close(String pattern, int open) {
    int depth = 0;
    for (int at = open; at < pattern.length(); at++) {
      char character = pattern.charAt(at);
      depth += character == '{' ? 1 : character == '}' ? -1 : 0;
      if (depth == 0) {
        return at;
      }
    }
    return -1;
  }

  private static List<String> choices(String inside) {
    List<String> choices = new ArrayList<>();
    int depth = 0;
    int from = 0;
    for (int at = 0; at < inside.length(); at++) {
      char character = inside.charAt(at);
      depth += character == '{' ? 1 : character == '}' ? -1 : 0;
      if (character == ',' && depth == 0) {
        choices.add(inside.substring(from, at));
        from = at + 1;
      }
    }
    choices.add(inside.substring(from));
    return choices;
  }

  private List<String> files(String pattern) {
    try {
      Path path = Path.of(pattern);
      List<Path> found = List.of(path.isAbsolute() ? path.getRoot() : folder);
      for (Path name : path) {
        found = step(found, name.toString());
      }
      return found.stream().filter(Files::isRegularFile).map(Path::toString).toList();
    } catch (InvalidPathException | PatternSyntaxException noName) {
      return List.of();
    }
  }

  private static List<Path> step(List<Path> folders, String name) {
    if (!name.matches(".*[*?\\[\\\\].*")) {
      return folders.stream().map(one -> one.resolve(name)).filter(Files::exists).toList();
    }
    PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + name);
    List<Path> found = new ArrayList<>();
    for (Path one : folders) {
      for (Path child : children(one)) {
        Path last = child.getFileName();
        boolean hidden = last.toString().startsWith(".") && !name.startsWith(".");
        if (!hidden && matcher.matches(last) && found.size() < LIMIT) {
          found.add(one.resolve(last));
        }
      }
    }
    return found;
  }

  private static List<Path> children(Path folder) {
    List<Path> children = new ArrayList<>();
    Path listed = folder.toString().isEmpty() ? Path.of(".") : folder;
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(listed)) {
      stream.forEach(children::add);
    } catch (IOException | DirectoryIteratorException unreadable) {
      return List.of();
    }
    return children;
  }
}
