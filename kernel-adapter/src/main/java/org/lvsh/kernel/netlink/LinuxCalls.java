package org.lvsh.kernel.netlink;

import com.google.common.base.Supplier;
import com.google.common.base.Suppliers;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import jnr.ffi.LastError;
import jnr.ffi.Runtime;

/**
 * System calls with their error: jnr-ffi keeps the errno of each call for the thread that made it.
 */
record LinuxCalls(LibC library, IntSupplier lastErrno) {
  /** A signal may interrupt a call again and again, but hardly so often. */
  private static final int INTERRUPTIONS = 100;

  private static final Supplier<LinuxCalls> LOADED = Suppliers.memoize(LinuxCalls::load);

  /**
   * Those of the C library, which is loaded when they are first asked for.
   *
   * @throws NetlinkException (unreachable) where there is none that jnr-ffi can load
   */
  static LinuxCalls live() {
    return LOADED.get();
  }

  private static LinuxCalls load() {
    try {
      LibC library = NativeLibraries.loader(LibC.class).load("c");
      Runtime runtime = Runtime.getRuntime(library);
      return new LinuxCalls(library, () -> LastError.getLastError(runtime));
    } catch (LinkageError exception) {
      throw new NetlinkException(
          NetlinkException.Kind.UNREACHABLE, "the C library cannot be loaded: " + exception);
    }
  }

  /** What came of a call: its value, or an errno and the value -1. */
  record Result(long value, int errno) {
    boolean isError() {
      return value < 0;
    }
  }

  /** Makes a call, again while a signal interrupts it. */
  Result call(LongSupplier call) {
    Result result = once(call);
    for (int again = 0; result.errno() == Linux.EINTR && again < INTERRUPTIONS; again++) {
      result = once(call);
    }
    return result;
  }

  private Result once(LongSupplier call) {
    long value = call.getAsLong();
    return value < 0 ? new Result(-1, lastErrno.getAsInt()) : new Result(value, 0);
  }

  static ByteBuffer memory(int bytes) {
    return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
  }
}
