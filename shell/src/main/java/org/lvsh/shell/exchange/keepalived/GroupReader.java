package org.lvsh.shell.exchange.keepalived;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.lvsh.kernel.model.AddressFamily;
import org.lvsh.kernel.model.IpAddress;
import org.lvsh.kernel.model.Mark;
import org.lvsh.shell.exchange.Gathering;

/** Reads the lines of a {@code virtual_server_group} ({@code alloc_vsg_entry}). */
final class GroupReader {
  /** The most addresses of one range: each is a virtual service to the kernel. */
  static final int RANGE_LIMIT = 16_384;

  private final Gathering gathering;
  private final ValueReader values;

  GroupReader(Gathering gathering) {
    this.gathering = gathering;
    this.values = new ValueReader(gathering);
  }

  /**
   * A group.
   *
   * @param entry has a name and a block
   */
  Group read(Entry entry) {
    List<Member> members = new ArrayList<>();
    entry.block().forEach(line -> member(line).ifPresent(members::add));
    return new Group(entry.word(1).text(), members);
  }

  private Optional<Member> member(Entry line) {
    return line.keyword().equals("fwmark") ? mark(line) : addresses(line);
  }

  private Optional<Member> mark(Entry line) {
    Optional<Mark> mark = values.mark(line, 1);
    Optional<AddressFamily> family =
        line.size() > 2 ? values.family(line.word(2)) : Optional.empty();
    values.ignored(line, 3);
    boolean good = mark.isPresent() && (line.size() < 3 || family.isPresent());
    return good ? Optional.of(new Member.OnMark(mark.get(), family)) : Optional.empty();
  }

  private Optional<Member> addresses(Entry line) {
    List<IpAddress> addresses = range(line.word(0));
    OptionalInt port = values.port(line, 1);
    values.ignored(line, 2);
    return addresses.isEmpty() || port.isEmpty()
        ? Optional.empty()
        : Optional.of(new Member.OnAddresses(addresses, port.getAsInt()));
  }

  /** The addresses of a word; none where it is wrong. */
  private List<IpAddress> range(Word word) {
    int slash = word.text().indexOf('/');
    int dash = word.text().indexOf('-');
    if (slash >= 0) {
      return network(word, word.text().substring(0, slash), word.text().substring(slash + 1));
    }
    return dash >= 0
        ? range(word, word.text().substring(0, dash), word.text().substring(dash + 1))
        : values.address(word).map(List::of).orElse(List.of());
  }

  private List<IpAddress> network(Word word, String address, String length) {
    Optional<IpAddress> first = ValueReader.literal(address);
    int bits = first.map(one -> one.family().bits()).orElse(0);
    if (first.isEmpty() || !length.matches("[0-9]{1,3}") || !isLength(length, bits)) {
      return refuse(word, "is not a network", "write ADDRESS/LENGTH, as 192.168.202.8/29");
    }
    BigInteger size = BigInteger.ONE.shiftLeft(bits - Integer.parseInt(length));
    if (number(first.get()).mod(size).signum() != 0) {
      return refuse(
          word, "is not the first address of its network", "clear the bits behind the length");
    }
    return run(word, first.get(), size);
  }

  private static boolean isLength(String length, int bits) {
    int value = Integer.parseInt(length);
    return value >= 1 && value <= bits;
  }

  private List<IpAddress> range(Word word, String from, String to) {
    Optional<IpAddress> first = ValueReader.literal(from);
    Optional<IpAddress> last = first.flatMap(one -> last(one, to));
    if (last.isEmpty() || last.get().family() != first.get().family()) {
      return refuse(
          word, "is not a range of addresses", "write 192.168.200.1-10, or both addresses in full");
    }
    BigInteger size = number(last.get()).subtract(number(first.get())).add(BigInteger.ONE);
    return size.signum() <= 0
        ? refuse(word, "ends before it begins", "write the smaller address first")
        : run(word, first.get(), size);
  }

  /** The end of a range, whole or the last part of it (of IPv6 the last 16 bits, hexadecimal). */
  private static Optional<IpAddress> last(IpAddress first, String text) {
    boolean ipv4 = first.family() == AddressFamily.IPV4;
    if (text.contains(ipv4 ? "." : ":")) {
      return ValueReader.literal(text);
    }
    if (!text.matches(ipv4 ? "[0-9]{1,3}" : "[0-9a-fA-F]{1,4}")) {
      return Optional.empty();
    }
    int part = Integer.parseInt(text, ipv4 ? 10 : 16);
    BigInteger unit = BigInteger.valueOf(ipv4 ? 0x100 : 0x1_0000);
    return part >= unit.intValue()
        ? Optional.empty()
        : Optional.of(
            address(
                number(first).divide(unit).multiply(unit).add(BigInteger.valueOf(part)),
                first.family()));
  }

  private List<IpAddress> run(Word word, IpAddress first, BigInteger size) {
    if (size.compareTo(BigInteger.valueOf(RANGE_LIMIT)) > 0) {
      return refuse(
          word,
          "has more than %d addresses".formatted(RANGE_LIMIT),
          "each of them is a virtual service to the kernel; use a firewall mark");
    }
    List<IpAddress> all = new ArrayList<>();
    for (int at = 0; at < size.intValue(); at++) {
      all.add(address(number(first).add(BigInteger.valueOf(at)), first.family()));
    }
    return all;
  }

  private List<IpAddress> refuse(Word word, String what, String hint) {
    gathering.error("bad-range", word.span(), word + " " + what, hint);
    return List.of();
  }

  private static BigInteger number(IpAddress address) {
    return new BigInteger(1, address.bytes());
  }

  private static IpAddress address(BigInteger number, AddressFamily family) {
    byte[] bytes = number.toByteArray();
    int length = family.bits() / Byte.SIZE;
    byte[] whole = new byte[length];
    int count = Math.min(length, bytes.length);
    System.arraycopy(bytes, bytes.length - count, whole, length - count, count);
    return IpAddress.of(whole);
  }
}
