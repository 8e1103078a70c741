package org.lvsh.kernel.netlink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lvsh.kernel.netlink.ScriptedSockets.answering;
import static org.lvsh.kernel.netlink.ScriptedSockets.datagram;
import static org.lvsh.kernel.netlink.ScriptedSockets.done;
import static org.lvsh.kernel.netlink.ScriptedSockets.error;
import static org.lvsh.kernel.netlink.ScriptedSockets.message;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lvsh.kernel.model.MarkInUse;
import org.lvsh.kernel.netlink.NetlinkException.Kind;
import org.lvsh.kernel.netlink.ScriptedSockets.Script;

final class RoutingClientTest {
  private static final int EPERM = 1;
  private static final int EOPNOTSUPP = 95;
  private static final int PRIORITY = 6;
  private static final int FWMARK = 10;
  private static final int FWMASK = 16;

  /** A rule of these attributes: their types and values in turn. */
  private static ByteBuffer rule(int... attributes) {
    ByteBuffer rule =
        ByteBuffer.allocate(12 + 4 * attributes.length).order(ByteOrder.nativeOrder());
    rule.put(0, (byte) 2).position(12);
    for (int at = 0; at < attributes.length; at += 2) {
      rule.putShort((short) 8).putShort((short) attributes[at]).putInt(attributes[at + 1]);
    }
    return rule;
  }

  private static Script rules(ByteBuffer... rules) {
    return sent -> {
      Message question = sent.get(0);
      assertEquals(34, question.type());
      assertEquals(Message.F_REQUEST | Message.F_DUMP, question.flags());
      assertEquals(0, question.payload().u8(0), "of every family");
      List<byte[]> messages = new ArrayList<>();
      for (ByteBuffer rule : rules) {
        messages.add(message(32, 2, question.sequence(), rule));
      }
      messages.add(done(question.sequence()));
      return List.of(datagram(messages.toArray(byte[][]::new)));
    };
  }

  private static Script refusal(int errno) {
    return sent -> List.of(datagram(error(sent.get(0).sequence(), errno)));
  }

  private static List<MarkInUse> marks(ScriptedSockets sockets) {
    try (RoutingClient client = new RoutingClient(sockets)) {
      return List.copyOf(client.marks());
    }
  }

  @Test
  void marksOfRulesAreFoundInTheirOrder() {
    Script listing =
        rules(
            rule(PRIORITY, 0),
            rule(PRIORITY, 5, FWMARK, 0x155, FWMASK, 0xFF),
            rule(FWMARK, -1, FWMASK, -1),
            rule(FWMARK, 0x42),
            rule(FWMARK, 0x55, FWMASK, 0xFF),
            rule(FWMASK, 0xF00));
    ScriptedSockets sockets = answering(listing, listing);
    assertEquals(
        List.of(MarkInUse.of(0x55, 0xFF), MarkInUse.of(0xFFFFFFFFL), MarkInUse.of(0x42)),
        marks(sockets));
    assertTrue(sockets.isFinished());
  }

  @Test
  void theyAreListedUntilTwoListingsThatWereCutAtDifferentPlacesAreAlike() {
    Script whole = rules(rule(FWMARK, 1), rule(FWMARK, 2));
    Script hiding = rules(rule(FWMARK, 1));
    ScriptedSockets sockets = answering(hiding, whole, whole);
    assertEquals(List.of(MarkInUse.of(1), MarkInUse.of(2)), marks(sockets));
    assertEquals(List.of(1, 1, 2), sockets.numbers());
  }

  @Test
  void rulesThatAreOtherOnesEachTimeAreToldAsThat() {
    Script[] scripts = new Script[5];
    for (int at = 0; at < scripts.length; at++) {
      scripts[at] = rules(rule(FWMARK, at + 1));
    }
    NetlinkException unsteady =
        assertThrows(NetlinkException.class, () -> marks(answering(scripts)));
    assertEquals(Kind.UNSTEADY, unsteady.kind());
    assertTrue(unsteady.getMessage().contains("the routing policy"), unsteady.getMessage());
  }

  @Test
  void aKernelWithoutPolicyRoutingHasNone() {
    assertEquals(List.of(), marks(answering(refusal(EOPNOTSUPP))));
    NetlinkException refused =
        assertThrows(NetlinkException.class, () -> marks(answering(refusal(EPERM))));
    assertTrue(refused.getMessage().contains("the routing policy"), refused.getMessage());
  }

  @Test
  void aRuleThatIsTooShortIsDamage() {
    Script shorter =
        sent -> List.of(datagram(message(32, 2, sent.get(0).sequence(), ByteBuffer.allocate(8))));
    NetlinkException damaged =
        assertThrows(NetlinkException.class, () -> marks(answering(shorter)));
    assertEquals(Kind.DAMAGED, damaged.kind());
  }
}
