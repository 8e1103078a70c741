package org.lvsh.kernel;

import static org.lvsh.kernel.Samples.ONE;
import static org.lvsh.kernel.Samples.ONE6;
import static org.lvsh.kernel.Samples.TWO;
import static org.lvsh.kernel.Samples.WEB;
import static org.lvsh.kernel.Samples.WEB6;
import static org.lvsh.kernel.Samples.add;
import static org.lvsh.kernel.Samples.at;
import static org.lvsh.kernel.Samples.change;
import static org.lvsh.kernel.Samples.mark;
import static org.lvsh.kernel.Samples.server;
import static org.lvsh.kernel.model.Errno.EEXIST;
import static org.lvsh.kernel.model.Errno.EINVAL;
import static org.lvsh.kernel.model.Errno.ENOENT;
import static org.lvsh.kernel.model.Errno.ERANGE;
import static org.lvsh.kernel.model.Errno.ESRCH;

import org.junit.jupiter.api.Test;
import org.lvsh.kernel.model.Forwarding;
import org.lvsh.kernel.model.Forwarding.Checksum;
import org.lvsh.kernel.model.Forwarding.Method;
import org.lvsh.kernel.model.Operation.RemoveServer;
import org.lvsh.kernel.model.RealServer;
import org.lvsh.kernel.model.ServerKey;

/** The part of the contract that is about real servers. */
public interface ServerContract {
  long MOST = 0xFFFF_FFFFL;
  Forwarding GUE_WITHOUT_PORT = new Forwarding(Method.GUE, 0, Checksum.NONE);

  TriedKernel kernel();

  @Test
  default void everySettingOfAServerIsKept() {
    RealServer[] servers = {
      new RealServer(at("10.0.0.1", 80), 1, Forwarding.DIRECT, 0, 0),
      new RealServer(at("10.0.0.1", 81), 2, Forwarding.MASQUERADE, 10, 0),
      new RealServer(at("10.0.0.2", 80), 3, Forwarding.TUNNEL, 10, 9),
      new RealServer(
          at("10.0.0.3", 80), 4, new Forwarding(Method.GUE, 6080, Checksum.REMOTE), 10, 10),
      new RealServer(at("10.0.0.4", 80), 5, new Forwarding(Method.GRE, 0, Checksum.FULL), 0, 0),
      new RealServer(at("10.0.0.5", 80), 6, new Forwarding(Method.GUE, 1, Checksum.NONE), 0, 0)
    };
    kernel().takes(add(WEB));
    for (RealServer server : servers) {
      kernel().takes(add(WEB, server));
    }
    kernel().holdsServers(WEB, servers);
  }

  @Test
  default void weightsAndPortsAtTheEndsOfTheirRangesAreTaken() {
    kernel().takes(add(WEB), add(WEB, server(at("10.0.0.1", 0), 0)));
    kernel().takes(add(WEB, server(at("10.0.0.1", 65535), Integer.MAX_VALUE)));
    kernel()
        .holdsServers(
            WEB, server(at("10.0.0.1", 0), 0), server(at("10.0.0.1", 65535), Integer.MAX_VALUE));
  }

  @Test
  default void aWeightBelowZeroIsRefused() {
    kernel().takes(add(WEB), add(WEB, server(ONE, 0)));
    kernel().refuses(ERANGE, add(WEB, server(TWO, -1)));
    kernel().refuses(ERANGE, add(WEB, server(TWO, Integer.MIN_VALUE)));
    kernel().refuses(ERANGE, change(WEB, server(ONE, -1)));
  }

  @Test
  default void aLowerThresholdAboveTheUpperOneIsRefused() {
    kernel().takes(add(WEB), add(WEB, server(ONE, 1)));
    kernel().refuses(ERANGE, add(WEB, limited(TWO, 10, 11)));
    kernel().refuses(ERANGE, add(WEB, limited(TWO, 0, 1)));
    kernel().refuses(ERANGE, change(WEB, limited(ONE, MOST - 1, MOST)));
    kernel().takes(change(WEB, limited(ONE, Integer.MAX_VALUE, Integer.MAX_VALUE)));
    kernel().holdsServers(WEB, limited(ONE, Integer.MAX_VALUE, Integer.MAX_VALUE));
  }

  @Test
  default void aThresholdAboveWhatConnectionsAreCountedInIsRefused() {
    kernel().takes(add(WEB), add(WEB, server(ONE, 1)));
    for (long above : new long[] {Integer.MAX_VALUE + 1L, MOST}) {
      for (long lower : new long[] {0, above}) {
        kernel().refuses(EINVAL, add(WEB, limited(TWO, above, lower)));
        kernel().refuses(EINVAL, change(WEB, limited(ONE, above, lower)));
        kernel().refuses(EINVAL, add(WEB, limited(ONE, above, lower)));
        kernel().refuses(EINVAL, change(WEB, limited(TWO, above, lower)));
      }
    }
    kernel().refuses(ERANGE, add(WEB, new RealServer(TWO, -1, Forwarding.DIRECT, MOST, 0)));
    kernel().holdsServers(WEB, server(ONE, 1));
  }

  @Test
  default void aGueTunnelWithoutPortIsRefused() {
    kernel().takes(add(WEB), add(WEB, server(ONE, 1)));
    kernel().refuses(EINVAL, add(WEB, RealServer.of(TWO, 1, GUE_WITHOUT_PORT)));
    kernel().refuses(EINVAL, change(WEB, RealServer.of(ONE, 1, GUE_WITHOUT_PORT)));
  }

