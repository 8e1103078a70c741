package org.lvsh.kernel.snapshot;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The plain fields of one JSON object: texts, whole numbers, true and false. Each is taken out by
 * its name; what nobody took is unknown. Whatever does not fit is an {@link
 * IllegalArgumentException}.
 */
public final class Fields {
  private final Map<String, Object> values = new HashMap<>();

  /** Reads up to the end of the object, or to the first field that is an array. */
  public Fields(JsonReader json) throws IOException {
    while (json.hasNext()) {
      String name = json.nextName();
      if (json.peek() == JsonToken.BEGIN_ARRAY) {
        values.put(name, JsonToken.BEGIN_ARRAY);
        return;
      }
      if (values.put(name, scalar(json)) != null) {
        throw new IllegalArgumentException(name + " twice");
      }
    }
  }

  private static Object scalar(JsonReader json) throws IOException {
    return switch (json.peek()) {
      case STRING -> json.nextString();
      case NUMBER -> json.nextLong();
      case BOOLEAN -> json.nextBoolean();
      default -> throw new IllegalArgumentException("no plain value: " + json.peek());
    };
  }

  /** Whether there is such a field. */
  public boolean has(String name) {
    return values.containsKey(name);
  }

  /** A text. */
  public String text(String name) {
    return take(name, String.class);
  }

  /** True or false. */
  public boolean truth(String name) {
    return take(name, Boolean.class);
  }

  /** A number from {@code min} to {@code max}. */
  public long number(String name, long min, long max) {
    long value = take(name, Long.class);
    if (value < min || value > max) {
      throw new IllegalArgumentException(
          name + " is not between " + min + " and " + max + ": " + value);
    }
    return value;
  }

  /** Likewise, 0 where the field is left out. */
  public long numberOrZero(String name, long max) {
    return has(name) ? number(name, 0, max) : 0;
  }

  /** A number from 0 to {@code max}. */
  public int integer(String name, int max) {
    return (int) number(name, 0, max);
  }

  /** That the field after those taken so far is the array of this name. */
  public void endWithArray(String name) {
    take(name, JsonToken.class);
    end();
  }

  /** A text, where it is there. */
  public Optional<String> textIfThere(String name) {
    return has(name) ? Optional.of(text(name)) : Optional.empty();
  }

  /** That no field is left. */
  public void end() {
    if (!values.isEmpty()) {
      throw new IllegalArgumentException("unknown: " + values.keySet().iterator().next());
    }
  }

  private <T> T take(String name, Class<T> type) {
    Object value = values.remove(name);
    if (value == null) {
      throw new IllegalArgumentException(name + " is missing");
    }
    if (!type.isInstance(value)) {
      throw new IllegalArgumentException(name + " is of the wrong kind");
    }
    return type.cast(value);
  }
}
