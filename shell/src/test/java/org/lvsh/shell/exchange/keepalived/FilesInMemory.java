package org.lvsh.shell.exchange.keepalived;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.lvsh.language.diagnostic.Source;
import org.lvsh.shell.exchange.ForeignFile;

/** Files that exist only here; a pattern may end in {@code *}. */
final class FilesInMemory implements ConfigFiles {
  private final Map<String, String> texts = new TreeMap<>();

  FilesInMemory with(String name, String text) {
    texts.put(name, text);
    return this;
  }

  ForeignFile file(String name) {
    return new ForeignFile(name, texts.get(name));
  }

  @Override
  public List<String> matching(Source including, String pattern) {
    boolean wild = pattern.endsWith("*");
    String start = wild ? pattern.substring(0, pattern.length() - 1) : pattern;
    return texts.keySet().stream()
        .filter(name -> wild ? name.startsWith(start) : name.equals(pattern))
        .toList();
  }

  @Override
  public String identity(String name) {
    return name;
  }

  @Override
  public Source load(String name) {
    return Source.file(name, texts.get(name));
  }
}
