package org.lvsh.shell.view;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.lvsh.kernel.model.Errno;
import org.lvsh.kernel.model.IpAddress;
import org.lvsh.kernel.model.Operation;
import org.lvsh.kernel.model.Persistence;
import org.lvsh.kernel.model.RealServer;
import org.lvsh.kernel.model.Scheduler;
import org.lvsh.kernel.model.ServiceKey;
import org.lvsh.kernel.model.VirtualService;

/**
 * What it means that the kernel refused an operation with this errno, and what to do about it. What
 * an errno stands for depends on the operation ({@code ip_vs_genl_set_cmd} and what it calls in
 * {@code ip_vs_ctl.c}).
 */
final class Refusals implements Operation.Cases<Refusals.Meaning> {
  private static final String MEANWHILE = "somebody else has changed it meanwhile: look at 'plan'";

  /** What they mean whatever was tried. */
  private static final Map<Errno, Meaning> ANYWHERE =
      Map.ofEntries(
          Map.entry(Errno.EPERM, Meaning.of("this user may not change it", "run lvsh as root")),
          Map.entry(Errno.E2BIG, Meaning.of("the kernel takes no more of it")),
          Map.entry(Errno.ENOMEM, Meaning.of("the kernel has no memory left for it")),
          Map.entry(Errno.EBUSY, Meaning.of("something else uses it", "try again")),
          Map.entry(Errno.ENOTEMPTY, Meaning.of("it overlaps with what is there")),
          Map.entry(Errno.EMSGSIZE, Meaning.of("it is too long to be sent at once")),
          Map.entry(
              Errno.EACCES,
              Meaning.of(
                  "a route or a security module forbids it",
                  "'ip route get' with the address shows the route, the kernel's log may say more")),
          Map.entry(
              Errno.ENODEV,
              Meaning.of("there is no such interface", "'ip link' lists those there are")),
          Map.entry(Errno.EINVAL, Meaning.of("the kernel does not take these values")),
          Map.entry(Errno.ERANGE, Meaning.of("a number is out of range")),
          Map.entry(
              Errno.ENOPROTOOPT,
              Meaning.of(
                  "this kernel does not know the option",
                  "a newer kernel may: 'uname -r' says which this is")),
          Map.entry(
              Errno.EOPNOTSUPP,
              Meaning.of(
                  "this kernel cannot do it", "a newer kernel may: 'uname -r' says which this is")),
          Map.entry(
              Errno.EAFNOSUPPORT,
              Meaning.of(
                  "this kernel has no such address family",
                  "IPv6 is switched off in it, or its IPVS is built without")),
          Map.entry(
              Errno.EADDRINUSE,
              Meaning.of(
                  "another program has the port", "'ss -ulpn' shows which; say another port")),
          Map.entry(
              Errno.EADDRNOTAVAIL,
              Meaning.of(
                  "the interface has no address to send from", "'ip address' shows those it has")),
          Map.entry(
              Errno.ENETUNREACH,
              Meaning.of(
                  "the interface cannot reach the group", "it must be up and have an address")),
          Map.entry(
              Errno.ENOBUFS, Meaning.of("the kernel had no room for its answer", "try again")),
          Map.entry(
              Errno.EHOSTUNREACH,
              Meaning.of("there is no way to the address", "'ip route get' with it shows why")));

  private final Errno errno;

  Refusals(Errno errno) {
    this.errno = errno;
  }

  /**
   * In plain words.
   *
   * @param reason the end of a sentence
   */
  record Meaning(String reason, Optional<String> wayOut) {
    static Meaning of(String reason, String wayOut) {
      return new Meaning(reason, Optional.of(wayOut));
    }

    static Meaning of(String reason) {
      return new Meaning(reason, Optional.empty());
    }
  }

  /** What is the same whatever was tried. */
  private Meaning anywhere(String notThere, String there) {
    if (errno.equals(Errno.ENOENT) || errno.equals(Errno.ESRCH)) {
      return Meaning.of(notThere, MEANWHILE);
    }
    if (errno.equals(Errno.EEXIST)) {
      return Meaning.of(there, MEANWHILE);
    }
    return ANYWHERE.getOrDefault(errno, Meaning.of("it gives a reason that lvsh does not know"));
  }

  @Override
  public Meaning addService(Operation.AddService operation) {
    return errno.equals(Errno.EEXIST)
        ? Meaning.of("there is such a service already", MEANWHILE)
        : service(operation.service());
  }

  @Override
  public Meaning changeService(Operation.ChangeService operation) {
    return service(operation.service());
  }

  private Meaning service(VirtualService service) {
    if (errno.equals(Errno.ENOENT)) {
      return missingModule(service);
    }
    if (errno.equals(Errno.EINVAL)) {
      return Meaning.of(
          "the kernel does not take its persistence time or its granularity",
          "49 days are always taken; an IPv6 prefix is /1 to /128");
    }
    return anywhere("there is no such service any more", "there is such a service already");
  }

