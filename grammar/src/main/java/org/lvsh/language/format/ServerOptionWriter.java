package org.lvsh.language.format;

import java.util.List;
import java.util.stream.Collectors;
import org.lvsh.language.ast.ServerOption;

/** Writes the options of a real server: weight, forwarding method, limit. */
final class ServerOptionWriter implements ServerOption.Cases<String> {
  private ServerOptionWriter() {}

  static String write(List<ServerOption> options) {
    return options.stream()
        .sorted(ServerOptionWriter::inOrder)
        .map(ServerOptionWriter::write)
        .collect(Collectors.joining(" "));
  }

  private static int inOrder(ServerOption one, ServerOption other) {
    return one.accept(new Order()).compareTo(other.accept(new Order()));
  }

  private static String write(ServerOption option) {
    return References.keepWords(option.span(), () -> option.accept(new ServerOptionWriter()));
  }

  @Override
  public String weight(ServerOption.Weight option) {
    return "weight " + option.weight();
  }

  @Override
  public String forwarding(ServerOption.Forwarding option) {
    return switch (option.method()) {
      case DIRECT -> "direct";
      case MASQUERADE -> "masquerade";
      case IPIP -> "tunnel";
      case GUE -> "tunnel gue " + option.guePort() + checksum(option.checksum());
      case GRE -> "tunnel gre" + checksum(option.checksum());
    };
  }

  private static String checksum(ServerOption.Checksum checksum) {
    return switch (checksum) {
      case NONE -> "";
      case FULL -> " checksum";
      case REMOTE -> " remote-checksum";
    };
  }

  @Override
  public String limit(ServerOption.Limit option) {
    String resume = option.lower().isPresent() ? " resume " + option.lower().getAsLong() : "";
    return "limit " + option.upper() + resume;
  }

  private static final class Order implements ServerOption.Cases<Integer> {
    @Override
    public Integer weight(ServerOption.Weight option) {
      return 0;
    }

    @Override
    public Integer forwarding(ServerOption.Forwarding option) {
      return 1;
    }

    @Override
    public Integer limit(ServerOption.Limit option) {
      return 2;
    }
  }
}
