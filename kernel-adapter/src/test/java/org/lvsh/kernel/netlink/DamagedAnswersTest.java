package org.lvsh.kernel.netlink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.fail;
import static org.lvsh.kernel.Samples.WEB;
import static org.lvsh.kernel.Samples.service;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.lvsh.kernel.model.AddressFamily;
import org.lvsh.kernel.netlink.NetlinkException.Kind;

/** Whatever comes instead of an answer is read, or refused in one way, and never more than that. */
class DamagedAnswersTest {
  private static final int COUNT =
      "full".equals(System.getProperty("lvsh.counts")) ? 1_000_000 : 100_000;
  private static final int IPVS = 0x20;

  private final List<byte[]> recorded = Recording.load().received();

  @Test
  void mutatedAnswersAreReadOrRefused() {
    long seed = 20_260_102L;
    assertTimeoutPreemptively(Duration.ofMinutes(5), () -> mutate(seed));
  }

  private void mutate(long seed) {
    Random random = new Random(seed);
    for (int count = 0; count < COUNT; count++) {
      byte[] bytes = mutated(recorded.get(random.nextInt(recorded.size())), random);
      try {
        readEverything(bytes);
      } catch (NetlinkException | LeftOutException expected) {
        // One of the two ways to say that it makes no sense.
      } catch (RuntimeException exception) {
        fail("seed " + seed + ", number " + count, exception);
      }
    }
  }

  private static byte[] mutated(byte[] original, Random random) {
    byte[] bytes =
        random.nextInt(4) == 0
            ? Arrays.copyOf(original, random.nextInt(original.length + 9))
            : original.clone();
    for (int changes = random.nextInt(4); changes >= 0 && bytes.length > 0; changes--) {
      int at = random.nextInt(bytes.length);
      bytes[at] =
          switch (random.nextInt(4)) {
            case 0 -> 0;
            case 1 -> -1;
            case 2 -> (byte) (bytes[at] ^ 1 << random.nextInt(8));
            default -> (byte) random.nextInt(256);
          };
    }
    return bytes;
  }

  /** As what it is, and as everything else that could be asked for. */
  private static void readEverything(byte[] bytes) {
    for (Message message : Message.allOf(ByteBuffer.wrap(bytes))) {
      switch (message.type()) {
        case Message.ERROR -> message.errno();
        case Message.DONE -> message.errnoOfDone();
        case IPVS -> readEntry(message.attributes(IPVS));
        default -> message.attributes(Ipvs.Controller.FAMILY);
      }
    }
  }

  private static void readEntry(Attributes attributes) {
    if (attributes.has(Ipvs.Top.SERVICE)) {
      Attributes service = attributes.nested(Ipvs.Top.SERVICE);
      ServiceCodec.read(service);
      StatisticsCodec.readService(service);
    }
    if (attributes.has(Ipvs.Top.DEST)) {
      Attributes server = attributes.nested(Ipvs.Top.DEST);
      ServerCodec.read(server, AddressFamily.IPV4);
      StatisticsCodec.readServer(server);
    }
    if (attributes.has(Ipvs.Top.DAEMON)) {
      DaemonCodec.read(attributes.nested(Ipvs.Top.DAEMON));
    }
    TimeoutsCodec.read(attributes);
  }

  @Test
  void anAnswerCutOffAnywhereIsRefused() {
    for (byte[] whole : recorded) {
      for (int length = 0; length < whole.length; length++) {
        byte[] cut = Arrays.copyOf(whole, length);
        if (!endsBetweenMessages(whole, length)) {
          assertEquals(
              Kind.DAMAGED, assertThrows(NetlinkException.class, () -> readEverything(cut)).kind());
        }
      }
    }
  }

  private static boolean endsBetweenMessages(byte[] whole, int length) {
    int end = 0;
    for (Message message : Message.allOf(ByteBuffer.wrap(whole))) {
      end += Message.HEADER + message.payload().length();
      if (end == length) {
        return true;
      }
    }
    return false;
  }

  @Test
  void lengthsThatLieAreRefused() {
    for (int length : new int[] {0, 1, 15, 21, 0x7FFF_FFFF, -1, Integer.MIN_VALUE}) {
      ByteBuffer message = message(20).putInt(0, length);
      assertDamaged(() -> Message.allOf(message));
    }
    for (int length : new int[] {0, 3, 9, 0xFFFF}) {
      ByteBuffer attribute = message(8).putShort(0, (short) length);
      assertDamaged(() -> Attributes.of(Bytes.of(attribute)));
    }
  }

  @Test
  void valuesOfAnotherLengthAreRefused() {
    byte[] request =
        new MessageWriter(IPVS, 1).u16(1, 2).string(2, "rr").bytes(3, new byte[] {'x'}).message();
    Attributes attributes = Message.allOf(ByteBuffer.wrap(request)).get(0).attributes(IPVS);
    assertEquals(2, attributes.u16(1));
    assertEquals("rr", attributes.string(2));
    assertDamaged(() -> attributes.u8(1));
    assertDamaged(() -> attributes.u32(1));
    assertDamaged(() -> attributes.bytes(1, 16));
    assertDamaged(() -> attributes.string(3));
    assertDamaged(() -> attributes.u16(9));
  }

  @Test
  void unknownAttributesAreSkipped() {
    MessageWriter writer = new MessageWriter(IPVS, 1);
    writer.nest(
        Ipvs.Top.SERVICE,
        () -> {
          ServiceCodec.write(writer, service(WEB, "rr"));
          writer.u32(77, 1).nest(78, () -> writer.nest(78, () -> writer.u8(1, 1)));
        });
    Message message = Message.allOf(ByteBuffer.wrap(writer.message())).get(0);
    assertEquals(
        service(WEB, "rr"), ServiceCodec.read(message.attributes(IPVS).nested(Ipvs.Top.SERVICE)));
  }

  private static ByteBuffer message(int length) {
    return ByteBuffer.allocate(length).order(ByteOrder.nativeOrder());
  }

  private static void assertDamaged(Executable executable) {
    assertEquals(Kind.DAMAGED, assertThrows(NetlinkException.class, executable).kind());
  }
}
