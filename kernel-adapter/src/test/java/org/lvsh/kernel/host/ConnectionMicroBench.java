package org.lvsh.kernel.host;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.lvsh.kernel.model.Connection;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** What a line of the connection table costs to read. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ConnectionMicroBench {
  private final ProcLine line = new ProcLine();
  private final byte[] connection =
      bytes("TCP CB007101 9C40 C0A80001 0050 C0A80102 0050 ESTABLISHED     899");
  private final byte[] template =
      bytes("IP  CB007101 0000 0000000A 0000 C0A80102 0000 ASSURED         593");

  @Benchmark
  public Optional<Connection> readConnection() {
    return read(connection);
  }

  private Optional<Connection> read(byte[] bytes) {
    line.set(bytes, 0, bytes.length);
    return ConnectionLine.read(line);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(US_ASCII);
  }

  @Benchmark
  public Optional<Connection> readTemplate() {
    return read(template);
  }
}
