package org.lvsh.kernel.model;

import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Whose a virtual service is: kept in the kernel beside the rules, so that no file can drift from
 * it. The services of both address families on one mark carry the same name.
 *
 * @param name the operator's name for the service
 * @param source what declared it: a file's name, or {@code prompt}
 * @param pool the pool that its servers are those of
 * @param claim what was said of the packets, for a mark that lvsh sets itself
 * @param drains those of its servers that are being drained
 */
public record Ownership(
    ServiceKey key,
    String name,
    String source,
    Optional<String> pool,
    Optional<Claim> claim,
    Drains drains) {
  private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_.-]{0,62}");

  public Ownership {
    Objects.requireNonNull(claim);
    Objects.requireNonNull(drains);
    if (claim.isPresent() && !(key instanceof ServiceKey.OnMark)) {
      throw new IllegalArgumentException("only a mark needs a claim beside its key");
    }
    if (!isName(name)) {
      throw new IllegalArgumentException("no name: " + name);
    }
    if (pool.isPresent() && !isName(pool.get())) {
      throw new IllegalArgumentException("no name of a pool: " + pool.get());
    }
    if (source.isBlank() || source.length() > 255 || source.chars().anyMatch(c -> c < ' ')) {
      throw new IllegalArgumentException("no source: " + source);
    }
  }

  /** Whether a service may be called so. */
  public static boolean isName(String word) {
    return NAME.matcher(word).matches();
  }

  /** Whose a service is whose key says all of it, with servers of its own. */
  public Ownership(ServiceKey key, String name, String source) {
    this(key, name, source, Optional.empty(), Optional.empty());
  }

  /** Whose a service is of which no server is drained. */
  public Ownership(
      ServiceKey key, String name, String source, Optional<String> pool, Optional<Claim> claim) {
    this(key, name, source, pool, claim, Drains.NONE);
  }

  /** The same with other servers that are drained. */
  public Ownership with(Drains others) {
    return new Ownership(key, name, source, pool, claim, others);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Ownership that
        && key.equals(that.key)
        && name.equals(that.name)
        && source.equals(that.source)
        && pool.equals(that.pool)
        && claim.equals(that.claim)
        && drains.equals(that.drains);
  }

  @Override
  public int hashCode() {
    return 31 * key.hashCode() + name.hashCode();
  }
}
