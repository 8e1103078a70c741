package org.lvsh.kernel.firewall;

import java.util.Locale;
import jnr.ffi.Pointer;
import jnr.ffi.annotations.In;
import org.lvsh.kernel.netlink.NativeLibraries;

/**
 * The functions of {@code libnftables(3)} that we call, under their names in Java's spelling:
 * {@code nftCtxNew} is {@code nft_ctx_new}. Public because jnr-ffi makes the class behind it
 * elsewhere.
 */
public interface LibNftables {
  /** The library's file, whose number changes with its interface. */
  String FILE = "libnftables.so.1";

  /** Every {@code NFT_CTX_OUTPUT_NUMERIC_}: no words for numbers. */
  int NUMBERS = 1 << 7 | 1 << 8 | 1 << 9 | 1 << 10;

  /** With {@code NFT_CTX_OUTPUT_JSON}. */
  int JSON_OF_NUMBERS = NUMBERS | 1 << 4;

  /** With {@code NFT_CTX_OUTPUT_TERSE}: sets and maps without their elements. */
  int TERSE_NUMBERS = NUMBERS | 1 << 11;

  /** Makes a context; 0 is the only flag. */
  Pointer nftCtxNew(int flags);

  void nftCtxFree(Pointer context);

  void nftCtxOutputSetFlags(Pointer context, int flags);

  /** Keeps output in memory; not 0 on failure. */
  int nftCtxBufferOutput(Pointer context);

  /** Keeps errors in memory; not 0 on failure. */
  int nftCtxBufferError(Pointer context);

  /** The output since the last call, ended by 0. */
  Pointer nftCtxGetOutputBuffer(Pointer context);

  /** The errors since the last call, ended by 0. */
  Pointer nftCtxGetErrorBuffer(Pointer context);

  /** Carries out commands, ended by 0; not 0 where one of them failed and none is in force. */
  int nftRunCmdFromBuffer(Pointer context, @In byte[] commands);

  /**
   * Loads the library.
   *
   * @throws UnsatisfiedLinkError where it is not there
   */
  static LibNftables load(String file) {
    return NativeLibraries.loader(LibNftables.class)
        .mapper((name, context) -> inC(name))
        .load(file);
  }

  private static String inC(String name) {
    return name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
  }
}
