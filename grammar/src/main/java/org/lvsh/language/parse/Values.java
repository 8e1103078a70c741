package org.lvsh.language.parse;

import com.google.common.base.Splitter;
import com.google.common.net.InetAddresses;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lvsh.language.ast.MarkRange;
import org.lvsh.language.ast.Network;
import org.lvsh.language.ast.Statement;
import org.lvsh.language.diagnostic.Diagnostic;

/** Reads the values that words stand for; a word that stands for none is a {@link Mistake}. */
final class Values {
  static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_.-]{0,62}");

  private static final Pattern SCHEDULER = Pattern.compile("[a-z0-9_-]{1,15}");
  private static final Pattern FLAG = Pattern.compile("fallback|port|flag-[123]");
  static final Pattern DIGITS = Pattern.compile("[0-9]+");
  private static final Pattern LEADING_ZEROS = Pattern.compile("^0+(?=.)");
  private static final Pattern DURATION = Pattern.compile("([0-9]+)([smhd]?)");
  private static final Pattern DOTTED = Pattern.compile("[0-9]*\\.[0-9.]*");
  private static final Pattern ASCII = Pattern.compile("\\p{ASCII}*");
  static final Pattern WITH_PORT = Pattern.compile("(\\[[^]]*]|[^:]*):([^:\\]]*)");
  private static final long LONGEST_STICKY = 0xFFFF_FFFFL;

  /** {@code INT_MAX} ticks; a kernel with more of them a second takes less. */
  private static final long LONGEST_TIMEOUT = Integer.MAX_VALUE / 100;

  /** What a server may take to answer; whoever waits longer has no answer. */
  private static final long LONGEST_PROBE = 60;

  /** What can stand in the first line of a request (RFC 9112, 3), of a length that servers take. */
  private static final Pattern HTTP_PATH = Pattern.compile("/[!-~]{0,1999}");

  private static final Pattern HOST_LABEL =
      Pattern.compile("[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?");

  private static final int LONGEST_HOST = 253;
  private static final long LONGEST_PATIENCE = Duration.ofDays(31).toSeconds();
  private static final long MOST_HISTORY = 999_999_999;

  /** A day: whoever has not looked by then has forgotten. */
  private static final long LONGEST_TRIAL = 24 * 60 * 60;

  private static final Pattern MARK_RANGE = Pattern.compile("([^-]+)-([^-]+)");
  private static final Pattern SETTING = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,62}");
  private static final Pattern SETTING_PATH =
      Pattern.compile("(?:/proc/sys/)?net[./]ipv4[./]vs[./](.{1,63})");
  private static final Pattern SETTING_VALUE = Pattern.compile("[!-~]{1,250}");

  /** What the kernel reads to the base 8 or 16, and a zero that it writes otherwise. */
  private static final Pattern OTHER_BASE = Pattern.compile("-?0[0-9xX].*|-0");

  private static final Pattern CODE = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");
  private static final Pattern INTERFACE = Pattern.compile("[!-~&&[^/:]]{1,15}");

  private static final long LONGEST_INTERVAL = 60 * 60;
  private static final int MOST_LINES = 1_000_000_000;

  /** Ten years. */
  private static final long LONGEST_SPAN = 3650L * 86_400;

  /** More would fill the memory of a laptop. */
  private static final int MOST_CLIENTS = 100_000;

  private static final InetAddress BROADCAST = InetAddresses.fromInteger(-1);

  static final Network ANYWHERE = new Network(InetAddresses.forString("0.0.0.0"), 0);

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

  static String name(Word said) throws Mistake {
    String word = said.text();
    if (!NAME.matcher(word).matches()) {
      throw mistake("bad-name", said, "is not a name")
          .hint("a name is a letter, then up to 62 letters, digits, '_', '.' or '-'");
    }
    return word;
  }

  static InetAddress address(Word said) throws Mistake {
    return address(said, said.text());
  }

  /** An address that packets can be sent to; the kernel takes any, and no packet would come. */
  static InetAddress virtualAddress(Word said) throws Mistake {
    InetAddress address = address(said);
    if (address.isAnyLocalAddress() || address.isMulticastAddress() || isBroadcast(address)) {
      throw mistake("bad-address", said, "cannot be a virtual address: no client connects to it")
          .hint("write the address that clients use");
    }
    return address;
  }

  private static boolean isBroadcast(InetAddress address) {
    return address.equals(BROADCAST);
  }

  /** A netmask, with holes or without. */
  static InetAddress mask(Word said) throws Mistake {
    if (said.text().startsWith("/")) {
      throw mistake("bad-mask", said, "is not a netmask")
          .hint("write 'per " + shortened(said.text()) + "' without 'mask'");
    }
    InetAddress mask = address(said);
    if (mask.getAddress().length != 4 || mask.isAnyLocalAddress()) {
      throw mistake("bad-mask", said, "is not a netmask")
          .hint("such as 255.255.255.0; for IPv6 write /64");
    }
    return mask;
  }

  static String scheduler(Word said) throws Mistake {
    if (!SCHEDULER.matcher(said.text()).matches()) {
      throw mistake("bad-scheduler", said, "cannot be the name of a scheduler")
          .hint("the kernel's names have up to 15 small letters, digits, '-' or '_'");
    }
    return said.text();
  }

  static String schedulerFlag(Word said) throws Mistake {
    if (!FLAG.matcher(said.text()).matches()) {
      throw mistake("bad-flag", said, "is not a flag of a scheduler")
          .hint("'fallback' or 'port' for sh and mh; flag-1, flag-2 or flag-3 for others");
    }
    return said.text();
  }

  /** The code of a warning; whether there is such a one is not for the grammar to say. */
  static String warning(Word said) throws Mistake {
    if (!CODE.matcher(said.text()).matches()) {
      throw mistake("bad-code", said, "is not the code of a warning")
          .hint("a code stands behind each warning, such as no-servers");
    }
    return said.text();
  }

  /** Whose services are: a name, or any text in quotes, as the name of a file may be. */
  static String source(Word said) throws Mistake {
    String source = unquoted(said.text());
    if (!Statement.SourceName.canBe(source)) {
      throw mistake("bad-source", said, "is not the name of a source")
          .hint(
              "a source is called by a name, or by 1 to "
                  + Statement.SourceName.LONGEST
                  + " characters in quotes, no control characters");
    }
    return source;
  }

  private static String unquoted(String word) {
    return word.startsWith("\"")
        ? word.substring(1, word.length() - 1).replaceAll("\\\\(.)", "$1")
        : word;
  }

  /** A path as it is written, without its quotes. */
  static String file(Word said) throws Mistake {
    String path = unquoted(said.text());
    if (path.isEmpty() || path.indexOf('\0') >= 0) {
      throw mistake("bad-file", said, "is not the name of a file");
    }
    return path;
  }

  static InetAddress address(Word said, String word) throws Mistake {
    if (DOTTED.matcher(word).matches()) {
      return dotted(said, word);
    }
    if (word.contains("%")) {
      throw mistake("bad-address", said, "is not an address: it names an interface")
          .hint("write the address alone, without '%' and what follows");
    }
    if (!isAddress(word)) {
      throw notAnAddress(said, word);
    }
    InetAddress address = InetAddresses.forString(word);
    if (word.contains(":") && address.getAddress().length == 4) {
      throw mistake("bad-address", said, "is an IPv4 address written as an IPv6 one")
          .hint("write " + InetAddresses.toAddrString(address));
    }
    return address;
  }

  /** Asks for plain digits too: Guava takes those of every script. */
  private static boolean isAddress(String word) {
    return ASCII.matcher(word).matches() && InetAddresses.isInetAddress(word);
  }

  private static InetAddress dotted(Word said, String word) throws Mistake {
    String[] parts = word.split("\\.", -1);
    if (parts.length != 4) {
      throw mistake(
          "bad-address", said, "is not an address: it has " + parts.length + " parts, not 4");
    }
    int address = 0;
    for (String part : parts) {
      if (part.isEmpty()) {
        throw mistake("bad-address", said, "is not an address: a part between the dots is missing");
      }
      if (part.length() > 1 && part.startsWith("0")) {
        throw mistake(
                "bad-address", said, "is not an address: " + shortened(part) + " begins with 0")
            .hint("a leading 0 means octal to some programs; write the number without it");
      }
      if (part.length() > 3 || Integer.parseInt(part) > 255) {
        throw mistake(
            "bad-address", said, "is not an address: " + shortened(part) + " is larger than 255");
      }
      address = address << 8 | Integer.parseInt(part);
    }
    return InetAddresses.fromInteger(address);
  }

  private static Mistake notAnAddress(Word said, String word) {
    Mistake mistake = mistake("bad-address", said, "is not an address");
    Matcher withPort = WITH_PORT.matcher(word);
    if (withPort.matches() && isAddress(unbracketed(withPort.group(1)))) {
      return mistake("bad-address", said, "has a port; here an address stands alone")
          .hint("write " + unbracketed(withPort.group(1)));
    }
    boolean bracketed = word.startsWith("[") && word.endsWith("]");
    if (bracketed && isAddress(word.substring(1, word.length() - 1))) {
      return mistake.hint("leave the brackets out: they are for an IPv6 address with a port");
    }
    String beforeSlash = word.substring(0, Math.max(0, word.indexOf('/')));
    if (isAddress(beforeSlash)) {
      return mistake("bad-address", said, "is a network; here an address stands alone")
          .hint("write " + beforeSlash);
    }
    return mistake.hint("write an IPv4 or IPv6 address such as 192.168.0.1 or 2001:db8::1");
  }

  static String unbracketed(String word) {
    boolean bracketed = word.startsWith("[") && word.endsWith("]") && word.contains(":");
    return bracketed ? word.substring(1, word.length() - 1) : word;
  }

  /** Time of persistence: 1 s to 2^32-1 s. */
  static Duration stickyTime(Word said) throws Mistake {
    Duration time =
        time(
            said,
            LONGEST_STICKY,
            "600s or 10m",
            "is longer than the kernel can count (4294967295s)");
    if (time.isZero()) {
      throw mistake("bad-time", said, "is no time: clients would stay nowhere")
          .hint("leave 'sticky' out where clients need not stay");
    }
    return time;
  }

  /** Of idle connections: 1 s to what a kernel with 100 ticks a second can count. */
  static Duration timeout(Word said) throws Mistake {
    Duration time =
        time(
            said,
            LONGEST_TIMEOUT,
            "900s or 15m",
            "is longer than any kernel keeps an idle connection");
    if (time.isZero()) {
      throw mistake("bad-time", said, "is no time, and the kernel would keep what is set")
          .hint("leave it out, or write a second or more");
    }
    return time;
  }

  /** How long to wait: 0 s to 31 days. */
  static Duration patience(Word said) throws Mistake {
    return time(said, LONGEST_PATIENCE, "90s or 30m", "is longer than lvsh waits (31d)");
  }

  /** How long a server may take to answer: 1 s to 60 s. */
  static Duration probeTime(Word said) throws Mistake {
    Duration time = time(said, LONGEST_PROBE, "3s", "is longer than lvsh waits for a server (60s)");
    if (time.isZero()) {
      throw mistake("bad-time", said, "is no time to answer in").hint("write 1s to 60s");
    }
    return time;
  }

  /** What is asked for by HTTP, from the slash on. */
  static String httpPath(Word said) throws Mistake {
    String path = unquoted(said.text());
    if (!HTTP_PATH.matcher(path).matches()) {
      throw mistake("bad-path", said, "is not a path that HTTP can ask for")
          .hint("such as /health, or in quotes \"/health?full=1\"; other signs as %20");
    }
    return path;
  }

  /** The name of a host, or an IPv4 address, as it stands in requests (RFC 1123, 2.1). */
  static String hostName(Word said) throws Mistake {
    String name = said.text();
    boolean labels =
        Splitter.on('.').splitToStream(name).allMatch(one -> HOST_LABEL.matcher(one).matches());
    if (!labels || name.length() > LONGEST_HOST) {
      throw mistake("bad-host", said, "is not the name of a host").hint("such as www.example.com");
    }
    return name;
  }

  /** Which entry of the history: 1 to 999999999. */
  static int historyNumber(Word said) throws Mistake {
    OptionalLong number = number(said.text(), MOST_HISTORY);
    if (number.isEmpty() || number.getAsLong() == 0) {
      throw mistake("bad-history", said, "is not the number of an entry of the history")
          .hint("'history' lists them");
    }
    return (int) number.getAsLong();
  }

  /** How long a confirmation is waited for: 1 s to a day. */
  static Duration trialTime(Word said) throws Mistake {
    Duration time = time(said, LONGEST_TRIAL, "60s or 5m", "is more than a day");
    if (time.isZero()) {
      throw mistake("bad-time", said, "is no time to wait")
          .hint("write a second or more, such as 60s");
    }
    return time;
  }

  /** What passes by a clock: 1 s to ten years. */
  static Duration timeSpan(Word said) throws Mistake {
    Duration time = time(said, LONGEST_SPAN, "600s or 10m", "is longer than anybody waits (3650d)");
    if (time.isZero()) {
      throw mistake("bad-time", said, "is no time: nothing happens in it")
          .hint("write a second or more");
    }
    return time;
  }

  /** How often something is looked at: 1 s to an hour. */
  static Duration interval(Word said) throws Mistake {
    Duration time = time(said, LONGEST_INTERVAL, "2s or 1m", "is more than an hour");
    if (time.isZero()) {
      throw mistake("bad-time", said, "is no time to wait")
          .hint("write a second or more, such as 2s");
    }
    return time;
  }

  /** How many lines are written. */
  static int lineCount(Word said) throws Mistake {
    return (int) number(said, "bad-count", "a number of lines", 1, MOST_LINES);
  }

  /** Whether a word would be a time where a name may stand, too: a name begins with a letter. */
  static boolean isTime(String word) {
    return !word.isEmpty() && Character.isDigit(word.charAt(0));
  }

  /** How many clients come at once. */
  static int clients(Word said) throws Mistake {
    return (int) number(said, "bad-clients", "a number of clients", 1, MOST_CLIENTS);
  }

  /** The network that clients come from; an address is a network of one. */
  static Network network(Word said) throws Mistake {
    String word = said.text();
    int slash = word.indexOf('/');
    InetAddress address = address(said, slash < 0 ? word : word.substring(0, slash));
    int bits = address.getAddress().length * Byte.SIZE;
    OptionalLong prefix =
        slash < 0 ? OptionalLong.of(bits) : number(word.substring(slash + 1), bits);
    if (prefix.isEmpty()) {
      throw mistake("bad-network", said, "is not a network")
          .hint("write an address and a prefix up to /" + bits + ", such as 203.0.113.0/24");
    }
    InetAddress first = first(address, (int) prefix.getAsLong());
    if (!first.equals(address)) {
      throw mistake("bad-network", said, "is an address within a network, not the network")
          .hint("write " + InetAddresses.toAddrString(first) + word.substring(slash));
    }
    return new Network(first, (int) prefix.getAsLong());
  }

  /** The address without the bits behind a prefix. */
  private static InetAddress first(InetAddress address, int prefix) {
    byte[] bytes = address.getAddress();
    for (int at = 0; at < bytes.length; at++) {
      int kept = Math.min(Math.max(prefix - at * Byte.SIZE, 0), Byte.SIZE);
      bytes[at] &= (byte) (0xFF00 >> kept);
    }
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("an address of " + bytes.length + " bytes", e);
    }
  }

  /** A time in whole seconds, 0 or more. */
  private static Duration time(Word said, long longest, String example, String tooLong)
      throws Mistake {
    Matcher parts = DURATION.matcher(said.text());
    if (!parts.matches()) {
      throw mistake("bad-time", said, "is not a time")
          .hint("write seconds, or a number with s, m, h or d, such as " + example);
    }
    long unit = secondsIn(parts.group(2));
    OptionalLong count = number(parts.group(1), longest / unit);
    if (count.isEmpty()) {
      throw mistake("bad-time", said, tooLong);
    }
    return Duration.ofSeconds(count.getAsLong() * unit);
  }

  /** The group that sync daemons talk in. */
  static InetAddress group(Word said) throws Mistake {
    InetAddress address = address(said);
    if (!address.isMulticastAddress()) {
      throw mistake("bad-group", said, "is not a multicast address")
          .hint("such as 224.0.0.81 or ff02::81");
    }
    return address;
  }

  static String interfaceName(Word said) throws Mistake {
    if (!INTERFACE.matcher(said.text()).matches()) {
      throw mistake("bad-interface", said, "cannot be the name of an interface")
          .hint("such a name has 1 to 15 characters, none of them a slash or a colon");
    }
    return said.text();
  }

  /** What a file under /proc/sys/net/ipv4/vs may be called. */
  static String settingName(Word said) throws Mistake {
    Matcher path = SETTING_PATH.matcher(said.text());
    if (path.matches()) {
      throw mistake("bad-setting", said, "says more than the name of a setting")
          .hint("write " + path.group(1) + " alone: all settings are under net.ipv4.vs");
    }
    if (!SETTING.matcher(said.text()).matches()) {
      throw mistake("bad-setting", said, "cannot be the name of a setting")
          .hint("such as expire_quiescent_template; 'show kernel' lists those there are");
    }
    return said.text();
  }

  /** A setting's value, or a part of one between commas. */
  static String settingWord(Word said) throws Mistake {
    String word = said.text();
    if (!SETTING_VALUE.matcher(word).matches()) {
      throw mistake("bad-value", said, "cannot be the value of a setting")
          .hint("a value is up to 250 plain letters, digits and signs");
    }
    if (OTHER_BASE.matcher(word).matches()) {
      throw mistake("bad-value", said, "is read by the kernel as another number than it shows")
          .hint("write numbers to the base 10, without a 0 in front");
    }
    return word;
  }

  static int syncId(Word said) throws Mistake {
    return (int) number(said, "bad-sync-id", "a sync id", 0, 255);
  }

  static int ttl(Word said) throws Mistake {
    return (int) number(said, "bad-ttl", "a number of hops", 1, 255);
  }

  /** Of a packet's payload; the kernel moves it into what it can do. */
  static int packetLength(Word said) throws Mistake {
    return (int) number(said, "bad-length", "the length of a packet", 1, 65_535);
  }

  private static long secondsIn(String unit) {
    return switch (unit) {
      case "m" -> 60;
      case "h" -> 3_600;
      case "d" -> 86_400;
      default -> 1;
    };
  }

  static long mark(Word said) throws Mistake {
    return mark(said, said.text());
  }

  private static long mark(Word said, String word) throws Mistake {
    OptionalLong mark =
        word.matches("0[xX][0-9a-fA-F]{1,8}")
            ? OptionalLong.of(Long.parseLong(word.substring(2), 16))
            : number(word, 0xFFFF_FFFFL);
    if (mark.isEmpty()) {
      throw mistake("bad-mark", said, "is not a mark")
          .hint("a mark is a number from 1 to 4294967295, such as 10 or 0xa");
    }
    if (mark.getAsLong() == 0) {
      throw mistake("bad-mark", said, "is the mark of every packet that nobody marked")
          .hint("take a mark from 1");
    }
    return mark.getAsLong();
  }

  /** {@code 10-9999}. */
  static MarkRange markRange(Word said) throws Mistake {
    Matcher range = MARK_RANGE.matcher(said.text());
    if (!range.matches()) {
      throw mistake("bad-marks", said, "is not a range of marks").hint("such as 10-9999");
    }
    long first = mark(said, range.group(1));
    long last = mark(said, range.group(2));
    if (first > last) {
      throw mistake("bad-marks", said, "is a range the wrong way round")
          .hint("write " + last + "-" + first);
    }
    return new MarkRange(first, last);
  }

  static int weight(Word said) throws Mistake {
    return (int) number(said, "bad-weight", "a weight", 0, Integer.MAX_VALUE);
  }

  static long limit(Word said) throws Mistake {
    return number(said, "bad-limit", "a number of connections", 0, Integer.MAX_VALUE);
  }

  static int prefix(Word said) throws Mistake {
    String word = said.text();
    OptionalLong length =
        word.startsWith("/") ? number(word.substring(1), 128) : OptionalLong.empty();
    if (isAddress(word)) {
      throw mistake("bad-prefix", said, "is not a prefix").hint("write 'per mask " + word + "'");
    }
    if (length.isEmpty() || length.getAsLong() == 0) {
      throw mistake("bad-prefix", said, "is not a prefix")
          .hint("write /1 to /32, for IPv6 to /128");
    }
    return (int) length.getAsLong();
  }

  private static long number(Word said, String code, String what, long least, long most)
      throws Mistake {
    OptionalLong number = number(said.text(), most);
    if (number.isEmpty() || number.getAsLong() < least) {
      throw mistake(code, said, "is not " + what)
          .hint("a whole number from " + least + " to " + most);
    }
    return number.getAsLong();
  }

  static OptionalLong number(String word, long most) {
    if (!DIGITS.matcher(word).matches()) {
      return OptionalLong.empty();
    }
    String digits = word.startsWith("0") ? LEADING_ZEROS.matcher(word).replaceFirst("") : word;
    if (digits.length() > 10) {
      return OptionalLong.empty();
    }
    long number = Long.parseLong(digits);
    return number <= most ? OptionalLong.of(number) : OptionalLong.empty();
  }

  static Mistake mistake(String code, Word said, String what) {
    return new Mistake(Diagnostic.error(code, said.span(), shortened(said.text()) + " " + what));
  }
}
