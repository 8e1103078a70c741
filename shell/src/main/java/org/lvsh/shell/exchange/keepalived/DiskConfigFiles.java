package org.lvsh.shell.exchange.keepalived;

import java.util.List;
import org.lvsh.language.diagnostic.Source;
import org.lvsh.language.parse.FileLoader;
import org.lvsh.language.parse.SourceReader;

/** The files of this machine. */
public final class DiskConfigFiles implements ConfigFiles {
  private final FileLoader loader = new FileLoader();

  @Override
  public List<String> matching(Source including, String pattern) {
    return new Glob(including.name()).matching(pattern);
  }

  @Override
  public String identity(String name) {
    return loader.identity(name);
  }

  @Override
  public Source load(String name) throws SourceReader.Unreadable {
    return loader.load(name);
  }
}
