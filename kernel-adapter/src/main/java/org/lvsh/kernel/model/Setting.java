package org.lvsh.kernel.model;

import com.google.common.base.Splitter;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * A setting of IPVS that stands in a file of its own, {@code /proc/sys/net/ipv4/vs/NAME}.
 *
 * @param name 1 to 63 letters, digits and {@code _ . -}, none of the last two at the start
 * @param value its words of visible ASCII with one blank between; at most 1024 characters
 */
public record Setting(String name, String value) {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,62}");
  private static final Pattern VALUE = Pattern.compile("([!-~]+( [!-~]+)*)?");
  private static final Pattern BLANKS = Pattern.compile("[ \\t\\r\\n]+");

  /** As the kernel writes it; it reads {@code 010} as 8, so this is no number here. */
  private static final Pattern NUMBER = Pattern.compile("0|-?[1-9][0-9]{0,20}");

  /** The most characters of a value. */
  public static final int LONGEST = 1024;

  public Setting {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("no name of a setting: " + name);
    }
    if (value.length() > LONGEST || !VALUE.matcher(value).matches()) {
      throw new IllegalArgumentException("no value of setting " + name);
    }
  }

  /** A setting whose words stand apart anyhow, by tabs and line ends as well. */
  public static Setting of(String name, String text) {
    return new Setting(name, BLANKS.matcher(text).replaceAll(" ").strip());
  }

  public List<String> words() {
    return value.isEmpty() ? List.of() : Splitter.on(' ').splitToList(value);
  }

  /** The setting that every Linux has under this name, where this lvsh knows it. */
  public Optional<KnownSetting> known() {
    return KnownSetting.named(name);
  }

  /**
   * Whether the kernel takes this value whole: it has as many words as the present one, and numbers
   * where that has some. Of another value {@code proc_dointvec} takes the part that it understands,
   * and says nothing, or refuses it and keeps that part all the same.
   *
   * @param present what the kernel has now
   */
  public boolean fits(Setting present) {
    if (known().filter(one -> !one.isNumber()).isPresent() || present.words().isEmpty()) {
      return true;
    }
    List<String> were = present.words();
    List<String> are = words();
    return are.size() == were.size()
        && IntStream.range(0, are.size())
            .allMatch(at -> !isNumber(were.get(at)) || isNumber(are.get(at)));
  }

  static boolean isNumber(String word) {
    return NUMBER.matcher(word).matches();
  }

  /**
   * Whether the kernel has what is asked for. It moves some settings between 1 and 2 by itself, as
   * memory runs short and is enough again ({@code update_defense_level}).
   *
   * @param present what the kernel has now
   */
  public boolean isMetBy(Setting present) {
    return equals(present)
        || (name.equals(present.name)
            && known().filter(KnownSetting::movesByItself).isPresent()
            && KnownSetting.isAutomatic(value)
            && KnownSetting.isAutomatic(present.value));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Setting that && name.equals(that.name) && value.equals(that.value);
  }

  @Override
  public int hashCode() {
    return 31 * name.hashCode() + value.hashCode();
  }

  @Override
  public String toString() {
    return name + " = " + value;
  }
}
