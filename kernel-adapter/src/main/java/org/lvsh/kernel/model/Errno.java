package org.lvsh.kernel.model;

/** The errors with which Linux refuses a change of IPVS, with their numbers on Linux. */
public enum Errno {
  EPERM(1),
  ENOENT(2),
  ESRCH(3),
  EEXIST(17),
  ENODEV(19),
  EINVAL(22),
  ERANGE(34),
  EOPNOTSUPP(95),
  EAFNOSUPPORT(97),
  EADDRINUSE(98),
  ENETUNREACH(101),
  ENOBUFS(105);

  private final int number;

  Errno(int number) {
    this.number = number;
  }

  public int number() {
    return number;
  }
}
