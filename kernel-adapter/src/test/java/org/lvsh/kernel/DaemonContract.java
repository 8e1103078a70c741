package org.lvsh.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.lvsh.kernel.Samples.ONE;
import static org.lvsh.kernel.Samples.ONE6;
import static org.lvsh.kernel.Samples.WEB;
import static org.lvsh.kernel.Samples.WEB6;
import static org.lvsh.kernel.Samples.add;
import static org.lvsh.kernel.Samples.change;
import static org.lvsh.kernel.Samples.server;
import static org.lvsh.kernel.Samples.start;
import static org.lvsh.kernel.model.Errno.EEXIST;
import static org.lvsh.kernel.model.Errno.EINVAL;
import static org.lvsh.kernel.model.Errno.ENETUNREACH;
import static org.lvsh.kernel.model.Errno.ENODEV;
import static org.lvsh.kernel.model.Errno.ENOENT;
import static org.lvsh.kernel.model.Errno.ERANGE;
import static org.lvsh.kernel.model.Errno.ESRCH;
import static org.lvsh.kernel.model.SyncDaemon.Role.BACKUP;
import static org.lvsh.kernel.model.SyncDaemon.Role.MASTER;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lvsh.kernel.model.Forwarding;
import org.lvsh.kernel.model.IpAddress;
import org.lvsh.kernel.model.Operation.RemoveServer;
import org.lvsh.kernel.model.Operation.RemoveService;
import org.lvsh.kernel.model.Operation.StopDaemon;
import org.lvsh.kernel.model.RealServer;
import org.lvsh.kernel.model.SyncDaemon;

/** The part of the contract that is about sync daemons. */
public interface DaemonContract {
  IpAddress GROUP6 = IpAddress.of("ff02::77");
  IpAddress NO_GROUP = IpAddress.of("10.0.0.1");
  RealServer TUNNELLED6 = RealServer.of(ONE6, 1, Forwarding.TUNNEL);

  TriedKernel kernel();

  @Test
  default void aDaemonThatSaysNoMoreThanItMustGetsTheKernelsDefaults() {
    kernel().takes(start(SyncDaemon.of(MASTER, "eth0", 3)));
    kernel()
        .runs(
            new SyncDaemon(MASTER, "eth0", 3, IpAddress.of("224.0.0.81"), 8848, 1, 1500 - 20 - 8));
  }

  @Test
  default void everySettingOfADaemonIsKept() {
    SyncDaemon master =
        new SyncDaemon(MASTER, "eth0", 255, IpAddress.of("239.255.1.2"), 65535, 255, 1000);
    SyncDaemon backup = new SyncDaemon(BACKUP, "lo", 0, IpAddress.of("ff05::8:9"), 1, 1, 1024);
    kernel().takes(start(backup), start(master));
    kernel().runs(master, backup);
  }

  @Test
  default void theLengthOfAMasterIsThatOfAnEthernetPacket() {
    assertEquals(1472, lengthKept(SyncDaemon.of(MASTER, "lo", 0)));
    assertEquals(1472, lengthKept(SyncDaemon.of(MASTER, "eth0", 0)));
    assertEquals(1452, lengthKept(SyncDaemon.of(MASTER, "eth0", 0).withGroup(GROUP6)));
  }

  @Test
  default void theLengthOfABackupIsThatOfItsInterface() {
    assertEquals(65_507, lengthKept(SyncDaemon.of(BACKUP, "lo", 0)));
    assertEquals(65_487, lengthKept(SyncDaemon.of(BACKUP, "lo", 0).withGroup(GROUP6)));
    assertEquals(1472, lengthKept(SyncDaemon.of(BACKUP, "eth0", 0)));
    assertEquals(1452, lengthKept(SyncDaemon.of(BACKUP, "eth0", 0).withGroup(GROUP6)));
  }

  @Test
  default void aLengthOutOfRangeIsMovedIntoIt() {
    assertEquals(1, lengthKept(SyncDaemon.of(MASTER, "eth0", 0).withMaxLength(1)));
    assertEquals(1024, lengthKept(SyncDaemon.of(BACKUP, "eth0", 0).withMaxLength(1)));
    for (SyncDaemon.Role role : SyncDaemon.Role.values()) {
      SyncDaemon longest = SyncDaemon.of(role, "eth0", 0).withMaxLength(65_535);
      assertEquals(65_507, lengthKept(longest));
      assertEquals(65_487, lengthKept(longest.withGroup(GROUP6)));
    }
  }

  /** Starts a daemon, stops it and says which length it had. */
  private int lengthKept(SyncDaemon daemon) {
    kernel().takes(start(daemon));
    int length = kernel().read().daemons().get(daemon.role()).maxLength();
    kernel().takes(new StopDaemon(daemon.role()));
    return length;
  }

  @Test
  default void whatIsReadOfADaemonStartsItAgainAsItWas() {
    kernel().takes(start(SyncDaemon.of(BACKUP, "lo", 7).withMaxLength(1)));
    SyncDaemon kept = kernel().read().daemons().get(BACKUP);
    kernel().takes(new StopDaemon(BACKUP), start(kept));
    kernel().runs(kept);
  }

