package org.lvsh.kernel.netlink;

/**
 * What IPVS says of itself ({@code IPVS_CMD_GET_INFO}).
 *
 * @param version its version number, {@code 0x010201} for 1.2.1
 * @param connectionTableSize the number of buckets of the connection table
 */
public record IpvsInfo(long version, long connectionTableSize) {
  /** Such as {@code 1.2.1}. */
  public String versionText() {
    return (version >> 16 & 0xFF) + "." + (version >> 8 & 0xFF) + "." + (version & 0xFF);
  }
}
