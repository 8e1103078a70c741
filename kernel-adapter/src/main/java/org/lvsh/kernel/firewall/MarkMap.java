package org.lvsh.kernel.firewall;

import java.util.List;
import org.lvsh.kernel.model.AddressFamily;
import org.lvsh.kernel.model.MarkRule;

/**
 * The maps of our table that give packets their mark. Single ports are in hash maps, which cost a
 * packet the same however many entries there are; only ranges are in the costlier interval maps.
 */
enum MarkMap {
  MARKS4("marks4", AddressFamily.IPV4, false),
  RANGES4("ranges4", AddressFamily.IPV4, true),
  MARKS6("marks6", AddressFamily.IPV6, false),
  RANGES6("ranges6", AddressFamily.IPV6, true);

  private static final int PROTOCOL_LENGTH = 1;
  private static final int PORT_LENGTH = 2;

  private final String mapName;
  private final AddressFamily family;
  private final boolean ofRanges;

  MarkMap(String mapName, AddressFamily family, boolean ofRanges) {
    this.mapName = mapName;
    this.family = family;
    this.ofRanges = ofRanges;
  }

  /** The map that a rule for these packets is in. */
  static MarkMap of(MarkRule.Match match) {
    boolean single = match.ports().isSingle();
    return switch (match.address().family()) {
      case IPV4 -> single ? MARKS4 : RANGES4;
      case IPV6 -> single ? MARKS6 : RANGES6;
    };
  }

  String mapName() {
    return mapName;
  }

  boolean ofRanges() {
    return ofRanges;
  }

  /** How nft calls an address of this family as the type of an element. */
  String addressType() {
    return switch (family) {
      case IPV4 -> "ipv4_addr";
      case IPV6 -> "ipv6_addr";
    };
  }

  /** How nft calls the protocol of this family in an expression. */
  String protocol() {
    return switch (family) {
      case IPV4 -> "ip";
      case IPV6 -> "ip6";
    };
  }

  /** How many bytes the parts of a key have: an address, a protocol and a port. */
  List<Integer> keyLengths() {
    return List.of(family.bits() / Byte.SIZE, PROTOCOL_LENGTH, PORT_LENGTH);
  }

  /** The same as a type of nft. */
  int keyType() {
    int address =
        switch (family) {
          case IPV4 -> NftEntries.IPV4_TYPE;
          case IPV6 -> NftEntries.IPV6_TYPE;
        };
    return NftEntries.concatenated(address, NftEntries.PROTOCOL_TYPE, NftEntries.PORT_TYPE);
  }

  int familyNumber() {
    return family.number();
  }

  /** Where a packet has the address that it goes to, in bytes from the start of its header. */
  int addressOffset() {
    return switch (family) {
      case IPV4 -> 16;
      case IPV6 -> 24;
    };
  }
}
