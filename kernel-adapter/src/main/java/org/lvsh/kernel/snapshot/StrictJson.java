package org.lvsh.kernel.snapshot;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.MalformedJsonException;
import java.io.EOFException;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.util.function.Function;

/** Reads JSON that was written by lvsh: whatever is not exactly so is damage, and says where. */
public final class StrictJson {
  private StrictJson() {}

  /**
   * Reads a part of a text.
   *
   * @param <T> what it is read as
   */
  @FunctionalInterface
  public interface Part<T> {
    /**
     * Reads it.
     *
     * @throws IllegalArgumentException where a value is none that it can have
     * @throws IOException where the text fails, or is no JSON
     */
    T read(JsonReader json) throws IOException;
  }

  /**
   * Reads a text to its very end.
   *
   * @throws DamagedException where the text is anything else
   * @throws IOException where the reader fails, not its contents
   */
  public static <T> T whole(Reader reader, Part<T> part) throws IOException, DamagedException {
    JsonReader json = new JsonReader(reader);
    json.setStrictness(Strictness.STRICT);
    try {
      T read = part.read(json);
      if (json.peek() != JsonToken.END_DOCUMENT) {
        throw new IllegalArgumentException("more after the end");
      }
      return read;
    } catch (MalformedJsonException | EOFException e) {
      throw new DamagedException("no JSON at " + json.getPath(), e);
    } catch (CharacterCodingException e) {
      throw new DamagedException("no UTF-8 after " + json.getPath(), e);
    } catch (IllegalArgumentException | IllegalStateException e) {
      // Gson says so where an object stands for an array and the like; the model for bad values.
      throw new DamagedException("at " + json.getPath() + ": " + e.getMessage(), e);
    }
  }

  /** Reads an object of plain fields, all of which are used. */
  public static <T> T object(JsonReader json, Function<Fields, T> made) throws IOException {
    json.beginObject();
    Fields fields = new Fields(json);
    T value = made.apply(fields);
    fields.end();
    json.endObject();
    return value;
  }
}
