package org.lvsh.kernel.netlink;

import java.nio.ByteBuffer;
import jnr.ffi.annotations.In;
import jnr.ffi.annotations.Out;
import jnr.ffi.types.size_t;
import jnr.ffi.types.ssize_t;

/**
 * The functions of the C library that are needed, as in section 2 of the manual. Public because
 * jnr-ffi must see it. Buffers are direct; what counts of them begins at their position.
 */
public interface LibC {
  int socket(int domain, int type, int protocol);

  int bind(int socket, @In ByteBuffer address, int length);

  int connect(int socket, @In ByteBuffer address, int length);

  int setsockopt(int socket, int level, int option, @In ByteBuffer value, int length);

  int getsockopt(int socket, int level, int option, @Out ByteBuffer value, ByteBuffer length);

  @ssize_t
  long send(int socket, @In ByteBuffer bytes, @size_t long length, int flags);

  @ssize_t
  long recv(int socket, @Out ByteBuffer bytes, @size_t long length, int flags);

  int close(int socket);

  @SuppressWarnings("MemberName") // The C library's name.
  int clock_getres(int clock, @Out ByteBuffer resolution);
}
