package org.lvsh.shell.exchange.ldirectord;

import java.util.List;
import org.lvsh.shell.exchange.ForeignFile;
import org.lvsh.shell.exchange.Imported;
import org.lvsh.shell.exchange.Importer;
import org.lvsh.shell.exchange.MachineNames;

/**
 * Reads {@code ldirectord(8)}'s configuration: the virtual services as it has {@code ipvsadm} make
 * them while every real server answers. Its checks and whatever it does when servers fall out are
 * not carried over, and each line of them is told.
 */
public final class LdirectordImporter implements Importer {
  private final MachineNames names;

  /**
   * With what a configuration leaves to the machine.
   *
   * @param names what ports and hosts may be written as
   */
  public LdirectordImporter(MachineNames names) {
    this.names = names;
  }

  @Override
  public Imported read(List<ForeignFile> files) {
    return new Reading(names).read(files);
  }
}
