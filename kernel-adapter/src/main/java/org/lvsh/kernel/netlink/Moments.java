package org.lvsh.kernel.netlink;

/**
 * Whether the kernel looked at all entries of a listing at one moment. It holds its lock for as
 * long as it fills one datagram ({@code __ip_vs_mutex}), so they came in one, and that had room for
 * another entry: where it had none, the kernel looked for the next entry later, and found none.
 */
final class Moments {
  /** More than an entry takes: some 450 bytes in Linux 6.1, a tenth more in later ones. */
  private static final int ENTRY_BYTES = 512;

  /** What the kernel takes of an allocation for itself, however it is built. */
  private static final int UPKEEP_BYTES = 768;

  /**
   * What the kernel allocates for a datagram ({@code netlink_dump}): a page of at most 8 KiB
   * ({@code NLMSG_GOODSIZE}), or as much as was asked for where it can.
   */
  private static final int[] ALLOCATED = {4 * 1024, Channel.SHORT_ANSWERS, Channel.LONG_ANSWERS};

  private int datagram;
  private boolean several;

  /**
   * Another entry has come.
   *
   * @param number of its datagram, from 1
   * @param bytes the length of its datagram
   */
  void add(int number, int bytes) {
    several |= (datagram != 0 && datagram != number) || mayBeFull(bytes);
    datagram = number;
  }

  private static boolean mayBeFull(int bytes) {
    for (int allocated : ALLOCATED) {
      int left = allocated - bytes;
      if (left >= 0 && left < UPKEEP_BYTES + ENTRY_BYTES) {
        return true;
      }
    }
    return false;
  }

  /** Also where there was no entry at all. */
  boolean isOne() {
    return !several;
  }
}
