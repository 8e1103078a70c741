package org.lvsh.kernel.netlink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.lvsh.kernel.netlink.NetlinkException.Kind;

/** The socket on a C library whose functions return what a test says, or a negative errno. */
class LinuxNetlinkSocketTest {
  private static final int ANSWER_BYTES = 8 * 1024;

  private final List<String> called = new ArrayList<>();
  private final List<Integer> results = new ArrayList<>();
  private int errno;
  private int resolution = 4_000_000;
  private boolean mayForce = true;

  @Test
  void itIsOpenedConnectedAndClosedOnce() {
    LinuxNetlinkSocket socket = open();
    socket.close();
    socket.close();
    assertEquals(
        List.of(
            "socket",
            "bind",
            "connect",
            "setsockopt 20",
            "setsockopt 33",
            "setsockopt 32",
            "setsockopt 10",
            "close"),
        called);
    assertThrows(IllegalStateException.class, socket::receive);
    assertThrows(IllegalStateException.class, () -> socket.send(ByteBuffer.allocate(1)));
  }

  @Test
  void withoutPrivilegeItTakesTheBuffersItGets() {
    mayForce = false;
    open().close();
    assertEquals(
        List.of("setsockopt 33", "setsockopt 8", "setsockopt 32", "setsockopt 7"),
        called.subList(4, 8));
  }

  @Test
  void anInterruptedCallIsRepeatedWithinBounds() {
    LinuxNetlinkSocket socket = open();
    results.addAll(List.of(-Linux.EINTR, -Linux.EINTR, 16));
    assertEquals(16, socket.receive().remaining());
    for (int times = 0; times < 1_000; times++) {
      results.add(-Linux.EINTR);
    }
    assertFails(Kind.NO_ANSWER, Linux.EINTR, socket::receive);
  }

  @Test
  void everyFailureOfReceivingHasItsKind() {
    LinuxNetlinkSocket socket = open();
    results.addAll(List.of(-Linux.EAGAIN, -Linux.ENOBUFS, -9));
    assertFails(Kind.NO_ANSWER, Linux.EAGAIN, socket::receive);
    assertFails(Kind.ANSWERS_LOST, Linux.ENOBUFS, socket::receive);
    assertFails(Kind.UNREACHABLE, 9, socket::receive);
  }

  @Test
  void aDatagramThatWasCutIsDamage() {
    LinuxNetlinkSocket socket = open();
    results.add(ANSWER_BYTES + 1);
    assertEquals(Kind.DAMAGED, assertThrows(NetlinkException.class, socket::receive).kind());
  }

  @Test
  void whatIsNotSentWholeIsNotSent() {
    LinuxNetlinkSocket socket = open();
    results.addAll(List.of(20, -90, 19));
    socket.send(ByteBuffer.allocate(20));
    assertFails(Kind.UNREACHABLE, 90, () -> socket.send(ByteBuffer.allocate(20)));
    assertThrows(NetlinkException.class, () -> socket.send(ByteBuffer.allocate(20)));
  }

  @Test
  void whereThereIsNoNetlinkItIsUnreachable() {
    results.add(-97);
    assertFails(Kind.UNREACHABLE, 97, this::open);
  }

  @Test
  void theKernelsTicksAreFoundByItsCoarseClock() {
    assertEquals(250, KernelTicks.perSecond(calls()));
    resolution = 3_333_333;
    assertEquals(300, KernelTicks.perSecond(calls()));
    resolution = 1;
    assertEquals(1000, KernelTicks.perSecond(calls()));
    resolution = 0;
    assertEquals(1000, KernelTicks.perSecond(calls()));
  }

  private static void assertFails(Kind kind, int errno, Executable executable) {
    NetlinkException exception = assertThrows(NetlinkException.class, executable);
    assertEquals(kind, exception.kind());
    assertEquals(OptionalInt.of(errno), exception.errno());
  }

  private LinuxNetlinkSocket open() {
    return LinuxNetlinkSocket.open(
        calls(), Linux.NETLINK_GENERIC, Duration.ofSeconds(1), ANSWER_BYTES);
  }

  private LinuxCalls calls() {
    LibC library =
        (LibC)
            Proxy.newProxyInstance(
                LibC.class.getClassLoader(),
                new Class<?>[] {LibC.class},
                (proxy, method, arguments) -> call(method.getName(), arguments));
    return new LinuxCalls(library, () -> errno);
  }

  private Object call(String function, Object[] arguments) {
    return switch (function) {
      case "send", "recv" -> (long) next();
      case "setsockopt" -> {
        called.add(function + " " + arguments[2]);
        boolean byForce = arguments[2].equals(33) || arguments[2].equals(32);
        errno = Linux.EPERM;
        yield byForce && !mayForce ? -1 : 0;
      }
      case "clock_getres" -> {
        ((ByteBuffer) arguments[1]).putLong(8, resolution);
        yield 0;
      }
      default -> {
        called.add(function);
        yield function.equals("socket") && !results.isEmpty() ? next() : 0;
      }
    };
  }

  private int next() {
    int result = results.remove(0);
    errno = -result;
    return Math.max(result, -1);
  }
}
