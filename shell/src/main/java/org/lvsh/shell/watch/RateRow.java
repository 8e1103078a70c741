package org.lvsh.shell.watch;

import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.lvsh.kernel.model.Counters;
import org.lvsh.kernel.model.IpAddress;
import org.lvsh.kernel.model.ServerStatistics;

/** How fast it passes a service, or one of its servers. */
public record RateRow(Place place, ServerStatistics had) implements Row {
  public RateRow {
    Objects.requireNonNull(place);
    Objects.requireNonNull(had);
  }

  /** The rates; none where they cannot be read. */
  public Counters counters() {
    return had.counters().orElse(Counters.NONE);
  }

  @Override
  public String text() {
    return (place.service() + " " + place.server()).toLowerCase(Locale.ROOT);
  }

  @Override
  public Optional<IpAddress> client() {
    return Optional.empty();
  }

  @Override
  public Object identity() {
    return place;
  }
}
