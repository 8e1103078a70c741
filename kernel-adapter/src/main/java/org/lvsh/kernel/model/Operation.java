package org.lvsh.kernel.model;

/**
 * One change of the kernel's configuration. Each either happens whole or is refused with an errno;
 * a refused one changes nothing.
 */
public sealed interface Operation {
  <R> R accept(Cases<R> cases);

  /** Whether it is of the firewall: consecutive ones are one transaction. */
  default boolean isFirewall() {
    return this instanceof AddMarkRule
        || this instanceof RemoveMarkRule
        || this instanceof SetOwnership
        || this instanceof ClearOwnership
        || this instanceof SetLastMark;
  }

  /** Whether it writes a file of its own, and goes neither to netlink nor to the firewall. */
  default boolean isSetting() {
    return this instanceof SetSetting;
  }

  /** One case for each operation, so that a new one cannot be forgotten. */
  interface Cases<R> {
    R addService(AddService operation);

    R changeService(ChangeService operation);

    R removeService(RemoveService operation);

    R addServer(AddServer operation);

    R changeServer(ChangeServer operation);

    R removeServer(RemoveServer operation);

    R addMarkRule(AddMarkRule operation);

    R removeMarkRule(RemoveMarkRule operation);

    R setOwnership(SetOwnership operation);

    R clearOwnership(ClearOwnership operation);

    R setTimeouts(SetTimeouts operation);

    R setLastMark(SetLastMark operation);

    R setSetting(SetSetting operation);

    R startDaemon(StartDaemon operation);

    R stopDaemon(StopDaemon operation);
  }

  /** {@code IPVS_CMD_NEW_SERVICE}: EEXIST, ENOENT (scheduler or engine), EINVAL. */
  record AddService(VirtualService service) implements Operation {
    @Override
    public <R> R accept(Cases<R> cases) {
      return cases.addService(this);
    }
  }

  /** {@code IPVS_CMD_SET_SERVICE}: everything but the key; ESRCH, ENOENT, EINVAL. */
  record ChangeService(VirtualService service) implements Operation {
    @Override
    public <R> R accept(Cases<R> cases) {
      return cases.changeService(this);
    }
  }

  /** {@code IPVS_CMD_DEL_SERVICE}, with all its servers: ESRCH. */
  record RemoveService(ServiceKey key) implements Operation {
    @Override
    public <R> R accept(Cases<R> cases) {
      return cases.removeService(this);
    }
  }

  /**
   * {@code IPVS_CMD_NEW_DEST}: ESRCH, EEXIST, EINVAL, ERANGE. A server of another family than its
   * service's needs a tunnel, and is EINVAL in any case while a sync daemon runs.
   */
  record AddServer(ServiceKey service, RealServer server) implements Operation {
    @Override
    public <R> R accept(Cases<R> cases) {
      return cases.addServer(this);
    }
  }

  /** {@code IPVS_CMD_SET_DEST}: ESRCH, ENOENT, EINVAL, ERANGE. */
  record ChangeServer(ServiceKey service, RealServer server) implements Operation {
    @Override
    public <R> R accept(Cases<R> cases) {
      return cases.changeServer(this);
    }
  }

  /** {@code IPVS_CMD_DEL_DEST}: ESRCH, ENOENT. */
  record RemoveServer(ServiceKey service, ServerKey server) implements Operation {
    @Override
    public <R> R accept(Cases<R> cases) {
      return cases.removeServer(this);
    }
  }

  /** A rule that overlaps none of ours: EEXIST otherwise. */
  record AddMarkRule(MarkRule rule) implements Operation {
    @Override
    public <R> R accept(Cases<R> cases) {
      return cases.addMarkRule(this);
    }
  }

  /** ENOENT where no such rule, with this very mark, is there. */
  record RemoveMarkRule(MarkRule rule) implements Operation {
    @Override
    public <R> R accept(Cases<R> cases) {
      return cases.removeMarkRule(this);
    }
  }

  /** Names a service that is there, anew where it has a name: ESRCH otherwise. */
  record SetOwnership(Ownership ownership) implements Operation {
    @Override
    public <R> R accept(Cases<R> cases) {
      return cases.setOwnership(this);
    }
  }

  /** ENOENT where the service has no name. */
  record ClearOwnership(ServiceKey key) implements Operation {
    @Override
    public <R> R accept(Cases<R> cases) {
      return cases.clearOwnership(this);
    }
  }

  /** {@code IPVS_CMD_SET_CONFIG}: EINVAL outside 0 to 2^31 jiffies. */
  record SetTimeouts(Timeouts timeouts) implements Operation {
    @Override
    public <R> R accept(Cases<R> cases) {
      return cases.setTimeouts(this);
    }
  }

  /** Remembers the automatic mark given last. */
  record SetLastMark(Mark mark) implements Operation {
    @Override
    public <R> R accept(Cases<R> cases) {
      return cases.setLastMark(this);
    }
  }

  /**
   * A file under {@code /proc/sys/net/ipv4/vs}: ENOENT where there is none of this name; EINVAL
   * where the kernel does not take the value, or would take a part of it ({@link Setting#fits});
   * EPERM where it is not to be written.
   */
  record SetSetting(Setting setting) implements Operation {
    @Override
    public <R> R accept(Cases<R> cases) {
      return cases.setSetting(this);
    }
  }

  /**
   * {@code IPVS_CMD_NEW_DAEMON}: EINVAL (the group is not multicast, or a server of another family
   * than its service's is there), ENODEV, EEXIST. A master also gets ENETUNREACH where its
   * interface cannot reach the group, a backup EADDRINUSE where its port is taken.
   */
  record StartDaemon(SyncDaemon daemon) implements Operation {
    @Override
    public <R> R accept(Cases<R> cases) {
      return cases.startDaemon(this);
    }
  }

  /** {@code IPVS_CMD_DEL_DAEMON}: ESRCH where none of this role runs. */
  record StopDaemon(SyncDaemon.Role role) implements Operation {
    @Override
    public <R> R accept(Cases<R> cases) {
      return cases.stopDaemon(this);
    }
  }
}