  @Test
  default void aDirectorRunsOneDaemonOfEachRole() {
    kernel().takes(start(SyncDaemon.of(MASTER, "eth0", 1)), start(SyncDaemon.of(BACKUP, "lo", 2)));
    kernel().refuses(EEXIST, start(SyncDaemon.of(MASTER, "eth0", 1)));
    kernel().refuses(EEXIST, start(SyncDaemon.of(MASTER, "lo", 9)));
    kernel().refuses(EEXIST, start(SyncDaemon.of(BACKUP, "lo", 2)));
    kernel().takes(new StopDaemon(MASTER));
    assertEquals(List.of(BACKUP), List.copyOf(kernel().read().daemons().keySet()));
  }

  @Test
  default void aDaemonThatDoesNotRunIsNotStopped() {
    kernel().refuses(ESRCH, new StopDaemon(MASTER));
    kernel().takes(start(SyncDaemon.of(MASTER, "eth0", 1)));
    kernel().refuses(ESRCH, new StopDaemon(BACKUP));
    kernel().takes(new StopDaemon(MASTER));
    kernel().refuses(ESRCH, new StopDaemon(MASTER));
  }

  /** So soon that on a live kernel the daemon has not run yet, and the stop gets no answer. */
  @Test
  default void aDaemonIsStoppedAsSoonAsItIsStarted() {
    for (SyncDaemon.Role role : SyncDaemon.Role.values()) {
      for (int time = 0; time < 10; time++) {
        kernel().takes(start(SyncDaemon.of(role, "eth0", 1)), new StopDaemon(role));
      }
    }
    kernel().runs();
  }

  @Test
  default void aGroupThatIsNotMulticastIsRefused() {
    for (String group : new String[] {"10.0.0.1", "255.255.255.255", "0.0.0.0", "fd00::1", "::"}) {
      kernel()
          .refuses(EINVAL, start(SyncDaemon.of(MASTER, "eth0", 1).withGroup(IpAddress.of(group))));
    }
  }

  @Test
  default void anInterfaceThatIsNotThereIsRefused() {
    for (SyncDaemon.Role role : SyncDaemon.Role.values()) {
      kernel().refuses(ENODEV, start(SyncDaemon.of(role, "eth7", 1)));
      kernel().refuses(ENODEV, start(SyncDaemon.of(role, "fifteen-letters", 1)));
    }
  }

  @Test
  default void aMasterMustReachItsGroup() {
    kernel().refuses(ENETUNREACH, start(SyncDaemon.of(MASTER, "lo", 1).withGroup(GROUP6)));
    kernel().takes(start(SyncDaemon.of(BACKUP, "lo", 1).withGroup(GROUP6)));
  }

  /** Where several things are wrong the first check in the kernel's order gives the errno. */
  @Test
  default void checksOfADaemonComeInTheKernelsOrder() {
    kernel().refuses(EINVAL, start(SyncDaemon.of(MASTER, "eth7", 1).withGroup(NO_GROUP)));
    kernel().takes(start(SyncDaemon.of(MASTER, "eth0", 1)));
    kernel().refuses(EINVAL, start(SyncDaemon.of(MASTER, "eth0", 1).withGroup(NO_GROUP)));
    kernel().refuses(ENODEV, start(SyncDaemon.of(MASTER, "eth7", 1)));
    kernel().refuses(EEXIST, start(SyncDaemon.of(MASTER, "lo", 1).withGroup(GROUP6)));
    kernel().takes(new StopDaemon(MASTER), add(WEB), add(WEB, TUNNELLED6));
    kernel().refuses(EINVAL, start(SyncDaemon.of(MASTER, "eth7", 1)));
  }

  @Test
  default void noDaemonStartsWhileAServerIsOfAnotherFamily() {
    kernel().takes(add(WEB), add(WEB, TUNNELLED6), add(WEB6));
    kernel().refuses(EINVAL, start(SyncDaemon.of(MASTER, "eth0", 1)));
    kernel().refuses(EINVAL, start(SyncDaemon.of(BACKUP, "eth0", 1)));
    kernel()
        .takes(new RemoveServer(WEB, ONE6), add(WEB6, RealServer.of(ONE6, 1, Forwarding.TUNNEL)));
    kernel().takes(start(SyncDaemon.of(MASTER, "eth0", 1)), new StopDaemon(MASTER));
    kernel().takes(add(WEB, TUNNELLED6), new RemoveService(WEB));
    kernel().takes(start(SyncDaemon.of(BACKUP, "eth0", 1)));
  }

  @Test
  default void noServerOfAnotherFamilyIsAddedWhileADaemonRuns() {
    kernel().takes(add(WEB), start(SyncDaemon.of(BACKUP, "eth0", 1)));
    kernel().refuses(EINVAL, add(WEB, TUNNELLED6));
    kernel().refuses(EINVAL, add(WEB, TUNNELLED6.withWeight(-1)));
    kernel().refuses(EINVAL, change(WEB, TUNNELLED6));
    kernel().refuses(ENOENT, new RemoveServer(WEB, ONE6));
    kernel().refuses(ESRCH, add(WEB6, RealServer.of(ONE, 1, Forwarding.TUNNEL)));
    kernel().refuses(ERANGE, add(WEB, server(ONE, -1)));
    kernel().takes(add(WEB, RealServer.of(ONE, 1, Forwarding.TUNNEL)), new StopDaemon(BACKUP));
    kernel().takes(add(WEB, TUNNELLED6));
  }
}
