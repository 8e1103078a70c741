package org.lvsh.kernel.model;

/**
 * Whose a virtual service is: kept in the kernel beside the rules, so that no file can drift from
 * it. The services of both address families on one mark carry the same name.
 *
 * @param name the operator's name for the service
 * @param source what declared it: a file's name, or {@code prompt}
 */
public record Ownership(ServiceKey key, String name, String source) {
  public Ownership {
    if (!name.matches("[A-Za-z][A-Za-z0-9_.-]{0,62}")) {
      throw new IllegalArgumentException("no name: " + name);
    }
    if (source.isBlank() || source.length() > 255 || source.chars().anyMatch(c -> c < ' ')) {
      throw new IllegalArgumentException("no source: " + source);
    }
  }
}
