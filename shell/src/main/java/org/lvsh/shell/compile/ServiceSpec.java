package org.lvsh.shell.compile;

import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import org.lvsh.kernel.model.Mark;
import org.lvsh.kernel.model.Scheduler;
import org.lvsh.language.diagnostic.Span;

/**
 * A service as an operator thinks of it: one name, whatever number of entries it takes in the
 * kernel.
 *
 * @param source who declared it; empty for a service that others made
 * @param liveName the name under which the kernel holds it, or would if it holds it; kept by a
 *     rename, so that the service keeps its mark; empty where a renamed service has it
 * @param mark the mark that the kernel holds it by; empty where it has none, or none yet
 * @param pool the pool that its servers are those of; empty where they are its own
 * @param allowed the codes of the warnings about it that are not wanted; the kernel does not keep
 *     them
 * @param origin where it was declared or edited last; {@link Span#NONE} where the kernel said it
 */
public record ServiceSpec(
    String name,
    Optional<String> source,
    String liveName,
    Optional<Mark> mark,
    Target target,
    Scheduler scheduler,
    Optional<Stickiness> sticky,
    boolean onePacket,
    Optional<String> pool,
    List<ServerSpec> servers,
    Set<String> allowed,
    Span origin)
    implements ServerHolder {
  public ServiceSpec {
    Objects.requireNonNull(name);
    Objects.requireNonNull(target);
    servers = List.copyOf(servers);
    allowed = Collections.unmodifiableSet(new TreeSet<>(allowed));
  }

  /** Whether others made it. */
  public boolean isForeign() {
    return source.isEmpty();
  }

  @Override
  public String kind() {
    return "service";
  }

  @Override
  public OptionalInt ownPort() {
    return OptionalInt.of(serverPort());
  }

  /** The port that a server has where none is said. */
  int serverPort() {
    return target.serverPort();
  }

  ServiceSpec named(String newName) {
    return copy(newName, source, pool, servers);
  }

  /** The same under another live name. */
  ServiceSpec formerly(String otherLiveName) {
    return new ServiceSpec(
        name,
        source,
        otherLiveName,
        mark,
        target,
        scheduler,
        sticky,
        onePacket,
        pool,
        servers,
        allowed,
        origin);
  }

  ServiceSpec ownedBy(String newSource) {
    return copy(name, Optional.of(newSource), pool, servers);
  }

  ServiceSpec with(List<ServerSpec> newServers) {
    return copy(name, source, pool, newServers);
  }

  /** The same with its servers as its own. */
  public ServiceSpec withoutPool() {
    return copy(name, source, Optional.empty(), servers);
  }

  ServiceSpec inPool(String newPool) {
    return copy(name, source, Optional.of(newPool), servers);
  }

  private ServiceSpec copy(
      String newName,
      Optional<String> newSource,
      Optional<String> newPool,
      List<ServerSpec> newServers) {
    return new ServiceSpec(
        newName,
        newSource,
        liveName,
        mark,
        target,
        scheduler,
        sticky,
        onePacket,
        newPool,
        newServers,
        allowed,
        origin);
  }
}
