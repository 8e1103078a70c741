package org.lvsh.language.format;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.lvsh.language.ast.Granularity;
import org.lvsh.language.ast.Located;
import org.lvsh.language.ast.ServiceOption;
import org.lvsh.language.ast.TransportProtocol;

/** Writes the options of a service: protocols, sticky, scheduler, mark, one-packet, allow, pool. */
final class OptionWriter implements ServiceOption.Cases<String>, Granularity.Cases<String> {
  private static final Set<String> WORDS =
      Set.of(
          "rr", "wrr", "lc", "wlc", "lblc", "lblcr", "dh", "sh", "sed", "nq", "fo", "ovf", "mh",
          "twos");

  private OptionWriter() {}

  static String write(List<ServiceOption> options) {
    return options.stream()
        .sorted(OptionWriter::inOrder)
        .map(option -> option.accept(new OptionWriter()))
        .collect(Collectors.joining(" "));
  }

  private static int inOrder(ServiceOption one, ServiceOption other) {
    return one.accept(new Order()).compareTo(other.accept(new Order()));
  }

  @Override
  public String sticky(ServiceOption.Sticky option) {
    return References.keepWords(
        option.span(),
        () ->
            StatementWriter.words(
                "sticky",
                duration(option.time()),
                option.per().map(per -> "per " + per.accept(this)).orElse(""),
                option.bySip() ? "by sip" : ""));
  }

  /** Seconds, as the kernel counts and {@code ipvsadm} shows them. */
  private static String duration(Duration time) {
    return time.toSeconds() + "s";
  }

  @Override
  public String prefix(Granularity.Prefix prefix) {
    return "/" + prefix.length();
  }

  @Override
  public String mask(Granularity.Mask mask) {
    return "mask " + StatementWriter.address(mask.mask());
  }

  @Override
  public String scheduling(ServiceOption.Scheduling option) {
    String name = StatementWriter.word(option.name());
    String flags = StatementWriter.list(option.flags(), flag -> flag);
    boolean known = WORDS.contains(option.name().value());
    return StatementWriter.words(
        known ? "" : "scheduler", name, flags.isEmpty() ? "" : "with " + flags);
  }

  @Override
  public String firewallMark(ServiceOption.FirewallMark option) {
    return References.keepWords(
        option.span(),
        () -> "mark " + (option.mark().isPresent() ? option.mark().getAsLong() : "auto"));
  }

  @Override
  public String onePacket(ServiceOption.OnePacket option) {
    return "one-packet";
  }

  @Override
  public String protocols(ServiceOption.Protocols option) {
    List<Located<TransportProtocol>> sorted = new ArrayList<>(option.protocols());
    sorted.sort((one, other) -> one.value().compareTo(other.value()));
    return StatementWriter.list(sorted, protocol -> protocol.name().toLowerCase(Locale.ROOT));
  }

  @Override
  public String allow(ServiceOption.Allow option) {
    return StatementWriter.allow(option.codes());
  }

  @Override
  public String pool(ServiceOption.Pool option) {
    return "pool " + StatementWriter.word(option.name());
  }

  private static final class Order implements ServiceOption.Cases<Integer> {
    @Override
    public Integer protocols(ServiceOption.Protocols option) {
      return 0;
    }

    @Override
    public Integer sticky(ServiceOption.Sticky option) {
      return 1;
    }

    @Override
    public Integer scheduling(ServiceOption.Scheduling option) {
      return 2;
    }

    @Override
    public Integer firewallMark(ServiceOption.FirewallMark option) {
      return 3;
    }

    @Override
    public Integer onePacket(ServiceOption.OnePacket option) {
      return 4;
    }

    @Override
    public Integer allow(ServiceOption.Allow option) {
      return 5;
    }

    @Override
    public Integer pool(ServiceOption.Pool option) {
      return 6;
    }
  }
}
