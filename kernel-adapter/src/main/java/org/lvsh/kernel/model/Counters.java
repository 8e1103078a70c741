package org.lvsh.kernel.model;

/**
 * What has passed a service or a server since it was made or zeroed, and how fast it passes now
 * ({@code ip_vs_kstats}). The kernel counts in unsigned numbers of 64 bits: show them with {@link
 * Long#toUnsignedString(long)}. Incoming is from the client, outgoing to the client, where that
 * comes by the director.
 *
 * @param connectionsPerSecond like the other rates an average over some seconds
 */
public record Counters(
    long connections,
    long incomingPackets,
    long outgoingPackets,
    long incomingBytes,
    long outgoingBytes,
    long connectionsPerSecond,
    long incomingPacketsPerSecond,
    long outgoingPacketsPerSecond,
    long incomingBytesPerSecond,
    long outgoingBytesPerSecond) {
  public static final Counters NONE = new Counters(0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

  /** The sums of these and the others. */
  public Counters plus(Counters other) {
    return new Counters(
        connections + other.connections,
        incomingPackets + other.incomingPackets,
        outgoingPackets + other.outgoingPackets,
        incomingBytes + other.incomingBytes,
        outgoingBytes + other.outgoingBytes,
        connectionsPerSecond + other.connectionsPerSecond,
        incomingPacketsPerSecond + other.incomingPacketsPerSecond,
        outgoingPacketsPerSecond + other.outgoingPacketsPerSecond,
        incomingBytesPerSecond + other.incomingBytesPerSecond,
        outgoingBytesPerSecond + other.outgoingBytesPerSecond);
  }
}
