package org.lvsh.kernel.firewall;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import jnr.ffi.Pointer;
import org.lvsh.kernel.KernelException;

/**
 * nft through libnftables, loaded when it is first needed. Each call has a context of its own: one
 * that is kept would remember tables that others change meanwhile.
 */
final class NativeNft implements Nft {
  /** Far more than 100,000 entries take; a longer answer is not read. */
  private static final int MOST_BYTES = 256 << 20;

  private final String file;
  private LibNftables library;

  /**
   * Loads nothing yet.
   *
   * @param file the library, as the dynamic linker knows it
   */
  NativeNft(String file) {
    this.file = file;
  }

  @Override
  public String run(String commands) {
    return run(LibNftables.JSON_OF_NUMBERS, commands);
  }

  @Override
  public synchronized void require() {
    library();
  }

  @Override
  public String outline(String command) {
    return run(LibNftables.TERSE_NUMBERS, command);
  }

  private synchronized String run(int flags, String commands) {
    LibNftables nft = library();
    Pointer context = nft.nftCtxNew(0);
    if (context == null) {
      throw new KernelException("libnftables does not start: out of memory?");
    }
    try {
      nft.nftCtxOutputSetFlags(context, flags);
      return run(nft, context, commands);
    } finally {
      nft.nftCtxFree(context);
    }
  }

  private LibNftables library() {
    if (library == null) {
      try {
        library = LibNftables.load(file);
      } catch (UnsatisfiedLinkError absent) {
        throw new FirewallMissingException(file + " is not there: install libnftables1", absent);
      }
    }
    return library;
  }

  private static String run(LibNftables nft, Pointer context, String commands) {
    if (nft.nftCtxBufferOutput(context) != 0 || nft.nftCtxBufferError(context) != 0) {
      throw new KernelException("libnftables does not keep its answer: out of memory?");
    }
    int failed = nft.nftRunCmdFromBuffer(context, endedByZero(commands));
    if (failed != 0) {
      throw new KernelException(text(nft.nftCtxGetErrorBuffer(context)).strip());
    }
    return text(nft.nftCtxGetOutputBuffer(context));
  }

  private static byte[] endedByZero(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return Arrays.copyOf(bytes, bytes.length + 1);
  }

  private static String text(Pointer endedByZero) {
    int length = endedByZero == null ? 0 : endedByZero.indexOf(0, (byte) 0, MOST_BYTES);
    if (length < 0) {
      throw new KernelException("nft answers with more than " + MOST_BYTES + " bytes");
    }
    byte[] bytes = new byte[length];
    if (length > 0) {
      endedByZero.get(0, bytes, 0, length);
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
