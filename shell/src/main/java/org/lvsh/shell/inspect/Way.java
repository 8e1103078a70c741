package org.lvsh.shell.inspect;

import java.util.Objects;
import org.lvsh.kernel.traffic.Forecast;

/** What becomes of a packet. */
public sealed interface Way {
  <R> R accept(Cases<R> cases);

  /** One case for each. */
  interface Cases<R> {
    R notBalanced(NotBalanced way);

    R lost(Lost way);

    R known(Known way);

    R scheduled(Scheduled way);
  }

  /** Why IPVS lets a packet pass. */
  enum Pass {
    /** This director waits behind another ({@code backup_only}). */
    BACKUP_ONLY,
    /** No service takes it. */
    NO_SERVICE,
    /** It comes from port 20, as data of active FTP do. */
    FROM_FTP_DATA,
    /** It is data of FTP, whose service is not persistent. */
    LEFT_TO_OTHERS
  }

  /** Why a packet is dropped. */
  enum Loss {
    /** It belongs to a connection whose server was removed. */
    SERVER_GONE,
    /** The service's persistence engine reads UDP alone. */
    UNREADABLE,
    /** The service for every port is not persistent. */
    NOT_PERSISTENT
  }

  /** IPVS lets it pass: the director keeps it for itself. */
  record NotBalanced(Pass why) implements Way {
    @Override
    public <R> R accept(Cases<R> cases) {
      return cases.notBalanced(this);
    }
  }

  /** It is dropped. */
  record Lost(Loss why) implements Way {
    @Override
    public <R> R accept(Cases<R> cases) {
      return cases.lost(this);
    }
  }

  /** It goes where a connection or a template says. */
  record Known(KnownEntry entry) implements Way {
    public Known {
      Objects.requireNonNull(entry);
    }

    @Override
    public <R> R accept(Cases<R> cases) {
      return cases.known(this);
    }
  }

  /**
   * Its service's scheduler is asked.
   *
   * @param sticky whether a template is made for it
   */
  record Scheduled(Forecast forecast, boolean sticky) implements Way {
    public Scheduled {
      Objects.requireNonNull(forecast);
    }

    @Override
    public <R> R accept(Cases<R> cases) {
      return cases.scheduled(this);
    }
  }
}
