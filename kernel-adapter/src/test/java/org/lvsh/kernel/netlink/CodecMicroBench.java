package org.lvsh.kernel.netlink;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.lvsh.kernel.model.AddressFamily;
import org.lvsh.kernel.model.Forwarding;
import org.lvsh.kernel.model.IpAddress;
import org.lvsh.kernel.model.Operation;
import org.lvsh.kernel.model.Protocol;
import org.lvsh.kernel.model.RealServer;
import org.lvsh.kernel.model.Scheduler;
import org.lvsh.kernel.model.ServerKey;
import org.lvsh.kernel.model.ServiceKey;
import org.lvsh.kernel.model.VirtualService;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** What a message to and from the kernel costs to write and to read. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class CodecMicroBench {
  private static final Requests REQUESTS = new Requests(0x1c);
  private static final ServiceKey KEY =
      new ServiceKey.OnAddress(Protocol.TCP, IpAddress.of("192.168.0.1"), 80);
  private static final RealServer SERVER =
      new RealServer(
          new ServerKey(IpAddress.of("192.168.1.2"), 8080), 4, Forwarding.MASQUERADE, 100, 50);

  private final Operation.AddService addService =
      new Operation.AddService(
          new VirtualService(KEY, Scheduler.of("wlc"), Optional.empty(), false));
  private final Operation.AddServer addServer = new Operation.AddServer(KEY, SERVER);
  private final ByteBuffer service = ByteBuffer.wrap(REQUESTS.addService(addService));
  private final ByteBuffer server = ByteBuffer.wrap(REQUESTS.addServer(addServer));

  @Benchmark
  public byte[] writeService() {
    return REQUESTS.addService(addService);
  }

  @Benchmark
  public byte[] writeServer() {
    return REQUESTS.addServer(addServer);
  }

  @Benchmark
  public VirtualService readService() {
    return ServiceCodec.read(attributes(service).nested(Ipvs.Top.SERVICE));
  }

  @Benchmark
  public RealServer readServer() {
    return ServerCodec.read(attributes(server).nested(Ipvs.Top.DEST), AddressFamily.IPV4);
  }

  private static Attributes attributes(ByteBuffer message) {
    return Message.allOf(message.duplicate().order(ByteOrder.nativeOrder()))
        .get(0)
        .attributes(REQUESTS.family());
  }
}
