package org.lvsh.shell.inspect;

import java.util.List;
import java.util.function.Consumer;

/** Settings of IPVS that surprise, and states that it has come into by itself. */
final class DoctorSettings implements DoctorCheck {
  private static final List<String> DEFENCES = List.of("drop_entry", "drop_packet", "secure_tcp");

  @Override
  public String subject() {
    return "the settings of IPVS";
  }

  @Override
  public boolean needsHost() {
    return false;
  }

  @Override
  public boolean needsRoot() {
    return false;
  }

  @Override
  public void look(DoctorCase director, Consumer<Finding> found) {
    for (String defence : DEFENCES) {
      if (director.isSet(defence, "2")) {
        found.accept(active(defence));
      }
      if (director.isSet(defence, "3") && !defence.equals("secure_tcp")) {
        found.accept(always(defence));
      }
    }
    if (director.isSet("run_estimation", "0")) {
      found.accept(
          Finding.note(
              DoctorCode.RATES_OFF,
              "run_estimation is 0",
              "the rates of services and servers are not counted, and stand still",
              DoctorWords.setting("run_estimation", "1")));
    }
  }

  /** The kernel moves these between 1 and 2 ({@code update_defense_level}). */
  private static Finding active(String defence) {
    return Finding.warning(
        DoctorCode.DEFENCE_ACTIVE,
        defence + " has gone from 1 to 2: fewer pages of memory are free than amemthresh",
        consequence(defence) + "; give the machine memory, or do without",
        DoctorWords.setting(defence, "0"));
  }

  private static Finding always(String defence) {
    return Finding.warning(
        DoctorCode.DROPS_ALWAYS,
        defence + " is 3: always, whatever memory there is",
        consequence(defence),
        DoctorWords.setting(defence, "0"));
  }

  private static String consequence(String defence) {
    return switch (defence) {
      case "drop_entry" -> "entries of half-open and idle connections are dropped at random";
      case "drop_packet" -> "packets are dropped, one in am_droprate";
      default -> "half-open connections of TCP are given less time";
    };
  }
}
