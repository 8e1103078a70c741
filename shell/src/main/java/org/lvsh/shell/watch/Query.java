package org.lvsh.shell.watch;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.lvsh.kernel.model.IpAddress;
import org.lvsh.language.ast.Statement;

/**
 * What is looked for, and in which order.
 *
 * @param service the only service
 * @param from the only clients
 * @param followed the client of whom everything is shown, templates and connections
 * @param filter words, each of which a row must have; may be empty
 */
public record Query(
    Statement.WatchSubject subject,
    Optional<String> service,
    Optional<ClientRange> from,
    Optional<IpAddress> followed,
    String filter,
    Order order,
    boolean descending) {
  public Query {
    Objects.requireNonNull(subject);
    Objects.requireNonNull(service);
    Objects.requireNonNull(from);
    Objects.requireNonNull(followed);
    Objects.requireNonNull(filter);
    Objects.requireNonNull(order);
  }

  /** What a statement asks for. */
  public static Query of(
      Statement.WatchSubject subject, Optional<String> service, Optional<ClientRange> from) {
    return new Query(subject, service, from, Optional.empty(), "", Order.of(subject).get(0), false);
  }

  Query withService(Optional<String> other) {
    return new Query(subject, other, from, followed, filter, order, descending);
  }

  Query withFollowed(Optional<IpAddress> client) {
    return new Query(subject, service, from, client, filter, order, descending);
  }

  Query withFilter(String words) {
    return new Query(subject, service, from, followed, words, order, descending);
  }

  Query withOrder(Order other) {
    return new Query(subject, service, from, followed, filter, other, descending);
  }

  Query reversed() {
    return new Query(subject, service, from, followed, filter, order, !descending);
  }

  /** Whether an entry is of the clients that are looked for. */
  boolean isOfItsClients(TableEntry entry) {
    return from.map(range -> range.contains(entry.connection().client())).orElse(true)
        && followed.map(entry::isOf).orElse(true);
  }

  boolean isOfItsServices(Place place) {
    return service.map(place.service()::equals).orElse(true);
  }

  /** The words of the filter in small letters. */
  List<String> words() {
    return Arrays.stream(filter.toLowerCase(Locale.ROOT).split(" "))
        .filter(word -> !word.isEmpty())
        .toList();
  }

  /** The rows that are looked for, in order. */
  List<Row> of(List<Row> rows) {
    List<String> words = words();
    return rows.stream()
        .filter(row -> isOfItsServices(row.place()))
        .filter(row -> !(row instanceof TableEntry entry) || isOfItsClients(entry))
        .filter(row -> words.isEmpty() || hasAll(row.text(), words))
        .sorted(order.comparator(descending))
        .toList();
  }

  static boolean hasAll(String text, List<String> words) {
    return words.stream().allMatch(text::contains);
  }
}
