package org.lvsh.language.complete;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.lvsh.language.parse.GrammarWords;
import org.lvsh.language.parse.LvshParser;

/**
 * What the words of the language and the values between them mean, in so few words that they fit
 * beside them in a list. What a verb means is not for the grammar to say.
 */
final class Meanings {
  /** A word, where needed after the rule that it has this meaning in. */
  private static final Map<String, String> WORDS =
      table(
          """
          =                  : what the name stands for
          against            : a snapshot in place of the kernel
          all                : everything that lvsh made
          allow              : silence warnings about it
          any                : every port of the address
          as                 : in another form
          auto               : a mark that lvsh chooses
          back               : what is done is put back
          backup             : hears of the connections of others
          by                 : what tells clients apart
          candidate          : what the staged statements make
          checksum           : with a checksum
          clients            : clients that connect and stay
          commands           : the commands that would do it
          confirm            : and put it back where nobody confirms
          connections        : the connections there are
          count              : so many lines at most
          dh                 : by a hash of the destination
          direct             : straight to the server, by its MAC address
          drift              : what has changed since the last apply
          every              : how often the kernel is looked at
          fallback           : another server where the chosen one is down
          fin                : of closing connections
          finish             : what is left is done
          fo                 : the heaviest server that is up
          for                : over which time
          watchOption/for    : of which service, or how long at most
          forward            : so much time passes
          from               : of which service
          simulateStatement/from : from which addresses
          fromClients/from   : of which clients
          gre                : in GRE packets
          group              : the multicast group
          gue                : in UDP packets
          host               : the name that clients call it by
          http               : ask for a page
          history            : one apply of the history
          historyStatement/all : also the old ones
          id                 : the number that both ends share
          in                 : in which service
          ipip               : in IP packets
          ipv4               : for IPv4 packets
          ipv6               : for IPv6 packets
          ipvsadm            : as 'ipvsadm -S -n' writes it
          exportFormat/ipvsadm : for 'ipvsadm -R', or as a script
          importStatement/ipvsadm : what 'ipvsadm -S' prints, or a script of ipvsadm lines
          iptables           : the marks, for iptables-restore
          json               : for programs
          keep               : the kernel stays as it is
          keepalived         : what keepalived.conf says
          exportFormat/keepalived : as a keepalived.conf
          kernel             : the settings of the kernel
          importStatement/kernel : what the kernel holds
          lblc               : a destination stays on one server
          lblcr              : a destination stays on some servers
          lc                 : the fewest connections
          ldirectord         : what ldirectord.cf says
          limit              : no more connections than
          lvs                : as statements
          mark               : a firewall mark
          markdown           : for a merge request
          marks              : the marks and what sets them
          mask               : clients are alike by a netmask
          masquerade         : through this director and back (NAT)
          master             : tells others of its connections
          max-length         : the most bytes in a packet
          mh                 : by a Maglev hash of the client
          no                 : without
          no-checksum        : without a checksum
          nft                : the marks, for 'nft -f'
          nq                 : an idle server at once, else as sed
          on                 : where it listens
          syncDeclaration/on : by which interface
          one-packet         : each packet by itself (udp)
          ovf                : the heaviest server up to its weight
          partial            : also where not all of it can be read
          per                : how much of an address makes a client
          pool               : a pool of servers
          pools              : the pools of servers
          serviceOption/pool : the servers of a pool
          port               : the port
          schedulerFlag/port : the client's port counts, too
          syncOption/port    : its UDP port
          ports              : several ports, or a range
          probe              : what the new servers answer
          probeOption/port   : only this port
          probeOption/ports  : only these ports
          remote-checksum    : with a checksum made by the receiver
          resume             : again below so many
          rr                 : one after the other
          scheduler          : one that is not in this list
          sctp               : SCTP
          sed                : the shortest expected delay
          server             : a real server
          servers            : the real servers
          service            : a virtual service
          services           : the virtual services
          stats              : what has passed since the counters began
          rates              : what passes each second
          templates          : which client stays on which server
          sh                 : by a hash of the client
          sip                : the Call-ID of SIP
          sticky             : clients stay on one server
          sync               : the sync daemons
          table              : for people
          tcp                : TCP
          timeoutSetting/tcp : of established connections
          text               : for people
          timeouts           : how long idle connections are kept
          tls                : every port speaks TLS
          to                 : to
          addStatement/to    : to which service
          exportStatement/to : to a file
          intoFile/to        : to a file
          besideFile/with    : and a file that says more of it, such as what sets the marks
          planStatement/with : and look at the servers that it adds
          planStatement/to   : to a file, which 'apply' carries out later
          renameStatement/to : the new name
          simulateStatement/to : to which service
          ttl                : how many hops the packets live
          tunnel             : inside of other packets, also to far servers
          twos               : the lighter of two by chance
          udp                : UDP
          timeoutSetting/udp : of UDP
          weight             : its share of new clients
          with               : with flags
          within             : how long to wait
          probeOption/within : how long a server may take
          wlc                : the fewest connections for its weight
          wrr                : one after the other, by weight
          active             : established connections
          bytes              : bytes, in and out
          client             : the address of the client
          expires            : the time that is left, the shortest first
          forService/for     : of one service
          fromClients/from   : of clients from there
          inactive           : connections that are not established
          packets            : packets, in and out
          persistent         : templates
          reversed           : the other way round
          serverColumn/server : by the address of the server
          entryColumn/server : by the address of the server
          serverColumn/service : by the name of the service
          entryColumn/service : by the name of the service
          statsColumn/service : by the name of the service
          rateColumn/service : by the name of the service
          sortedServers/by   : sorted by
          sortedStats/by     : sorted by
          sortedRates/by     : sorted by
          sortedEntries/by   : sorted by
          state              : the state of the connection
          traceStatement/to  : where the packet goes
          virtual            : the virtual address
          rateColumn/connections : new connections
          statsColumn/connections : connections that have been made
          """);

