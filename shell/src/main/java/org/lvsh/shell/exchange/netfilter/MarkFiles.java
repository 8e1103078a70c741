package org.lvsh.shell.exchange.netfilter;

import java.util.List;
import org.lvsh.language.diagnostic.Source;
import org.lvsh.shell.exchange.Findings;
import org.lvsh.shell.exchange.ForeignFile;
import org.lvsh.shell.exchange.MachineNames;
import org.lvsh.shell.exchange.script.Programs;
import org.lvsh.shell.exchange.script.ScriptReader;
import org.lvsh.shell.exchange.script.ShellCommand;
import org.lvsh.shell.exchange.script.Status;

/** Reads files that say what sets the marks, and nothing else. */
public final class MarkFiles {
  private MarkFiles() {}

  /** What packets have behind all of the files together. */
  public static MarkedPackets read(List<ForeignFile> files, MachineNames names, Findings findings) {
    PacketFilter filter = new PacketFilter(names, findings);
    for (ForeignFile file : files) {
      Source source = file.source();
      findings.begin(source);
      if (PacketFilter.isNft(source)) {
        filter.takeNft(source);
      } else {
        ScriptReader.read(source, new Commands(filter), findings);
      }
    }
    return filter.packets();
  }

  /** The commands of a packet filter alone. */
  private record Commands(PacketFilter filter) implements Programs {
    @Override
    public boolean heeds(String program) {
      return filter.heeds(program);
    }

    @Override
    public boolean changes(String program, List<String> arguments) {
      return filter.changes(program, arguments);
    }

    @Override
    public Status outcome(ShellCommand command) {
      return filter.outcome(command);
    }

    @Override
    public void take(ShellCommand command) {
      filter.take(command);
    }

    @Override
    public boolean changesFile(String path) {
      return false;
    }

    @Override
    public boolean takeOutput(ShellCommand command) {
      return false;
    }
  }
}