  /** The kernel says the same of a scheduler and of a persistence engine. */
  private static Meaning missingModule(VirtualService service) {
    String scheduler = service.scheduler().name();
    Optional<String> engine = service.persistence().flatMap(Persistence::engine);
    if (engine.isPresent() && Scheduler.KNOWN.contains(scheduler)) {
      return Meaning.of(
          "no scheduler %s or no persistence engine %s in this kernel"
              .formatted(scheduler, engine.get()),
          "try 'modprobe ip_vs_%s' and 'modprobe ip_vs_pe_%s'".formatted(scheduler, engine.get()));
    }
    return Meaning.of(
        "no scheduler %s in this kernel".formatted(scheduler),
        "try 'modprobe ip_vs_%s'".formatted(scheduler));
  }

  @Override
  public Meaning removeService(Operation.RemoveService operation) {
    return anywhere("there is no such service any more", "it is there already");
  }

  @Override
  public Meaning addServer(Operation.AddServer operation) {
    if (errno.equals(Errno.EEXIST)) {
      return Meaning.of("the service has this server already", MEANWHILE);
    }
    if (errno.equals(Errno.EINVAL)) {
      return badServer(operation.service(), operation.server());
    }
    return server(operation.server());
  }

  private static Meaning badServer(ServiceKey service, RealServer server) {
    IpAddress address = server.key().address();
    if (address.family() != service.family()) {
      return Meaning.of(
          "a server of another address family is taken with a tunnel only, and not while a sync"
              + " daemon runs",
          "'ipvsadm -l --daemon' shows whether one runs");
    }
    return Meaning.of(
        address + " is no address that a server can have here",
        "it must be a unicast address or one of this machine's own, not link-local; and the"
            + " interface lo must be up");
  }

  private Meaning server(RealServer server) {
    if (errno.equals(Errno.ERANGE)) {
      return Meaning.of(
          server.weight() < 0 ? "its weight is below 0" : "its lower limit is above its upper one",
          "say 'limit UPPER resume LOWER' with LOWER not above UPPER");
    }
    if (errno.equals(Errno.ESRCH)) {
      return Meaning.of("there is no such service any more", MEANWHILE);
    }
    return anywhere("the service has no such server any more", "it is there already");
  }

  @Override
  public Meaning changeServer(Operation.ChangeServer operation) {
    return errno.equals(Errno.EINVAL)
        ? badServer(operation.service(), operation.server())
        : server(operation.server());
  }

  @Override
  public Meaning removeServer(Operation.RemoveServer operation) {
    return errno.equals(Errno.ESRCH)
        ? Meaning.of("there is no such service any more", MEANWHILE)
        : anywhere("the service has no such server any more", "it is there already");
  }

  @Override
  public Meaning addMarkRule(Operation.AddMarkRule operation) {
    return anywhere("its table is not there", "there is a rule for some of these packets already");
  }

  @Override
  public Meaning removeMarkRule(Operation.RemoveMarkRule operation) {
    return anywhere("there is no such rule any more", "it is there already");
  }

  @Override
  public Meaning setOwnership(Operation.SetOwnership operation) {
    return anywhere("there is no such service any more", "it has a name already");
  }

  @Override
  public Meaning clearOwnership(Operation.ClearOwnership operation) {
    return anywhere("it has no name any more", "it has a name already");
  }

  @Override
  public Meaning setTimeouts(Operation.SetTimeouts operation) {
    return errno.equals(Errno.EINVAL)
        ? Meaning.of(
            "a timeout is longer than the kernel can count", "at most 24 days are always taken")
        : anywhere("they are not there", "they are there already");
  }

  @Override
  public Meaning setLastMark(Operation.SetLastMark operation) {
    return anywhere("its table is not there", "it is there already");
  }

  @Override
  public Meaning setSetting(Operation.SetSetting operation) {
    if (errno.equals(Errno.EPERM)) {
      return Meaning.of(
          "its file cannot be written", "run lvsh as root, and where /proc/sys can be written");
    }
    if (errno.equals(Errno.ENOENT)) {
      return Meaning.of(
          "this kernel has no such setting any more", "'show kernel' lists those there are");
    }
    if (errno.equals(Errno.EINVAL)) {
      return operation
          .setting()
          .known()
          .map(known -> Meaning.of("the kernel does not take it", "say " + known.range()))
          .orElseGet(() -> Meaning.of("the kernel does not take it"));
    }
    return anywhere("it is not there", "it is there already");
  }

  @Override
  public Meaning startDaemon(Operation.StartDaemon operation) {
    if (errno.equals(Errno.EEXIST)) {
      return Meaning.of("one runs already", "stop it first");
    }
    return errno.equals(Errno.EINVAL)
        ? Meaning.of(
            "the group is no multicast address, or a service has a server of another family",
            "a group is such as 224.0.0.81 or ff02::81")
        : anywhere("there is none", "one runs already");
  }

  @Override
  public Meaning stopDaemon(Operation.StopDaemon operation) {
    return anywhere("none runs", "one runs already");
  }

  /** What an outcome's errno means for its operation; nothing where there is no errno. */
  static Optional<Meaning> of(Operation operation, Optional<Errno> errno) {
    Function<Errno, Meaning> meaning = number -> operation.accept(new Refusals(number));
    return errno.map(meaning);
  }
}
