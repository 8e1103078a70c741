package org.lvsh.kernel.netlink;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.lvsh.kernel.Progress;
import org.lvsh.kernel.model.Forwarding;
import org.lvsh.kernel.model.IpAddress;
import org.lvsh.kernel.model.Operation;
import org.lvsh.kernel.model.Outcome;
import org.lvsh.kernel.model.Protocol;
import org.lvsh.kernel.model.RealServer;
import org.lvsh.kernel.model.Scheduler;
import org.lvsh.kernel.model.ServerKey;
import org.lvsh.kernel.model.ServiceKey;
import org.lvsh.kernel.model.VirtualService;

/**
 * Adds many services with two servers each to the IPVS of this machine, or changes the weight of
 * the first server of each, and prints the microseconds that takes. For the lab. Where a file is
 * named, it holds every datagram that was sent afterwards, each behind its length, for {@code
 * scripts/bench.d/send-bytes.c}.
 */
public final class BytesOfAnApply {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int OTHER_WEIGHT = 1000;

  private BytesOfAnApply() {}

  /**
   * Runs it.
   *
   * @param arguments {@code add} or {@code change}, the number of services, at most 60,000, and
   *     perhaps a file
   */
  public static void main(String[] arguments) throws IOException {
    int services = Integer.parseInt(arguments[1]);
    List<Operation> operations =
        switch (arguments[0]) {
          case "add" -> additions(services);
          case "change" -> changes(services);
          default -> throw new IllegalArgumentException(String.join(" ", arguments));
        };
    LinuxCalls calls = LinuxCalls.live();
    NetlinkSocket.Factory sockets =
        answerBytes -> LinuxNetlinkSocket.open(calls, Linux.NETLINK_GENERIC, PATIENCE, answerBytes);
    if (arguments.length == 2) {
      System.out.println(apply(sockets, calls, operations) / 1000);
      return;
    }
    try (OutputStream file = Files.newOutputStream(Path.of(arguments[2]));
        DataOutputStream buffered = new DataOutputStream(new BufferedOutputStream(file))) {
      WritableByteChannel bytes = Channels.newChannel(buffered);
      apply(answerBytes -> new Recording(sockets.open(answerBytes), bytes), calls, operations);
    }
  }

  private static long apply(
      NetlinkSocket.Factory sockets, LinuxCalls calls, List<Operation> operations) {
    try (IpvsClient client = new IpvsClient(sockets, () -> KernelTicks.perSecond(calls))) {
      client.info();
      long start = System.nanoTime();
      List<Outcome> outcomes = client.apply(operations, Progress.SILENT);
      long taken = System.nanoTime() - start;
      if (!outcomes.stream().allMatch(one -> one.status() == Outcome.Status.DONE)) {
        throw new IllegalStateException("not all was done");
      }
      return taken;
    }
  }

  private static List<Operation> additions(int services) {
    List<Operation> operations = new ArrayList<>();
    for (int i = 0; i < services; i++) {
      operations.add(new Operation.AddService(VirtualService.of(service(i), Scheduler.DEFAULT)));
      for (int j = 1; j <= 2; j++) {
        operations.add(new Operation.AddServer(service(i), server(i, j, 1)));
      }
    }
    return operations;
  }

  private static List<Operation> changes(int services) {
    List<Operation> operations = new ArrayList<>();
    for (int i = 0; i < services; i++) {
      operations.add(new Operation.ChangeServer(service(i), server(i, 1, OTHER_WEIGHT)));
    }
    return operations;
  }

  private static ServiceKey service(int i) {
    String vip = "10.%d.%d.%d".formatted(i / 62_500, i / 250 % 250, i % 250 + 1);
    return new ServiceKey.OnAddress(Protocol.TCP, IpAddress.of(vip), 80);
  }

  private static RealServer server(int i, int j, int weight) {
    IpAddress address = IpAddress.of("172.16.%d.%d".formatted(i % 250, j));
    return RealServer.of(new ServerKey(address, 80), weight, Forwarding.DIRECT);
  }

  /** Keeps what asks for an answer of yes or no; questions get answers of another kind. */
  private record Recording(NetlinkSocket socket, WritableByteChannel bytes)
      implements NetlinkSocket {
    @Override
    public void send(ByteBuffer datagram) {
      if (wantsAcknowledgement(datagram.duplicate().order(ByteOrder.nativeOrder()))) {
        record(datagram);
      }
      socket.send(datagram);
    }

    /** Whether its last message does, as that of a {@link Batch}. */
    private static boolean wantsAcknowledgement(ByteBuffer datagram) {
      int at = datagram.position();
      while (at + datagram.getInt(at) < datagram.limit()) {
        at += datagram.getInt(at);
      }
      return (datagram.getShort(at + Message.FLAGS_AT) & Message.F_ACK) != 0;
    }

    private void record(ByteBuffer datagram) {
      ByteBuffer length = ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.nativeOrder());
      try {
        bytes.write(length.putInt(datagram.remaining()).flip());
        bytes.write(datagram.duplicate());
      } catch (IOException failed) {
        throw new UncheckedIOException(failed);
      }
    }

    @Override
    public ByteBuffer receive() {
      return socket.receive();
    }

    @Override
    public int receiveBufferBytes() {
      return socket.receiveBufferBytes();
    }

    @Override
    public void close() {
      socket.close();
    }
  }
}
