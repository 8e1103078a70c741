package org.lvsh.shell.app;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A VIP, a mark and clients that one test alone uses. Connections outlive their service, and a real
 * server that comes back gets its own again ({@code ip_vs_trash_get_dest}): wlc would count those
 * of an earlier test, and a client its template.
 *
 * @param number what the addresses of VIP and clients have in common, and the mark: 1 to 254
 */
record Place(Route route, int number) {

  /** One for each route. */
  static Place of(Route route, int first) {
    return new Place(route, first + List.of(Route.values()).indexOf(route));
  }

  String vip() {
    return (route.isIpv6() ? "fd00::" : "192.168.0.") + number;
  }

  String url(String scheme) {
    return scheme + "://" + (route.isIpv6() ? "[" + vip() + "]" : vip());
  }

  /** How a client's address begins, as it is written by visit. */
  String clients() {
    return route.isIpv6() ? "fd00:9::" + number + ":" : "10.9." + number + ".";
  }

  /** A text that is about 192.168.0.1, mark 10 and direct routing, said of this place. */
  String said(String text) {
    return text.replace("192.168.0.1", vip())
        .replace("192.168.1.", route.isIpv6() ? "fd00:1::" : "192.168.1.")
        .replace("mark 10", "mark " + number)
        .replace("direct", route.forwarding());
  }

  /** The clients from one number to another come one after the other, each for every scheme. */
  Visits visit(int first, int last, String... schemes) {
    List<String> words = new ArrayList<>(List.of("scripts/lab.d/visit"));
    words.add(clients() + first + "-" + last);
    Arrays.stream(schemes).map(this::url).forEach(words::add);
    return Visits.read(Command.output(words.toArray(String[]::new)));
  }
}
