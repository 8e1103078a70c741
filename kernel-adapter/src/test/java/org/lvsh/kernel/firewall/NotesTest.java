package org.lvsh.kernel.firewall;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.lvsh.kernel.Samples.WEB;
import static org.lvsh.kernel.Samples.WEB6;
import static org.lvsh.kernel.Samples.mark;
import static org.lvsh.kernel.Samples.mark6;

import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.lvsh.kernel.model.Claim;
import org.lvsh.kernel.model.Drains;
import org.lvsh.kernel.model.Mark;
import org.lvsh.kernel.model.Ownership;
import org.lvsh.kernel.model.ServiceKey;

final class NotesTest {

  private static FirewallState state(Optional<Mark> lastMark, Ownership... named) {
    TreeMap<ServiceKey, Ownership> ownership = new TreeMap<>();
    Stream.of(named).forEach(one -> ownership.put(one.key(), one));
    return new FirewallState(new TreeMap<>(), ownership, lastMark);
  }

  private static NotePlace at(long note, int part) {
    return new NotePlace(note, part);
  }

  @Test
  void aNoteIsALineOfWords() {
    Claim claim = Claim.of("192.168.0.1,fd00::1 tcp,udp 80,8000-8010 fixed");
    Drains drains = Drains.of("192.168.1.2:80=4@1764126000");
    FirewallState state =
        state(
            Optional.of(new Mark(10)),
            new Ownership(WEB, "shop", "shop.lvs").with(drains),
            new Ownership(WEB6, "shop6", "my file.lvs"),
            new Ownership(mark6(10), "mail", "prompt", Optional.of("relays"), Optional.of(claim)),
            new Ownership(
                mark6(11), "post", "prompt", Optional.of("a"), Optional.of(claim), drains));
    assertEquals(
        Map.of(
            at(0, 0), "last-mark 10",
            at(1, 0), "tcp 192.168.0.1 80 shop shop.lvs drained " + drains,
            at(2, 0), "tcp 2001:db8::1 80 shop6 my%0020file.lvs",
            at(3, 0), "mark 10 ipv6 mail prompt pool relays " + claim,
            at(4, 0), "mark 11 ipv6 post prompt pool a drained " + drains + " " + claim),
        Notes.NONE.changedTo(state).pieces());
  }

  @Test
  void everyStateIsReadBack() {
    for (long seed = 1; seed <= 40; seed++) {
      FirewallState state = new RandomStates(new Random(seed)).next();
      Notes read = Notes.of(Notes.NONE.changedTo(state).pieces());
      assertEquals(state.ownership(), read.ownership(), "seed " + seed);
      assertEquals(state.lastMark(), read.lastMark(), "seed " + seed);
    }
  }

  @Test
  void aServiceKeepsItsNumberWhileItHasAName() {
    Ownership web = new Ownership(WEB, "shop", "shop.lvs");
    Ownership mail = new Ownership(mark(5), "mail", "shop.lvs");
    Notes notes = Notes.NONE.changedTo(state(Optional.empty(), web, mail));
    Ownership renamed = new Ownership(mark(5), "post", "prompt");
    Ownership more = new Ownership(WEB6, "shop6", "prompt");
    assertEquals(
        Map.of(
            at(2, 0), "mark 5 ipv4 post prompt",
            at(3, 0), "tcp 2001:db8::1 80 shop6 prompt"),
        notes.changedTo(state(Optional.empty(), renamed, more)).pieces());
  }

  @Test
  void aLongNoteHasSeveralPieces() {
    Ownership named = new Ownership(WEB, "shop", "x".repeat(255));
    var pieces = Notes.NONE.changedTo(state(Optional.empty(), named)).pieces();
    assertEquals(3, pieces.size());
    assertEquals(Map.of(WEB, named), Notes.of(pieces).ownership());
    pieces.remove(at(1, 1));
    assertThrows(IllegalArgumentException.class, () -> Notes.of(pieces));
  }

  @Test
  void whatLvshDoesNotWriteIsRefused() {
    refuses(Map.of(at(0, 0), "last-mark"));
    refuses(Map.of(at(0, 0), "last-mark 0"));
    refuses(Map.of(at(1, 0), "tcp 192.168.0.1 80 shop"));
    refuses(Map.of(at(1, 0), "icmp 192.168.0.1 80 shop shop.lvs"));
    refuses(Map.of(at(1, 0), "mark 5 ipx mail shop.lvs"));
    refuses(Map.of(at(1, 0), "mark 5 ipv4 mail shop.lvs everything"));
    refuses(Map.of(at(1, 0), "tcp 192.168.0.1 80 shop shop.lvs drained"));
    refuses(Map.of(at(1, 0), "tcp 192.168.0.1 80 shop shop.lvs drained 10.0.0.1:80=4"));
    refuses(Map.of(at(1, 1), "mark 5 ipv4 mail shop.lvs"));
    String twice = "tcp 192.168.0.1 80 shop shop.lvs";
    refuses(Map.of(at(1, 0), twice, at(2, 0), twice));
  }

  private static void refuses(Map<NotePlace, String> pieces) {
    assertThrows(IllegalArgumentException.class, () -> Notes.of(new TreeMap<>(pieces)));
  }
}
