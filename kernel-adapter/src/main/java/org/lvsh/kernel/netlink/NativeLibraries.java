package org.lvsh.kernel.netlink;

import jnr.ffi.LibraryLoader;

/** Libraries written in C, which jnr-ffi loads. */
public final class NativeLibraries {
  private NativeLibraries() {}

  /**
   * What loads a library that has the functions of an interface, or throws {@link LinkageError}
   * where there is none. Calls go through a proxy of Java instead of code that jnr-ffi assembles
   * for each of them at each start, which takes longer than all the calls of most processes.
   */
  public static <T> LibraryLoader<T> loader(Class<T> functions) {
    // Read when the first class of jnr-ffi is loaded that makes such code.
    System.setProperty("jnr.ffi.asm.enabled", "false");
    return LibraryLoader.create(functions).failImmediately();
  }
}
