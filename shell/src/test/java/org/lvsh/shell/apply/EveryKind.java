package org.lvsh.shell.apply;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lvsh.kernel.model.Operation;
import org.lvsh.kernel.model.Snapshot;
import org.lvsh.kernel.model.SyncDaemon;
import org.lvsh.shell.plan.Plan;
import org.lvsh.shell.session.Scene;
import org.lvsh.shell.session.StoppedKernel;

/** A plan of every kind of operation, asked for by statements alone. */
final class EveryKind {
  private static final String[] BEFORE = {
    "service mail on 10.0.0.2 port 25",
    "  server 10.1.0.1 weight 4 limit 100",
    "  server 10.1.0.2 masquerade",
    "service old on 10.0.0.3 ports 21,22 sticky 60s",
    "  server 10.1.0.1",
    "service moved on 10.0.0.5 port 8080",
    "  server 10.1.0.1",
    "service web on 10.0.0.1,2001:db8::1 ports 80,443",
    "  server 10.1.0.1",
    "  server 2001:db8:1::1"
  };
  private static final String[] AFTER = {
    "remove service old",
    "set mail wrr",
    "set mail server 10.1.0.1 weight 0",
    "remove server 10.1.0.2 from mail",
    "add server 10.1.0.3 to mail",
    "set moved port 8081",
    "remove server 2001:db8:1::1 from web",
    "set web on 10.0.0.1 ports 80,8080",
    "rename web to shop",
    "service new on 10.0.0.4 ports 5000-5010 udp,sctp sh",
    "  server 10.1.0.7",
    "  server 10.1.0.8 tunnel",
    "timeouts tcp 60s fin 61s udp 62s",
    "no sync backup",
    "sync master on eth0 id 8",
    "kernel sync_threshold = 7 60",
    "kernel expire_nodest_conn = 1"
  };

  private EveryKind() {}

  static Scene scene() {
    return Scene.empty()
        .apply(BEFORE)
        .others(
            new Operation.StartDaemon(SyncDaemon.of(SyncDaemon.Role.BACKUP, "lo", 7)),
            new Operation.StartDaemon(SyncDaemon.of(SyncDaemon.Role.MASTER, "lo", 7)));
  }

  static Plan plan(Scene scene) {
    return scene.plan(AFTER.clone());
  }

  /** A mark that was given stays given. */
  static Snapshot withoutLastMark(Snapshot snapshot) {
    return new Snapshot(
        snapshot.services(),
        snapshot.markRules(),
        snapshot.ownership(),
        snapshot.timeouts(),
        Optional.empty(),
        snapshot.daemons(),
        snapshot.settings());
  }

  /** Every place before, between and after the operations of a plan. */
  static List<StoppedKernel.Place> places(Plan plan) {
    List<StoppedKernel.Place> places = new ArrayList<>();
    List<List<Operation>> batches = Batches.of(plan.operations());
    for (int batch = 0; batch < batches.size(); batch++) {
      int size = batches.get(batch).size();
      boolean whole = batches.get(batch).get(0).isFirewall();
      for (int done = 0; done <= size; done += whole ? size : 1) {
        places.add(new StoppedKernel.Place(batch, done));
      }
    }
    return places;
  }
}
