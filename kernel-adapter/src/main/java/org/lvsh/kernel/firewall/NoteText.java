package org.lvsh.kernel.firewall;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lvsh.kernel.model.AddressFamily;
import org.lvsh.kernel.model.Claim;
import org.lvsh.kernel.model.Drains;
import org.lvsh.kernel.model.IpAddress;
import org.lvsh.kernel.model.Mark;
import org.lvsh.kernel.model.Ownership;
import org.lvsh.kernel.model.Protocol;
import org.lvsh.kernel.model.ServiceKey;

/**
 * A note as text: the service in three words, its name, its source and, where there are such, its
 * pool, its servers that are drained and the claim.
 *
 * <pre>
 * last-mark 10
 * tcp 192.168.0.1 80 shop shop.lvs
 * tcp 192.168.0.1 25 post shop.lvs pool relays
 * tcp 192.168.0.1 80 web shop.lvs drained 192.168.1.2:80=4@1764126000
 * mark 10 ipv4 mail prompt 192.168.0.1,192.168.0.2 tcp 25,143 nothing
 * </pre>
 */
final class NoteText {
  // Without formats: there is one for each service.
  private static final String LAST_MARK = "last-mark ";
  private static final int WORDS_OF_ALL = 5;
  private static final Pattern REST =
      Pattern.compile("(?: pool (\\S+))?(?: drained (\\S+))?(?: (.+))?");

  private NoteText() {}

  static String of(Mark lastMark) {
    return LAST_MARK + lastMark;
  }

  static String of(Ownership ownership) {
    String text =
        service(ownership.key())
            + " "
            + ownership.name()
            + " "
            + CommentText.word(ownership.source());
    String pool = ownership.pool().map(name -> " pool " + name).orElse("");
    String drained = ownership.drains().isEmpty() ? "" : " drained " + ownership.drains();
    return text + pool + drained + ownership.claim().map(claim -> " " + claim).orElse("");
  }

  private static String service(ServiceKey key) {
    return key.accept(
        new ServiceKey.Cases<String>() {
          @Override
          public String onAddress(ServiceKey.OnAddress key) {
            return key.protocol().word() + " " + key.address() + " " + key.port();
          }

          @Override
          public String onMark(ServiceKey.OnMark key) {
            return "mark " + key.mark() + " " + lower(key.family());
          }
        });
  }

  private static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  /**
   * Reads what {@link #of(Mark)} writes.
   *
   * @throws IllegalArgumentException where the text is anything else
   */
  static Mark lastMark(String text) {
    if (!text.startsWith(LAST_MARK)) {
      throw new IllegalArgumentException("no last mark: " + text);
    }
    return new Mark(Long.parseLong(text.substring(LAST_MARK.length())));
  }

  /**
   * Reads what {@link #of(Ownership)} writes.
   *
   * @throws IllegalArgumentException where the text is anything else
   */
  static Ownership ownership(String text) {
    String[] words = text.split(" ", WORDS_OF_ALL + 1);
    if (words.length < WORDS_OF_ALL) {
      throw new IllegalArgumentException("no ownership: " + text);
    }
    Matcher rest = REST.matcher(words.length > WORDS_OF_ALL ? " " + words[WORDS_OF_ALL] : "");
    if (!rest.matches()) {
      throw new IllegalArgumentException("no ownership: " + text);
    }
    return new Ownership(
        service(words[0], words[1], words[2]),
        words[3],
        CommentText.ofWord(words[4]),
        Optional.ofNullable(rest.group(1)),
        Optional.ofNullable(rest.group(3)).map(Claim::of),
        Optional.ofNullable(rest.group(2)).map(Drains::of).orElse(Drains.NONE));
  }

  private static ServiceKey service(String kind, String second, String third) {
    if (kind.equals("mark")) {
      return new ServiceKey.OnMark(
          AddressFamily.valueOf(third.toUpperCase(Locale.ROOT)), new Mark(Long.parseLong(second)));
    }
    return new ServiceKey.OnAddress(
        Protocol.valueOf(kind.toUpperCase(Locale.ROOT)),
        IpAddress.of(second),
        Integer.parseInt(third));
  }
}
