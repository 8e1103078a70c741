package org.lvsh.shell.inspect;

import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * Something about a machine that its operator should know.
 *
 * @param found what was found, a sentence without its full stop
 * @param why why it matters, likewise
 * @param mend the commands that mend it, in this order, or that show more where none can; they last
 *     until the next boot where they set something of the kernel
 */
public record Finding(
    DoctorCode code, Severity severity, String found, String why, List<String> mend) {
  private static final String LVSH = "lvsh ";

  public Finding {
    Objects.requireNonNull(code);
    Objects.requireNonNull(severity);
    Objects.requireNonNull(found);
    Objects.requireNonNull(why);
    mend = List.copyOf(mend);
  }

  static Finding error(DoctorCode code, String found, String why, String... mend) {
    return new Finding(code, Severity.ERROR, found, why, List.of(mend));
  }

  static Finding warning(DoctorCode code, String found, String why, String... mend) {
    return new Finding(code, Severity.WARNING, found, why, List.of(mend));
  }

  static Finding note(DoctorCode code, String found, String why, String... mend) {
    return new Finding(code, Severity.NOTE, found, why, List.of(mend));
  }

  /** The same with lvsh called otherwise. */
  Finding calling(String lvsh) {
    List<String> others =
        mend.stream()
            .map(
                command ->
                    command.startsWith(LVSH) ? lvsh + command.substring(LVSH.length()) : command)
            .toList();
    return new Finding(code, severity, found, why, others);
  }

  /** Whether something is to be changed. */
  public boolean asksForAChange() {
    return severity != Severity.NOTE;
  }

  /** How bad it is, the worst first. */
  public enum Severity {
    /** Some service does not work. */
    ERROR,
    /** It works, and will let somebody down. */
    WARNING,
    /** It is as it should be, for all that can be told; but good to know. */
    NOTE;

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
