package org.lvsh.kernel.traffic;

import com.google.common.collect.ComparisonChain;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import org.lvsh.kernel.model.Connection;

/**
 * A connection or a persistence template ({@code struct ip_vs_conn}). Times are milliseconds of the
 * kernel's clock.
 */
final class Entry {
  /**
   * In the order in which they run out. Of those that run out at once a template comes first, so
   * that it is renewed for the connections that end then: Linux rounds the longer time up by more.
   */
  static final Comparator<Entry> BY_END = Entry::compareEnds;

  /** {@code 0xffff}, by which nothing finds a template any more. */
  private static final int NOWHERE = 0xFFFF;

  private static final long RENEWAL = Duration.ofMinutes(1).toMillis();

  private final EntryKey key;
  private final Destination destination;
  private final int serverPort;
  private final long number;
  private Optional<Entry> template = Optional.empty();
  private int connections;
  private boolean valid = true;
  private boolean established;
  private boolean active;
  private long timeout;
  private long ends;

  /**
   * An entry that does not run out yet.
   *
   * @param number tells it from templates of the same client that are not good any more
   */
  Entry(EntryKey key, Destination destination, int serverPort, long number) {
    this.key = key;
    this.destination = destination;
    this.serverPort = serverPort;
    this.number = number;
  }

  EntryKey key() {
    return key;
  }

  Destination destination() {
    return destination;
  }

  boolean isTemplate() {
    return key.clientPort() == 0;
  }

  int serverPort() {
    return serverPort;
  }

  long timeout() {
    return timeout;
  }

  long ends() {
    return ends;
  }

  /** Sets for how long, and lets that begin. The caller keeps the order of the entries. */
  void restart(long newTimeout, long now) {
    timeout = newTimeout;
    ends = now + newTimeout;
  }

  /** {@code expire_later} in {@code ip_vs_conn_expire}. */
  void renew(long now) {
    restart(RENEWAL, now);
  }

  void restore(long itsTimeout, long itsEnd) {
    timeout = itsTimeout;
    ends = itsEnd;
  }

  /** The template that this connection hangs on. */
  Optional<Entry> template() {
    return template;
  }

  void hangOn(Entry itsTemplate) {
    template = Optional.of(itsTemplate);
    itsTemplate.connections++;
  }

  void letGo() {
    template.ifPresent(one -> one.connections--);
    template = Optional.empty();
  }

  /** How many connections hang on this template. */
  int connections() {
    return connections;
  }

  boolean isValid() {
    return valid;
  }

  void invalidate() {
    valid = false;
  }

  /** Of a template: whether one of its connections has been answered ({@code ASSURED}). */
  boolean isAssured() {
    return established;
  }

  void assure() {
    established = true;
  }

  boolean isActive() {
    return active;
  }

  void activate() {
    active = true;
  }

  private int compareEnds(Entry other) {
    return ComparisonChain.start()
        .compare(ends, other.ends)
        .compareTrueFirst(isTemplate(), other.isTemplate())
        .compare(key, other.key)
        .compare(number, other.number)
        .result();
  }

  /** As a line of {@code ip_vs_conn} tells it. */
  Connection connection(long now) {
    return new Connection(
        key.protocol(),
        key.client(),
        key.clientPort(),
        key.address(),
        valid ? key.port() : NOWHERE,
        destination.key().address(),
        valid ? serverPort : NOWHERE,
        state(),
        Duration.ofSeconds((ends - now) / 1_000),
        key.engineData());
  }

  private String state() {
    if (isTemplate()) {
      return established ? "ASSURED" : "NONE";
    }
    return active ? "ESTABLISHED" : "UDP";
  }
}
