package org.lvsh.kernel.snapshot;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import org.lvsh.kernel.model.Snapshot;

/**
 * A snapshot as JSON. Whatever a kernel can hold is written and read back the same; whether another
 * kernel would take it is not asked here.
 */
public final class SnapshotText {
  private SnapshotText() {}

  /**
   * Writes a snapshot on one line without an end.
   *
   * @throws IOException where the writer fails
   */
  public static void write(Snapshot snapshot, Writer writer) throws IOException {
    write(snapshot, new JsonWriter(writer));
  }

  /**
   * Writes a snapshot and the traffic, likewise.
   *
   * @throws IOException where the writer fails
   */
  public static void write(KernelState state, Writer writer) throws IOException {
    new StateWriter(new JsonWriter(writer)).write(state);
  }

  /**
   * Reads a snapshot, to the very end of the text.
   *
   * @throws DamagedException where the text is anything else than a whole snapshot
   * @throws IOException where the reader fails
   */
  public static Snapshot read(Reader reader) throws IOException, DamagedException {
    return StrictJson.whole(reader, SnapshotText::read);
  }

  /**
   * Reads a snapshot, and the traffic where there is any, likewise.
   *
   * @throws DamagedException where the text is anything else
   * @throws IOException where the reader fails
   */
  public static KernelState readState(Reader reader) throws IOException, DamagedException {
    return StrictJson.whole(reader, json -> new StateReader(json).read());
  }

  /** Writes a snapshot as a value within another text. */
  public static void write(Snapshot snapshot, JsonWriter json) throws IOException {
    new StateWriter(json).write(KernelState.quiet(snapshot));
  }

  /** Reads one that stands within another text; for {@link StrictJson.Part}. */
  public static Snapshot read(JsonReader json) throws IOException {
    KernelState state = new StateReader(json).read();
    if (!state.traffic().isNone()) {
      throw new IllegalArgumentException("there is traffic, of which a configuration has none");
    }
    return state.snapshot();
  }
}
