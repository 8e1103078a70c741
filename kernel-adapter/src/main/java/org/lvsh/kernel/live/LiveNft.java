package org.lvsh.kernel.live;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Supplier;
import org.lvsh.kernel.KernelException;
import org.lvsh.kernel.firewall.NftKernel;
import org.lvsh.kernel.model.Errno;
import org.lvsh.kernel.netlink.NetlinkException;
import org.lvsh.kernel.netlink.NftClient;
import org.lvsh.kernel.netlink.NftElement;
import org.lvsh.kernel.netlink.NftStep;
import org.lvsh.kernel.netlink.NftStructure;

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
  public NftStructure structure(String name) {
    return told(() -> client.structure(name));
  }

  @Override
  public Optional<Set<NftElement>> elements(String table, String set) {
    return told(() -> client.elements(table, set));
  }

  private static <T> T told(Supplier<T> question) {
    try {
      return question.get();
    } catch (NetlinkException untold) {
      throw new KernelException("nftables cannot be read: " + untold.getMessage(), untold);
    }
  }

  @Override
  public Optional<String> commit(List<NftStep> steps) {
    try {
      return client.commit(steps).map(refusal -> words(refusal, steps));
    } catch (NetlinkException untold) {
      throw new KernelException(untold.getMessage(), untold);
    }
  }

  private static String words(NftClient.Refusal refusal, List<NftStep> steps) {
    String of =
        refusal.step().isPresent()
            ? steps.get(refusal.step().getAsInt()).subject()
            : "the transaction";
    String wayOut =
        refusal.errno().equals(Errno.EMSGSIZE)
            ? ", which is longer than net.core.wmem_max allows in this container"
            : "";
    return refusal.errno() + " for " + of + wayOut;
  }

  @Override
  public void close() {
    client.close();
  }
}
