package org.lvsh.shell.plan;

/**
 * What a real server carries of a virtual service, or what a step of a plan touches of it.
 *
 * @param active connections of TCP or SCTP that are established
 * @param inactive connections in any other state, and all of UDP
 * @param templates persistence templates, by which clients come back to their server
 */
public record Carried(long active, long inactive, long templates) {
  public static final Carried NOTHING = new Carried(0, 0, 0);

  public Carried {
    if (active < 0 || inactive < 0 || templates < 0) {
      throw new IllegalArgumentException("fewer than none");
    }
  }

  public Carried plus(Carried other) {
    return new Carried(
        active + other.active, inactive + other.inactive, templates + other.templates);
  }

  /** The connections in whatever state. */
  public long connections() {
    return active + inactive;
  }

  public boolean isNothing() {
    return connections() == 0 && templates == 0;
  }

  /** {@code 63 connections and 1 template}; what there is none of is left out. */
  @Override
  public String toString() {
    if (isNothing()) {
      return "no connection and no template";
    }
    if (templates == 0) {
      return count(connections(), "connection");
    }
    String clients = count(templates, "template");
    return connections() == 0 ? clients : count(connections(), "connection") + " and " + clients;
  }

  private static String count(long number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }
}