  @Test
  default void aServerOfTheOtherFamilyNeedsATunnel() {
    kernel().takes(add(WEB), add(WEB6));
    kernel().refuses(EINVAL, add(WEB, server(ONE6, 1)));
    kernel().refuses(EINVAL, add(WEB6, server(ONE, 1)));
    kernel().refuses(EINVAL, add(WEB6, RealServer.of(ONE, 1, Forwarding.DIRECT)));
    RealServer tunnelled = RealServer.of(ONE, 1, Forwarding.TUNNEL);
    kernel().takes(add(WEB6, tunnelled));
    kernel().refuses(EINVAL, change(WEB6, server(ONE, 1)));
    kernel().takes(change(WEB6, tunnelled.withWeight(3)));
    kernel().holdsServers(WEB6, tunnelled.withWeight(3));
    kernel().takes(new RemoveServer(WEB6, ONE));
  }

  @Test
  default void anAddressNoServerCanHaveIsRefused() {
    kernel().takes(add(WEB), add(WEB6));
    for (String address : new String[] {"0.0.0.0", "224.0.0.1", "239.1.2.3", "255.255.255.255"}) {
      kernel().refuses(EINVAL, add(WEB, server(at(address, 80), 1)));
    }
    for (String address : new String[] {"::", "ff02::1", "fe80::1", "febf::1", "::ffff:a00:1"}) {
      kernel().refuses(EINVAL, add(WEB6, server(at(address, 80), 1)));
    }
    kernel().takes(add(WEB6, server(at("fd00::1", 80), 1)));
  }

  @Test
  default void aServerThatIsThereIsNotAddedAgain() {
    kernel().takes(add(WEB), add(WEB, server(ONE, 1)));
    kernel().refuses(EEXIST, add(WEB, server(ONE, 1)));
    kernel().refuses(EEXIST, add(WEB, RealServer.of(ONE, 7, Forwarding.DIRECT)));
    kernel().takes(add(WEB, server(at("10.0.0.1", 81), 1)));
  }

  @Test
  default void aServerThatIsNotThereIsNeitherChangedNorRemoved() {
    kernel().takes(add(WEB), add(WEB, server(ONE, 1)));
    kernel().refuses(ENOENT, change(WEB, server(TWO, 1)));
    kernel().refuses(ENOENT, new RemoveServer(WEB, TWO));
    kernel().refuses(ENOENT, new RemoveServer(WEB, ONE6));
  }

  @Test
  default void aServerNeedsItsServiceBeforeAnythingElse() {
    kernel().takes(add(WEB6));
    kernel().refuses(ESRCH, add(WEB, server(ONE, -1)));
    kernel().refuses(ESRCH, add(WEB, limited(ONE, MOST, 0)));
    kernel().refuses(ESRCH, change(WEB, server(ONE, 1)));
    kernel().refuses(ESRCH, new RemoveServer(WEB, ONE));
    kernel().refuses(ESRCH, add(mark(1), server(ONE, 1)));
  }

  /** Where several things are wrong the first check in the kernel's order gives the errno. */
  @Test
  default void checksComeInTheKernelsOrder() {
    kernel().takes(add(WEB), add(WEB, server(ONE, 1)));
    kernel().refuses(EINVAL, add(WEB, server(ONE6, -1)));
    kernel().refuses(ERANGE, add(WEB, server(ONE, -1)));
    kernel().refuses(ERANGE, add(WEB, RealServer.of(TWO, -1, GUE_WITHOUT_PORT)));
    kernel().refuses(ERANGE, add(WEB, server(at("224.0.0.1", 80), -1)));
    kernel().refuses(EINVAL, add(WEB, RealServer.of(ONE, 1, GUE_WITHOUT_PORT)));
    kernel().refuses(ERANGE, change(WEB, server(TWO, -1)));
    kernel().refuses(EINVAL, change(WEB, RealServer.of(TWO, 1, GUE_WITHOUT_PORT)));
    kernel().refuses(ENOENT, change(WEB, server(at("224.0.0.1", 80), 1)));
  }

  @Test
  default void aServerIsChangedInPlace() {
    kernel().takes(add(WEB), add(WEB, server(ONE, 1)), add(WEB, server(TWO, 1)));
    RealServer changed = new RealServer(ONE, 0, Forwarding.DIRECT, 20, 10);
    kernel().takes(change(WEB, changed));
    kernel().holdsServers(WEB, changed, server(TWO, 1));
  }

  @Test
  default void aServerIsRemovedAndAddedAgain() {
    kernel().takes(add(WEB), add(WEB, server(ONE, 1)), new RemoveServer(WEB, ONE));
    kernel().holdsServers(WEB);
    kernel().takes(add(WEB, server(ONE, 9)));
    kernel().holdsServers(WEB, server(ONE, 9));
  }

  @Test
  default void theSameServerMayStandInSeveralServices() {
    kernel().takes(add(WEB), add(mark(5)));
    kernel().takes(add(WEB, server(ONE, 1)), add(mark(5), server(ONE, 2)));
    kernel().takes(new RemoveServer(WEB, ONE));
    kernel().holdsServers(mark(5), server(ONE, 2));
  }

  private static RealServer limited(ServerKey key, long upper, long lower) {
    return new RealServer(key, 1, Forwarding.MASQUERADE, upper, lower);
  }
}
