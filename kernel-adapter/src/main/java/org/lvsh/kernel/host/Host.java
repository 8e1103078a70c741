package org.lvsh.kernel.host;

import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.lvsh.kernel.model.IpAddress;

/**
 * What a machine says of itself beside IPVS: what decides whether a director's packets arrive, and
 * leave. Each question is asked anew. Of what cannot be read nothing is guessed: it is a {@link
 * org.lvsh.kernel.KernelException}, whose message names the file.
 */
public interface Host {

  /**
   * A setting of the kernel, its words with one blank between.
   *
   * @param path below {@code /proc/sys}, such as {@code net/ipv4/ip_forward}
   * @return empty where this kernel has no such setting
   */
  Optional<String> setting(String path);

  /** The network interfaces, by their names. */
  NavigableMap<String, HostInterface> interfaces();

  /** The addresses that the interfaces hold, of both families. */
  List<HostAddress> addresses();

  /** Where packets go. */
  HostRoutes routes();

  /** The multicast groups that an interface has joined. */
  Set<IpAddress> groups(String interfaceName);

  /**
   * The processes of these names that may work in this network namespace.
   *
   * @param names as {@code comm} has them (proc(5)): at most 15 characters
   */
  List<HostProcess> processes(Set<String> names);

  /** The names of the modules that are loaded; what is built in has none. */
  Set<String> loadedModules();

  /** How many chains the connection table of IPVS has; empty where the kernel does not say. */
  OptionalLong connectionTableSize();
}
