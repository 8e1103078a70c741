package org.lvsh.kernel.firewall;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.lvsh.kernel.Samples.rule;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.lvsh.kernel.model.MarkRule;
import org.lvsh.kernel.netlink.NftElement;

final class NftEntriesTest {

  @Test
  void everyStateIsReadBack() {
    for (long seed = 1; seed <= 40; seed++) {
      FirewallState state = new RandomStates(new Random(seed)).next();
      NftContents contents = NftContents.ABSENT.changedTo(state);
      for (MarkRule rule : contents.rules().values()) {
        NftElement element = NftEntries.of(rule);
        MarkRule read = NftEntries.rule(MarkMap.of(rule.match()), element);
        assertEquals(rule, read, "seed " + seed);
        assertEquals(rule.match(), read.match(), "seed " + seed);
      }
      for (Map.Entry<NotePlace, String> piece : contents.notes().entrySet()) {
        NftElement element = NftEntries.of(piece);
        assertEquals(piece.getKey(), NftEntries.place(element));
        assertEquals(piece.getValue(), NftEntries.piece(element));
      }
    }
  }

  /** What nft itself sends for them, as {@code nft --debug=netlink} shows it. */
  @Test
  void keysAreThoseOfNft() {
    assertEquals(
        "0a00000106000000" + "00500000", hex(NftEntries.of(rule("10.0.0.1", 80, 80, 5)).key()));
    NftElement range = NftEntries.of(rule("fd00::1", 80, 90, 5));
    String address = "fd000000000000000000000000000001";
    assertEquals(address + "06000000" + "00500000", hex(range.key()));
    assertEquals(address + "06000000" + "005a0000", hex(range.last().orElseThrow()));
    assertEquals(0x730d, MarkMap.MARKS4.keyType());
    assertEquals(0x830d, MarkMap.RANGES6.keyType());
    assertEquals(0x4d3, NftEntries.NOTES_TYPE);
  }

  private static String hex(ByteBuffer bytes) {
    byte[] copy = new byte[bytes.remaining()];
    bytes.get(bytes.position(), copy);
    return HexFormat.of().formatHex(copy);
  }

  private static NftElement element(String key, Optional<ByteBuffer> data) {
    return new NftElement(bytes(key), Optional.empty(), data, Optional.empty());
  }

  private static ByteBuffer bytes(String hex) {
    return ByteBuffer.wrap(HexFormat.of().parseHex(hex));
  }

  @Test
  void whatOthersPutThereIsNotGuessedAt() {
    Optional<ByteBuffer> mark = Optional.of(ByteBuffer.wrap(new byte[] {1, 1, 1, 1}));
    MarkMap map = MarkMap.MARKS4;
    NftElement good = element("0a0000010600000000500000", mark);
    assertEquals(80, NftEntries.rule(map, good).match().ports().first());
    for (NftElement strange :
        new NftElement[] {
          element("0a0000010600000000500000", Optional.empty()),
          element("0a0000010600000000500000", Optional.of(ByteBuffer.allocate(8))),
          element("0a0000010600000000500000", Optional.of(ByteBuffer.allocate(4))),
          element("0a0000010700000000500000", mark),
          element("0a00000106000000", mark)
        }) {
      assertThrows(IllegalArgumentException.class, () -> NftEntries.rule(map, strange));
    }
    NftElement net =
        new NftElement(
            bytes("0a0000000600000000500000"),
            Optional.of(bytes("0a0000ff06000000005a0000")),
            mark,
            Optional.empty());
    assertThrows(IllegalArgumentException.class, () -> NftEntries.rule(MarkMap.RANGES4, net));
    for (String place : new String[] {"0000000000000080", "00000080" + "00000000"}) {
      assertThrows(
          IllegalArgumentException.class, () -> NftEntries.place(element(place, Optional.empty())));
    }
    assertThrows(IllegalArgumentException.class, () -> NftEntries.rule(map, element("", mark)));
    assertThrows(
        IllegalArgumentException.class,
        () -> NftEntries.piece(element("0000000000000000", Optional.empty())));
    assertThrows(
        IllegalArgumentException.class,
        () -> NftEntries.place(element("000000", Optional.empty())));
  }
}