  /**
   * A rule, where needed after the rule that calls it: what stands for its value, and an example.
   */
  private static final Map<String, String> VALUES =
      table(
          """
          address               : ADDRESS = an address such as 192.168.0.1 or 2001:db8::1
          clientCount           : N = a number of clients, 1 to 100000
          duration              : TIME = a time such as 600s, 10m, 2h or 1d
          file                  : FILE = a file, such as shop.lvs
          granularity/address   : MASK = a netmask such as 255.255.255.0
          historyNumber         : N = the number of an apply, as 'history' lists it
          hostName              : HOST = the name of a host such as www.example.com
          httpPath              : /PATH = what is asked for, such as /health
          holderName            : NAME = the name of a service or a pool
          interfaceName         : INTERFACE = a network interface such as eth0
          interval              : TIME = a time such as 2s or 1m
          letValue              : VALUE = any word
          limit                 : N = a number of connections
          lineCount             : N = a number of lines
          markNumber            : N = a mark: a number from 1
          markRange             : N-N = a range of marks such as 10-9999
          name                  : NAME = a new name: a letter, then letters, digits, '_', '.', '-'
          network               : NETWORK = a network such as 203.0.113.0/24
          packetLength          : N = a number of bytes
          patience              : TIME = a time such as 90s or 30m
          planFile              : PLAN = a file that the plan is saved in, such as shop.plan
          poolName              : POOL = the name of a pool
          portNumber            : PORT = a port, 1 to 65535
          portRange             : PORTS = a port such as 80 or a range such as 8000-8010
          probeTime             : TIME = a time such as 3s, up to 60s
          prefix                : /PREFIX = a prefix such as /24
          settingName           : SETTING = a file of /proc/sys/net/ipv4/vs
          settingValue          : VALUE = what is written into it
          settingWord           : VALUE = what is written into it
          sourceName            : SOURCE = the name of a file, or any other
          schedulerFlag         : FLAG = a flag of the scheduler
          schedulerName         : SCHEDULER = the kernel's name of a scheduler
          serverAddress         : ADDRESS[:PORT] = a server such as 192.168.1.2 or 192.168.1.2:8080
          serviceName           : SERVICE = the name of a service
          serviceOrTime         : SERVICE|TIME = the name of a service, or a time such as 30s
          snapshot              : SNAPSHOT = a file that 'export lvs to FILE' wrote
          syncId                : N = a sync id, 0 to 255
          syncOption/address    : GROUP = a multicast address such as 224.0.0.81
          timeout               : TIME = a time such as 900s or 15m
          timeSpan              : TIME = a time such as 600s, 10m, 2h or 1d
          topic                 : TOPIC = a statement, or a topic
          traceClient           : CLIENT[:PORT] = a client such as 203.0.113.7 or 203.0.113.7:40000
          traceTarget           : VIP:PORT = a virtual address with its port, such as 192.168.0.1:80
          trialTime             : TIME = a time such as 60s or 5m
          ttl                   : N = a number of hops, 1 to 255
          warning               : CODE = the code of a warning
          weight                : N = a weight: a number from 0; 0 gets no new clients
          """);

  private Meanings() {}

  static Kind kind(Frame frame, boolean first) {
    if (first) {
      return Kind.VERB;
    }
    return frame.rule() == LvshParser.RULE_schedulerWord ? Kind.SCHEDULER_WORD : Kind.KEYWORD;
  }

  /** What a word means; empty for a verb. */
  static String of(String word, Frame frame, boolean first) {
    return first
        ? ""
        : WORDS.getOrDefault(frame.ruleName() + "/" + word, WORDS.getOrDefault(word, ""));
  }

  /** What is to be named. */
  static String of(Frame frame) {
    String value = value(frame);
    return value.isEmpty()
        ? GrammarWords.description(frame.rule())
        : value.substring(value.indexOf('=') + 1).strip();
  }

  /** What stands for it, as in a page of help. */
  static String label(Frame frame) {
    String value = value(frame);
    return value.isEmpty()
        ? frame.ruleName().toUpperCase(Locale.ROOT)
        : value.substring(0, value.indexOf('=')).strip();
  }

  private static String value(Frame frame) {
    String called = frame.caller().ruleName() + "/" + frame.ruleName();
    return VALUES.getOrDefault(called, VALUES.getOrDefault(frame.ruleName(), ""));
  }

  private static Map<String, String> table(String rows) {
    Map<String, String> table = new HashMap<>();
    rows.lines()
        .forEach(
            row -> {
              int colon = row.indexOf(" : ");
              table.put(row.substring(0, colon).strip(), row.substring(colon + 3).strip());
            });
    return table;
  }
}
