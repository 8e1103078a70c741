package org.lvsh.language.parse;

import com.google.common.net.InetAddresses;
import java.net.InetAddress;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lvsh.language.ast.PortRange;
import org.lvsh.language.ast.ServerAddress;
import org.lvsh.language.diagnostic.Diagnostic;
import org.lvsh.language.diagnostic.Span;

/** Reads the values that words stand for; a word that stands for none is a {@link Mistake}. */
final class Values {
  static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_.-]{0,62}");

  private static final Pattern SCHEDULER = Pattern.compile("[a-z0-9_-]{1,15}");
  private static final Pattern FLAG = Pattern.compile("fallback|port|flag-[123]");
  private static final Pattern DIGITS = Pattern.compile("[0-9]+");
  private static final Pattern DURATION = Pattern.compile("([0-9]+)([smhd]?)");
  private static final Pattern DOTTED = Pattern.compile("[0-9]*\\.[0-9.]*");
  private static final Pattern ASCII = Pattern.compile("\\p{ASCII}*");
  private static final Pattern WITH_PORT = Pattern.compile("(\\[[^]]*]|[^:]*):([^:\\]]*)");
  private static final Pattern RANGE = Pattern.compile("([^-]*)-([^-]*)");
  private static final long LONGEST_STICKY = 0xFFFF_FFFFL;

  /** {@code INT_MAX} ticks; a kernel with more of them a second takes less. */
  private static final long LONGEST_TIMEOUT = Integer.MAX_VALUE / 100;

  private static final Pattern CODE = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");
  private static final Pattern INTERFACE = Pattern.compile("[!-~&&[^/:]]{1,15}");
  private static final int PORT_LIMIT = 65_535;
  private static final int SHOWN = 60;

  private Values() {}

  /** A word that does not say what it should. */
  static final class Mistake extends Exception {
    private static final long serialVersionUID = 1L;
    private final transient Diagnostic diagnostic;

    Mistake(Diagnostic diagnostic) {
      super(diagnostic.message(), null, false, false);
      this.diagnostic = diagnostic;
    }

    Diagnostic diagnostic() {
      return diagnostic;
    }

    Mistake hint(String text) {
      return new Mistake(diagnostic.withHint(text));
    }
  }

  static String shortened(String word) {
    return word.codePointCount(0, word.length()) <= SHOWN
        ? word
        : word.substring(0, word.offsetByCodePoints(0, SHOWN)) + "…";
  }

  static String name(Span span) throws Mistake {
    String word = span.text();
    if (!NAME.matcher(word).matches()) {
      throw mistake("bad-name", span, "is not a name")
          .hint("a name is a letter, then up to 62 letters, digits, '_', '.' or '-'");
    }
    return word;
  }

  static InetAddress address(Span span) throws Mistake {
    return address(span, span.text());
  }

  /** An address that packets can be sent to; the kernel takes any, and no packet would come. */
  static InetAddress virtualAddress(Span span) throws Mistake {
    InetAddress address = address(span);
    if (address.isAnyLocalAddress() || address.isMulticastAddress() || isBroadcast(address)) {
      throw mistake("bad-address", span, "cannot be a virtual address: no client connects to it")
          .hint("write the address that clients use");
    }
    return address;
  }

  private static boolean isBroadcast(InetAddress address) {
    return InetAddresses.toAddrString(address).equals("255.255.255.255");
  }

  /** A netmask, with holes or without. */
  static InetAddress mask(Span span) throws Mistake {
    if (span.text().startsWith("/")) {
      throw mistake("bad-mask", span, "is not a netmask")
          .hint("write 'per " + shortened(span.text()) + "' without 'mask'");
    }
    InetAddress mask = address(span);
    if (mask.getAddress().length != 4 || mask.isAnyLocalAddress()) {
      throw mistake("bad-mask", span, "is not a netmask")
          .hint("such as 255.255.255.0; for IPv6 write /64");
    }
    return mask;
  }

  static String scheduler(Span span) throws Mistake {
    if (!SCHEDULER.matcher(span.text()).matches()) {
      throw mistake("bad-scheduler", span, "cannot be the name of a scheduler")
          .hint("the kernel's names have up to 15 small letters, digits, '-' or '_'");
    }
    return span.text();
  }

  static String schedulerFlag(Span span) throws Mistake {
    if (!FLAG.matcher(span.text()).matches()) {
      throw mistake("bad-flag", span, "is not a flag of a scheduler")
          .hint("'fallback' or 'port' for sh and mh; flag-1, flag-2 or flag-3 for others");
    }
    return span.text();
  }

  /** The code of a warning; whether there is such a one is not for the grammar to say. */
  static String warning(Span span) throws Mistake {
    if (!CODE.matcher(span.text()).matches()) {
      throw mistake("bad-code", span, "is not the code of a warning")
          .hint("a code stands behind each warning, such as no-servers");
    }
    return span.text();
  }

  /** A path as it is written, without its quotes. */
  static String file(Span span) throws Mistake {
    String word = span.text();
    String path =
        word.startsWith("\"")
            ? word.substring(1, word.length() - 1).replaceAll("\\\\(.)", "$1")
            : word;
    if (path.isEmpty() || path.indexOf('\0') >= 0) {
      throw mistake("bad-file", span, "is not the name of a file");
    }
    return path;
  }

  private static InetAddress address(Span span, String word) throws Mistake {
    if (DOTTED.matcher(word).matches()) {
      checkDotted(span, word);
    }
    if (word.contains("%")) {
      throw mistake("bad-address", span, "is not an address: it names an interface")
          .hint("write the address alone, without '%' and what follows");
    }
    if (!isAddress(word)) {
      throw notAnAddress(span, word);
    }
    InetAddress address = InetAddresses.forString(word);
    if (word.contains(":") && address.getAddress().length == 4) {
      throw mistake("bad-address", span, "is an IPv4 address written as an IPv6 one")
          .hint("write " + InetAddresses.toAddrString(address));
    }
    return address;
  }

  /** Asks for plain digits too: Guava takes those of every script. */
  private static boolean isAddress(String word) {
    return ASCII.matcher(word).matches() && InetAddresses.isInetAddress(word);
  }

  private static void checkDotted(Span span, String word) throws Mistake {
    String[] parts = word.split("\\.", -1);
    if (parts.length != 4) {
      throw mistake(
          "bad-address", span, "is not an address: it has " + parts.length + " parts, not 4");
    }
    for (String part : parts) {
      if (part.isEmpty()) {
        throw mistake("bad-address", span, "is not an address: a part between the dots is missing");
      }
      if (part.length() > 1 && part.startsWith("0")) {
        throw mistake(
                "bad-address", span, "is not an address: " + shortened(part) + " begins with 0")
            .hint("a leading 0 means octal to some programs; write the number without it");
      }
      if (part.length() > 3 || Integer.parseInt(part) > 255) {
        throw mistake(
            "bad-address", span, "is not an address: " + shortened(part) + " is larger than 255");
      }
    }
  }

  private static Mistake notAnAddress(Span span, String word) {
    Mistake mistake = mistake("bad-address", span, "is not an address");
    Matcher withPort = WITH_PORT.matcher(word);
    if (withPort.matches() && isAddress(unbracketed(withPort.group(1)))) {
      return mistake("bad-address", span, "has a port; here an address stands alone")
          .hint("write " + unbracketed(withPort.group(1)));
    }
    boolean bracketed = word.startsWith("[") && word.endsWith("]");
    if (bracketed && isAddress(word.substring(1, word.length() - 1))) {
      return mistake.hint("leave the brackets out: they are for an IPv6 address with a port");
    }
    String beforeSlash = word.substring(0, Math.max(0, word.indexOf('/')));
    if (isAddress(beforeSlash)) {
      return mistake("bad-address", span, "is a network; here an address stands alone")
          .hint("write " + beforeSlash);
    }
    return mistake.hint("write an IPv4 or IPv6 address such as 192.168.0.1 or 2001:db8::1");
  }

  static ServerAddress serverAddress(Span span) throws Mistake {
    String word = span.text();
    Matcher withPort = WITH_PORT.matcher(word);
    if (!withPort.matches()) {
      return new ServerAddress(span, address(span, unbracketed(word)), ServerAddress.UNSAID);
    }
    InetAddress address = address(span, unbracketed(withPort.group(1)));
    String port = withPort.group(2);
    return new ServerAddress(
        span, address, port.equals("any") ? ServerAddress.EVERY : port(span, port, 0));
  }

  private static String unbracketed(String word) {
    boolean bracketed = word.startsWith("[") && word.endsWith("]") && word.contains(":");
    return bracketed ? word.substring(1, word.length() - 1) : word;
  }

  static int port(Span span) throws Mistake {
    return port(span, span.text(), 1);
  }

  private static int port(Span span, String word, int least) throws Mistake {
    if (word.isEmpty()) {
      throw mistake("bad-port", span, "lacks the number of a port")
          .hint("a port is a number from " + least + " to 65535");
    }
    if (!DIGITS.matcher(word).matches()) {
      throw new Mistake(
              Diagnostic.error(
                  "bad-port", span, "'" + shortened(word) + "' is not the number of a port"))
          .hint("a port is a number from " + least + " to 65535");
    }
    OptionalLong port = number(word, PORT_LIMIT);
    if (port.isEmpty() || port.getAsLong() < least) {
      String message =
          "there is no port " + shortened(word) + ": ports go from " + least + " to 65535";
      throw new Mistake(Diagnostic.error("bad-port", span, message));
    }
    return (int) port.getAsLong();
  }

  static PortRange portRange(Span span) throws Mistake {
    String word = span.text();
    if (word.equals("any")) {
      return PortRange.ANY;
    }
    Matcher range = RANGE.matcher(word);
    if (!range.matches()) {
      int port = port(span);
      return new PortRange(port, port);
    }
    int first = port(span, range.group(1), 1);
    int last = port(span, range.group(2), 1);
    if (first > last) {
      throw mistake("bad-range", span, "is a range the wrong way round")
          .hint("write " + last + "-" + first);
    }
    return new PortRange(first, last);
  }

  /** Time of persistence: 1 s to 2^32-1 s. */
  static Duration stickyTime(Span span) throws Mistake {
    Duration time =
        time(
            span,
            LONGEST_STICKY,
            "600s or 10m",
            "is longer than the kernel can count (4294967295s)");
    if (time.isZero()) {
      throw mistake("bad-time", span, "is no time: clients would stay nowhere")
          .hint("leave 'sticky' out where clients need not stay");
    }
    return time;
  }

  /** Of idle connections: 1 s to what a kernel with 100 ticks a second can count. */
  static Duration timeout(Span span) throws Mistake {
    Duration time =
        time(
            span,
            LONGEST_TIMEOUT,
            "900s or 15m",
            "is longer than any kernel keeps an idle connection");
    if (time.isZero()) {
      throw mistake("bad-time", span, "is no time, and the kernel would keep what is set")
          .hint("leave it out, or write a second or more");
    }
    return time;
  }

  /** A time in whole seconds, 0 or more. */
  private static Duration time(Span span, long longest, String example, String tooLong)
      throws Mistake {
    Matcher parts = DURATION.matcher(span.text());
    if (!parts.matches()) {
      throw mistake("bad-time", span, "is not a time")
          .hint("write seconds, or a number with s, m, h or d, such as " + example);
    }
    long unit = secondsIn(parts.group(2));
    OptionalLong count = number(parts.group(1), longest / unit);
    if (count.isEmpty()) {
      throw mistake("bad-time", span, tooLong);
    }
    return Duration.ofSeconds(count.getAsLong() * unit);
  }

  /** The group that sync daemons talk in. */
  static InetAddress group(Span span) throws Mistake {
    InetAddress address = address(span);
    if (!address.isMulticastAddress()) {
      throw mistake("bad-group", span, "is not a multicast address")
          .hint("such as 224.0.0.81 or ff02::81");
    }
    return address;
  }

  static String interfaceName(Span span) throws Mistake {
    if (!INTERFACE.matcher(span.text()).matches()) {
      throw mistake("bad-interface", span, "cannot be the name of an interface")
          .hint("such a name has 1 to 15 characters, none of them a slash or a colon");
    }
    return span.text();
  }

  static int syncId(Span span) throws Mistake {
    return (int) number(span, "bad-sync-id", "a sync id", 0, 255);
  }

  static int ttl(Span span) throws Mistake {
    return (int) number(span, "bad-ttl", "a number of hops", 1, 255);
  }

  /** Of a packet's payload; the kernel moves it into what it can do. */
  static int packetLength(Span span) throws Mistake {
    return (int) number(span, "bad-length", "the length of a packet", 1, 65_535);
  }

  private static long secondsIn(String unit) {
    return switch (unit) {
      case "m" -> 60;
      case "h" -> 3_600;
      case "d" -> 86_400;
      default -> 1;
    };
  }

  static long mark(Span span) throws Mistake {
    String word = span.text();
    OptionalLong mark =
        word.matches("0[xX][0-9a-fA-F]{1,8}")
            ? OptionalLong.of(Long.parseLong(word.substring(2), 16))
            : number(word, 0xFFFF_FFFFL);
    if (mark.isEmpty()) {
      throw mistake("bad-mark", span, "is not a mark")
          .hint("a mark is a number from 1 to 4294967295, such as 10 or 0xa");
    }
    if (mark.getAsLong() == 0) {
      throw mistake("bad-mark", span, "is the mark of every packet that nobody marked")
          .hint("take a mark from 1");
    }
    return mark.getAsLong();
  }

  static int weight(Span span) throws Mistake {
    return (int) number(span, "bad-weight", "a weight", 0, Integer.MAX_VALUE);
  }

  static long limit(Span span) throws Mistake {
    return number(span, "bad-limit", "a number of connections", 0, 0xFFFF_FFFFL);
  }

  static int prefix(Span span) throws Mistake {
    String word = span.text();
    OptionalLong length =
        word.startsWith("/") ? number(word.substring(1), 128) : OptionalLong.empty();
    if (isAddress(word)) {
      throw mistake("bad-prefix", span, "is not a prefix").hint("write 'per mask " + word + "'");
    }
    if (length.isEmpty() || length.getAsLong() == 0) {
      throw mistake("bad-prefix", span, "is not a prefix")
          .hint("write /1 to /32, for IPv6 to /128");
    }
    return (int) length.getAsLong();
  }

  private static long number(Span span, String code, String what, long least, long most)
      throws Mistake {
    OptionalLong number = number(span.text(), most);
    if (number.isEmpty() || number.getAsLong() < least) {
      throw mistake(code, span, "is not " + what)
          .hint("a whole number from " + least + " to " + most);
    }
    return number.getAsLong();
  }

  private static OptionalLong number(String word, long most) {
    if (!DIGITS.matcher(word).matches()) {
      return OptionalLong.empty();
    }
    String digits = word.replaceFirst("^0+(?=.)", "");
    if (digits.length() > 10) {
      return OptionalLong.empty();
    }
    long number = Long.parseLong(digits);
    return number <= most ? OptionalLong.of(number) : OptionalLong.empty();
  }

  private static Mistake mistake(String code, Span span, String what) {
    return new Mistake(Diagnostic.error(code, span, shortened(span.text()) + " " + what));
  }
}
