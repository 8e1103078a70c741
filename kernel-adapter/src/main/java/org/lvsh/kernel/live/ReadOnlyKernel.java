package org.lvsh.kernel.live;

import com.google.common.base.Suppliers;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.lvsh.kernel.Capabilities;
import org.lvsh.kernel.Kernel;
import org.lvsh.kernel.KernelException;
import org.lvsh.kernel.Progress;
import org.lvsh.kernel.host.ConnectionTable;
import org.lvsh.kernel.host.Modules;
import org.lvsh.kernel.host.ServiceTable;
import org.lvsh.kernel.host.SettingFiles;
import org.lvsh.kernel.model.Connection;
import org.lvsh.kernel.model.Errno;
import org.lvsh.kernel.model.Operation;
import org.lvsh.kernel.model.Outcome;
import org.lvsh.kernel.model.ServiceEntry;
import org.lvsh.kernel.model.ServiceKey;
import org.lvsh.kernel.model.ServiceStatistics;
import org.lvsh.kernel.model.Snapshot;
import org.lvsh.kernel.model.Timeouts;
import org.lvsh.kernel.netlink.KernelTicks;
import org.lvsh.kernel.netlink.NetlinkException;

/**
 * The kernel of the network namespace that the calling thread runs in, as far as any user may read
 * it, from /proc alone; netlink and the firewall are root's. Nothing can be changed.
 *
 * <p>Of services it knows what {@link ServiceTable} does. Mark rules and names it cannot see: there
 * are none. Nor timeouts: they are those that the kernel starts with. Its settings anyone may read.
 */
public final class ReadOnlyKernel implements Kernel {
  private static final String RESTRICTION =
      "the kernel shows all of IPVS, and lets it be changed, to root only (CAP_NET_ADMIN)";

  private final ServiceTable services;
  private final ConnectionTable connections;
  private final Modules modules;
  private final SettingFiles settings;
  private int leftOut;

  public ReadOnlyKernel(
      ServiceTable services, ConnectionTable connections, Modules modules, SettingFiles settings) {
    this.services = services;
    this.connections = connections;
    this.modules = modules;
    this.settings = settings;
  }

  /** The kernel that this machine runs. */
  public static ReadOnlyKernel live() {
    return new ReadOnlyKernel(
        new ServiceTable(ServiceTable.FILE, Suppliers.memoize(KernelTicks::perSecond)),
        new ConnectionTable(ConnectionTable.FILE),
        Modules.live(),
        SettingFiles.live());
  }

  @Override
  public String label() {
    return "live";
  }

  @Override
  public Snapshot read() {
    TreeMap<ServiceKey, ServiceEntry> entries = new TreeMap<>();
    ServiceTable.Contents contents = contents();
    contents.entries().forEach(entry -> entries.put(entry.service().key(), entry));
    leftOut = contents.leftOut();
    return new Snapshot(
        entries,
        new TreeMap<>(),
        new TreeMap<>(),
        Timeouts.DEFAULT,
        Optional.empty(),
        new TreeMap<>(),
        settings.read());
  }

  private ServiceTable.Contents contents() {
    try {
      return services.read();
    } catch (NetlinkException noTicks) {
      throw new KernelException(noTicks.getMessage(), noTicks);
    }
  }

  /** Always throws a {@link KernelException}. */
  @Override
  public List<Outcome> apply(List<Operation> operations, Progress progress) {
    throw new KernelException(RESTRICTION, "run lvsh as root");
  }

  /**
   * How many connections the servers have, active and inactive; counters /proc has only for all
   * services together.
   */
  @Override
  public NavigableMap<ServiceKey, ServiceStatistics> statistics() {
    return contents().statistics();
  }

  @Override
  public Optional<Errno> zero(Optional<ServiceKey> service) {
    return Optional.of(Errno.EPERM);
  }

  @Override
  public List<String> leftOut() {
    return leftOut == 0 ? List.of() : List.of(leftOut + " services or servers of an unknown kind");
  }

  @Override
  public Optional<String> restriction() {
    return Optional.of(RESTRICTION);
  }

  @Override
  public void connections(Consumer<Connection> each) {
    connections.each(each);
  }

  @Override
  public Capabilities capabilities() {
    return LiveCapabilities.of(modules);
  }
}
