package org.lvsh.kernel.live;

import java.util.Optional;
import java.util.OptionalInt;
import org.lvsh.kernel.firewall.NftKernel;
import org.lvsh.kernel.netlink.NetlinkException;
import org.lvsh.kernel.netlink.NftClient;

/** nftables of the network namespace that this process runs in, asked by netlink. */
public final class LiveNft implements NftKernel {
  private final NftClient client = NftClient.live();

  @Override
  public Optional<Object> generation() {
    return client.generation();
  }

  @Override
  public boolean settle() {
    return client.settle();
  }

  @Override
  public Table table(String name) {
    try {
      OptionalInt flags = client.flagsOfTable(name);
      if (flags.isEmpty()) {
        return Table.ABSENT;
      }
      return flags.getAsInt() == 0 ? Table.PLAIN : Table.FLAGGED;
    } catch (NetlinkException untold) {
      return Table.UNTOLD;
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
