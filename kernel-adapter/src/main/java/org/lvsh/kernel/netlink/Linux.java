package org.lvsh.kernel.netlink;

/** Numbers of Linux's system calls, the same on every architecture that runs a current JVM. */
final class Linux {
  static final int EPERM = 1;
  static final int ENOENT = 2;
  static final int ESRCH = 3;
  static final int EINTR = 4;
  static final int EAGAIN = 11;
  static final int EBUSY = 16;
  static final int EOPNOTSUPP = 95;
  static final int ENOBUFS = 105;

  /** The largest errno ({@code MAX_ERRNO} in {@code err.h}). */
  static final int MAX_ERRNO = 4095;

  static final int AF_NETLINK = 16;
  static final int SOCK_RAW = 3;
  static final int SOCK_CLOEXEC = 0x80000;
  static final int NETLINK_ROUTE = 0;
  static final int NETLINK_NETFILTER = 12;
  static final int NETLINK_GENERIC = 16;

  static final int SOL_SOCKET = 1;
  static final int SO_SNDBUF = 7;
  static final int SO_RCVBUF = 8;
  static final int SO_RCVTIMEO = 20;
  static final int SO_SNDBUFFORCE = 32;
  static final int SO_RCVBUFFORCE = 33;
  static final int SOL_NETLINK = 270;
  static final int NETLINK_CAP_ACK = 10;
  static final int MSG_TRUNC = 0x20;

  static final int CLOCK_MONOTONIC_COARSE = 6;

  private Linux() {}
}
