package org.lvsh.kernel.model;

import com.google.common.base.Ascii;
import com.google.common.collect.Maps;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The settings that Linux has, with the values they start with and the checks of their own ({@code
 * vs_vars} and {@code ip_vs_control_net_init_sysctl} in {@code ip_vs_ctl.c}, and {@code
 * Documentation/networking/ipvs-sysctl.rst}). A kernel may have others, and lack some of these.
 */
public enum KnownSetting {
  AMEMTHRESH("1024", Check.INTEGER),
  AM_DROPRATE("10", Check.INTEGER),
  BACKUP_ONLY("0", Check.INTEGER),
  CACHE_BYPASS("0", Check.INTEGER),
  CONN_REUSE_MODE("1", Check.INTEGER),
  CONNTRACK("0", Check.INTEGER),
  DEBUG_LEVEL("0", Check.INTEGER),
  DROP_ENTRY("0", Check.DEFENSE),
  DROP_PACKET("0", Check.DEFENSE),
  EST_CPULIST("", Check.WORDS),
  EST_NICE("0", Check.NICE),
  EXPIRE_NODEST_CONN("0", Check.INTEGER),
  EXPIRE_QUIESCENT_TEMPLATE("0", Check.INTEGER),
  IGNORE_TUNNELED("0", Check.INTEGER),
  LBLC_EXPIRATION("86400", Check.SECONDS),
  LBLCR_EXPIRATION("86400", Check.SECONDS),
  NAT_ICMP_SEND("0", Check.INTEGER),
  PMTU_DISC("1", Check.INTEGER),
  RUN_ESTIMATION("1", Check.INTEGER),
  SCHEDULE_ICMP("0", Check.INTEGER),
  SECURE_TCP("0", Check.DEFENSE),
  SLOPPY_SCTP("0", Check.INTEGER),
  SLOPPY_TCP("0", Check.INTEGER),
  SNAT_REROUTE("1", Check.INTEGER),
  SYNC_PERSIST_MODE("0", Check.INTEGER),
  SYNC_PORTS("1", Check.POWER_OF_TWO),
  /** It starts with the 32nd part of the free memory, in pages. */
  SYNC_QLEN_MAX("", Check.UNSIGNED_LONG),
  SYNC_REFRESH_PERIOD("0", Check.SECONDS),
  SYNC_RETRIES("0", Check.RETRIES),
  SYNC_SOCK_SIZE("0", Check.INTEGER),
  SYNC_THRESHOLD("3 50", Check.THRESHOLD),
  SYNC_VERSION("1", Check.ZERO_OR_ONE);

  private static final BigInteger LEAST = BigInteger.valueOf(Integer.MIN_VALUE);
  private static final BigInteger MOST = BigInteger.valueOf(Integer.MAX_VALUE);
  private static final BigInteger MOST_UNSIGNED = BigInteger.TWO.pow(64).subtract(BigInteger.ONE);

  private static final Map<String, KnownSetting> NAMED =
      Maps.uniqueIndex(List.of(values()), KnownSetting::fileName);

  private final String fileName;
  private final String first;
  private final Check check;

  KnownSetting(String first, Check check) {
    this.fileName = Ascii.toLowerCase(name());
    this.first = first;
    this.check = check;
  }

  /** What a value must be. */
  private enum Check {
    INTEGER("a whole number from -2147483648 to 2147483647"),
    /** {@code proc_do_defense_mode}. */
    DEFENSE("a whole number from 0 to 3"),
    /** {@code ipvs_proc_est_nice}. */
    NICE("a whole number from -20 to 19"),
    /** {@code proc_do_sync_ports}. */
    POWER_OF_TWO("a power of 2, such as 1, 2 or 4"),
    UNSIGNED_LONG("a whole number from 0"),
    RETRIES("a whole number from 0 to 3"),
    /** {@code proc_do_sync_threshold}. */
    THRESHOLD("two whole numbers from 0, the first below the second, or the second 0"),
    ZERO_OR_ONE("0 or 1"),
    /** {@code proc_dointvec_jiffies}: how many there may be depends on the kernel's ticks. */
    SECONDS("a whole number of seconds"),
    WORDS("a list");

