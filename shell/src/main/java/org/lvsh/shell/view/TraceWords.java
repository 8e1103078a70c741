package org.lvsh.shell.view;

import java.util.Locale;
import org.lvsh.kernel.model.ServerKey;
import org.lvsh.kernel.model.ServiceKey;
import org.lvsh.kernel.traffic.EntryKey;
import org.lvsh.kernel.traffic.Forecast;
import org.lvsh.kernel.traffic.Packet;
import org.lvsh.kernel.traffic.SeenServer;
import org.lvsh.kernel.traffic.ServiceSearch;
import org.lvsh.shell.inspect.KnownEntry;
import org.lvsh.shell.inspect.Trace;
import org.lvsh.shell.inspect.Way;

/** What a trace finds out, in words that every form has. */
final class TraceWords {
  private TraceWords() {}

  /** Why a service was found where it was. */
  static String reason(ServiceSearch.Place place, Packet packet) {
    return switch (place.reason()) {
      case MARK -> "by the packet's mark, which goes before addresses";
      case PORT -> "by protocol, address and port";
      case FTP_DATA ->
          "as FTP of that address: the packet may carry its data to port " + packet.port();
      case EVERY_PORT -> "as the service for every port of that address";
    };
  }

  static String reason(Way.Pass why) {
    return switch (why) {
      case BACKUP_ONLY ->
          "this director waits behind another: it is a sync backup, and backup_only is set";
      case NO_SERVICE -> "there is no service for it";
      case FROM_FTP_DATA -> "it comes from port 20, as data of active FTP do";
      case LEFT_TO_OTHERS -> "FTP without 'sticky' leaves data to others";
    };
  }

  static String reason(Way.Loss why) {
    return switch (why) {
      case SERVER_GONE ->
          "its connection's server was removed, and expire_nodest_conn is 0: its packets are"
              + " dropped until the connection times out";
      case UNREADABLE -> "the service's persistence engine reads SIP over UDP alone";
      case NOT_PERSISTENT -> "a service for every port takes packets only where it is sticky";
    };
  }

  /** What becomes of a connection; empty where nothing is to be said. */
  static String ofConnection(KnownEntry.Standing standing) {
    return switch (standing) {
      case GOES_ON -> "";
      case GOES_ON_DRAINED -> "its server is drained: what is open goes on";
      case LOST -> "its server was removed";
      case ENDS_SERVER_GONE ->
          "its server was removed, and expire_nodest_conn is set: it ends, and another begins";
      case ENDS_DRAINED ->
          "its server is drained, and expire_nodest_conn is set: it ends, and another begins";
      case ENDS_CLOSED -> "it is closed: another begins (conn_reuse_mode)";
    };
  }

  /** What becomes of a template; empty where nothing is to be said. */
  static String ofTemplate(KnownEntry.Standing standing) {
    return switch (standing) {
      case GOES_ON -> "";
      case GOES_ON_DRAINED ->
          "its server is drained, and expire_quiescent_template is 0: sticky clients still go there";
      case ENDS_DRAINED ->
          "of no use any more: its server is drained, and expire_quiescent_template is set";
      case LOST, ENDS_SERVER_GONE, ENDS_CLOSED ->
          "of no use any more: its server was removed from the service";
    };
  }

  /** How a scheduler chooses. */
  static String scheduler(String scheduler) {
    return switch (scheduler) {
      case "rr" -> "the next usable server of the list";
      case "wrr" -> "the next server of the list, each as often as its weight says";
      case "lc" -> "the least load, 256 for an active connection and 1 for each";
      case "wlc", "lblc", "lblcr" ->
          (scheduler.equals("wlc") ? "" : "the server that the address had before; else ")
              + "the least load for its weight, 256 for an active connection and 1 for each";
      case "sed" -> "the least for its weight of active connections and the one to come";
      case "nq" ->
          "the first idle server of the list; else the least for its weight of active connections"
              + " and the one to come";
      case "fo" -> "the highest weight";
      case "ovf" -> "the highest weight that has no more active connections than that";
      case "dh" -> "by a hash of the virtual address, 256 buckets dealt out in turn";
      case "sh" -> "by a hash of the client, 256 buckets dealt out by weight";
      case "mh" -> "by a hash of the client, 4093 places dealt out by weight";
      case "twos" -> "two servers by lot; of these the lesser load for its weight";
      default -> "by rules that lvsh does not know";
    };
  }

  static String unknown(Forecast.Unknown unknown, String scheduler) {
    return switch (unknown) {
      case TURN -> "whose turn it is: no kernel shows where " + scheduler + " is in its list";
      case LOTS -> "which two servers the lots fall on";
      case MEMORY ->
          "which server this address had before: no kernel shows what " + scheduler + " remembers";
      case CLIENT_PORT -> "the client's port, which this hash counts: say CLIENT:PORT";
      case OVERLOAD ->
          "whether a server between its limits takes connections: that depends on whether it has"
              + " been full since it last had few, and no kernel shows it";
      case FORMER_WEIGHT ->
          "which places a drained server has: they go by the weight it had before, and no kernel"
              + " shows that";
      case SCHEDULER -> "how " + scheduler + " chooses";
    };
  }

  static String fitness(SeenServer.Fitness fitness) {
    return switch (fitness) {
      case USABLE -> "";
      case DRAINED -> "drained: weight 0";
      case OVERLOADED -> "full: at its limit";
      case BETWEEN_LIMITS -> "perhaps full: between its limits";
    };
  }

  /** {@code 203.0.113.7 on mark 10}, {@code 203.0.113.0 on tcp 192.168.0.1:80}. */
  static String template(EntryKey key, ServiceKey service) {
    String on =
        service instanceof ServiceKey.OnMark
            ? service.toString()
            : new ServiceKey.OnAddress(
                    ((ServiceKey.OnAddress) service).protocol(), key.address(), key.port())
                .toString();
    return key.client() + " on " + on;
  }

  /** {@code 192.168.1.2:443}. */
  static String place(ServerKey server, Trace trace) {
    return new ServerKey(server.address(), trace.port(server)).toString();
  }

  static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
