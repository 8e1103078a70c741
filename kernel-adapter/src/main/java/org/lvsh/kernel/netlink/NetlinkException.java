package org.lvsh.kernel.netlink;

import java.util.OptionalInt;

/** What goes wrong between this program and the kernel, other than a refused change. */
public final class NetlinkException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final int NO_ERRNO = 0;

  private final Kind kind;
  private final int errno;

  private NetlinkException(Kind kind, String message, int errno) {
    super(message);
    this.kind = kind;
    this.errno = errno;
  }

  NetlinkException(Kind kind, String message) {
    this(kind, message, NO_ERRNO);
  }

  static NetlinkException damaged(String what) {
    return new NetlinkException(Kind.DAMAGED, "the kernel's answer makes no sense: " + what);
  }

  /** That a system call failed. */
  static NetlinkException failed(Kind kind, String call, int errno) {
    return new NetlinkException(kind, call + " failed with errno " + errno, errno);
  }

  /** That the kernel answered a question with an error. */
  static NetlinkException refused(String question, int errno) {
    return errno == Linux.EPERM
        ? new NetlinkException(
            Kind.NOT_PERMITTED, "the kernel does not let this user ask for " + question, errno)
        : new NetlinkException(
            Kind.REFUSED, "the kernel refused to say " + question + ": errno " + errno, errno);
  }

  /** That the answer is another one each time. */
  static NetlinkException unsteady(String question) {
    return new NetlinkException(
        Kind.UNSTEADY, "other programs keep changing what was asked: " + question);
  }

  static NetlinkException noIpvs() {
    return new NetlinkException(
        Kind.NO_IPVS, "this kernel has no IPVS and cannot load it", Linux.ENOENT);
  }

  public Kind kind() {
    return kind;
  }

  /** The number Linux gave, where it gave one. */
  public OptionalInt errno() {
    return errno == NO_ERRNO ? OptionalInt.empty() : OptionalInt.of(errno);
  }

  /** Whether what was asked may be asked again, on a new socket. */
  boolean isPassing() {
    return kind == Kind.ANSWERS_LOST || kind == Kind.UNSTEADY || errno == Linux.EBUSY;
  }

  /** The kinds of trouble, for whoever wants to say what to do about it. */
  public enum Kind {
    /** There are no netlink sockets here: no Linux, or not allowed to open one. */
    UNREACHABLE,
    /** The kernel has no family IPVS, not even after it tried to load the module. */
    NO_IPVS,
    /** CAP_NET_ADMIN in the network namespace's owner is missing; reading needs it, too. */
    NOT_PERMITTED,
    /** The kernel refused a question for another reason; the errno says which. */
    REFUSED,
    /** Nothing came within the socket's time limit. */
    NO_ANSWER,
    /** More came than the receive buffer holds (ENOBUFS), or than was asked for at once. */
    ANSWERS_LOST,
    /** What was listed changed meanwhile, each time it was tried. */
    UNSTEADY,
    /** An answer that no kernel gives. */
    DAMAGED
  }
}