    private final String words;

    Check(String words) {
      this.words = words;
    }
  }

  /** The setting of this name. */
  public static Optional<KnownSetting> named(String name) {
    return Optional.ofNullable(NAMED.get(name));
  }

  /** What its file is called. */
  public String fileName() {
    return fileName;
  }

  /** The scheduler whose module it comes with; it stays when that is not used any more. */
  public Optional<String> scheduler() {
    return isOfScheduler()
        ? Optional.of(fileName.substring(0, fileName.indexOf('_')))
        : Optional.empty();
  }

  private boolean isOfScheduler() {
    return this == LBLC_EXPIRATION || this == LBLCR_EXPIRATION;
  }

  /** The value that it starts with; empty where that depends on the machine. */
  public Optional<Setting> first() {
    return first.isEmpty() ? Optional.empty() : Optional.of(new Setting(fileName(), first));
  }

  /**
   * Its number in a kernel with these settings; the one it starts with where it is not among them,
   * as that of a scheduler which is not loaded.
   *
   * @throws java.util.NoSuchElementException where it is no number
   */
  public long value(Map<String, Setting> settings) {
    Setting setting = Optional.ofNullable(settings.get(fileName())).or(this::first).orElseThrow();
    return Stream.of(setting)
        .filter(this::takes)
        .mapToLong(one -> Long.parseLong(one.value()))
        .findFirst()
        .orElseThrow();
  }

  /** Whether it is another number than 0. */
  public boolean isOn(Map<String, Setting> settings) {
    return value(settings) != 0;
  }

  /** What a value must be, in words. */
  public String range() {
    return check.words;
  }

  /** Whether its value is one number or several. */
  boolean isNumber() {
    return check != Check.WORDS;
  }

  /** Whether the kernel moves it between 1 and 2. */
  public boolean movesByItself() {
    return check == Check.DEFENSE;
  }

  /** Whether it counts seconds, which the kernel keeps in ticks. */
  public boolean isInSeconds() {
    return check == Check.SECONDS;
  }

  /** Whether it is one of the two values that the kernel moves between. */
  static boolean isAutomatic(String value) {
    return value.equals("1") || value.equals("2");
  }

  /** Whether every kernel that has this setting takes this value of it. */
  public boolean takes(Setting setting) {
    if (!isNumber()) {
      return true;
    }
    List<String> words = setting.words();
    if (words.isEmpty() || !words.stream().allMatch(Setting::isNumber)) {
      return false;
    }
    List<BigInteger> numbers = words.stream().map(BigInteger::new).toList();
    BigInteger number = numbers.get(0);
    return switch (check) {
      case INTEGER, SECONDS -> isBetween(LEAST, number, MOST);
      case DEFENSE, RETRIES -> isBetween(0, number, 3);
      case NICE -> isBetween(-20, number, 19);
      case POWER_OF_TWO -> isBetween(1, number, Integer.MAX_VALUE) && number.bitCount() == 1;
      case UNSIGNED_LONG -> isBetween(BigInteger.ZERO, number, MOST_UNSIGNED);
      case THRESHOLD -> numbers.size() == 2 && isThreshold(number, numbers.get(1));
      case ZERO_OR_ONE -> isBetween(0, number, 1);
      case WORDS -> true;
    };
  }

  private static boolean isThreshold(BigInteger threshold, BigInteger period) {
    return isBetween(0, threshold, Integer.MAX_VALUE)
        && isBetween(0, period, Integer.MAX_VALUE)
        && (period.signum() == 0 || threshold.compareTo(period) < 0);
  }

  private static boolean isBetween(long least, BigInteger number, long most) {
    return isBetween(BigInteger.valueOf(least), number, BigInteger.valueOf(most));
  }

  private static boolean isBetween(BigInteger least, BigInteger number, BigInteger most) {
    return number.compareTo(least) >= 0 && number.compareTo(most) <= 0;
  }
}
