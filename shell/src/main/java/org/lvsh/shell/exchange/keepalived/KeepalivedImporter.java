package org.lvsh.shell.exchange.keepalived;

import java.util.List;
import java.util.Optional;
import org.lvsh.shell.exchange.ForeignFile;
import org.lvsh.shell.exchange.Imported;
import org.lvsh.shell.exchange.Importer;

/**
 * Reads {@code keepalived.conf(5)}: the virtual servers as keepalived programs them while every
 * real server answers, the sync daemons and the timeouts. Health checking, VRRP and whatever else
 * keepalived does are not carried over, and each statement of it is told.
 */
public final class KeepalivedImporter implements Importer {
  private final ConfigFiles files;
  private final Optional<String> configId;

  /**
   * With what a configuration leaves to the machine.
   *
   * @param files finds what is included
   * @param configId the name of the machine, or what {@code keepalived -i} is told, for lines that
   *     begin with {@code @}
   */
  public KeepalivedImporter(ConfigFiles files, Optional<String> configId) {
    this.files = files;
    this.configId = configId;
  }

  @Override
  public Imported read(List<ForeignFile> sources) {
    return new Reading(files, configId).read(sources);
  }
}
