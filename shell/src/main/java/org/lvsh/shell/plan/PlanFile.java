package org.lvsh.shell.plan;

import com.google.common.hash.HashCode;
import com.google.common.hash.HashFunction;
import com.google.common.hash.Hashing;
import com.google.common.hash.HashingInputStream;
import com.google.common.hash.HashingOutputStream;
import com.google.common.io.ByteStreams;
import com.google.gson.stream.JsonWriter;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lvsh.kernel.snapshot.DamagedException;
import org.lvsh.kernel.snapshot.GatheringWriter;
import org.lvsh.kernel.snapshot.StrictJson;

/**
 * A plan in a file, to be carried out later or looked at elsewhere:
 *
 * <pre>{@code
 * lvsh-saved-plan 2
 * {"when":"2026-11-26T02:10:00Z","who":"alice (as root)","version":"lvsh 1.0","kernel":"live",
 *  "firewall":"nftables","subject":"shop.lvs",
 *  "basis":{…},"target":{…},
 *  "services":[{"name":"shop","change":"change","named":false,"entries":["mark 10"],
 *    "servers":["mark 10 192.168.1.2:0"],"rules":[{"added":true,"rule":"tcp 192.168.0.1:80"}],
 *    "before":[{…}],"after":[{…}]}],
 *  "operations":[{"do":"change-service",…}],
 *  "sources":[{"name":"shop.lvs","file":true,"text":"service shop on …"}],
 *  "causes":[{"operation":0,"subject":"service shop","service":"shop",
 *    "source":0,"start":0,"end":35}],
 *  "warnings":[{"code":"sticky-apart","message":"…","hint":"…","source":0,"start":0,"end":7}],
 *  "effects":[{"operation":0,"service":"shop","entry":"mark 10","server":"192.168.1.2:0",
 *    "thing":"templates","fate":"kept","active":0,"inactive":0,"templates":7,"why":"…"}],
 *  "uncounted":[]}
 * murmur3 6c1b07bc7bbc4be347939ac4a93c437a
 * }</pre>
 *
 * <p>In the file the second line is one line. {@code basis} and {@code target} are snapshots
 * ({@link org.lvsh.kernel.snapshot.SnapshotText}), the operations are those of {@link
 * org.lvsh.kernel.snapshot.OperationText}. Entries, servers and rules are named by the keys that
 * they have in the two snapshots; {@code before} and {@code after} are the service as it is shown,
 * none or one ({@link SpecText}). A cause or a warning without a source has no statement. The last
 * line has the sum over all bytes before it (MurmurHash3, 128 bits, from {@code x64}, seed 0), so
 * that a file of which anything is changed or missing by accident is never taken for another plan;
 * whoever means to forge one can make any sum anew. A new version of the format gets a new number
 * in the first line.
 */
public final class PlanFile {
  /** Far more than the plan for any kernel's whole state; nothing larger is written or read. */
  public static final long SIZE_LIMIT = 1L << 30;

  private static final String FIRST_WORD = "lvsh-saved-plan";
  private static final int VERSION = 2;
  private static final Pattern FIRST_LINE = Pattern.compile(FIRST_WORD + " ([0-9]{1,9})\n");
  private static final String FIRST_LINE_NOW = FIRST_WORD + " " + VERSION + "\n";
  private static final String SUM = "murmur3 ";

  /** Without a second compiler Java takes nine times as long for SHA-256. */
  private static final HashFunction SUMMING = Hashing.murmur3_128();

  private static final int DIGITS = 2 * SUMMING.bits() / Byte.SIZE;
  private static final Pattern LAST_LINE = Pattern.compile(SUM + "([0-9a-f]{" + DIGITS + "})\n");
  private static final int LAST_LINE_LENGTH = SUM.length() + DIGITS + 1;
  private static final int BUFFER = 1 << 16;

  private PlanFile() {}

  /** Whether a regular file says of itself that it is a saved plan, of whatever version. */
  public static boolean isIn(Path file) {
    try {
      return Files.isRegularFile(file) && begins(file);
    } catch (IOException unreadable) {
      return false;
    }
  }

  private static boolean begins(Path file) throws IOException {
    byte[] word = (FIRST_WORD + " ").getBytes(StandardCharsets.US_ASCII);
    try (InputStream stream = Files.newInputStream(file)) {
      return Arrays.equals(word, stream.readNBytes(word.length));
    }
  }

  /**
   * Writes a plan.
   *
   * @throws IOException where the stream fails
   */
  public static void write(SavedPlan plan, OutputStream stream) throws IOException {
    HashingOutputStream summed = new HashingOutputStream(SUMMING, stream);
    Writer text = new GatheringWriter(new OutputStreamWriter(summed, StandardCharsets.UTF_8));
    text.write(FIRST_LINE_NOW);
    JsonWriter json = new JsonWriter(text);
    new PlanWriter(json).write(plan);
    json.flush();
    text.write("\n");
    text.flush();
    String last = SUM + summed.hash() + "\n";
    stream.write(last.getBytes(StandardCharsets.US_ASCII));
    stream.flush();
  }

  /**
   * Reads a plan.
   *
   * @throws DamagedException where the file is not exactly what {@link #write} wrote; its message
   *     goes on from the name of the file
   * @throws IOException where the file cannot be read
   */
  public static SavedPlan read(Path file) throws IOException, DamagedException {
    return read(file, SIZE_LIMIT);
  }

  /**
   * The same with another limit.
   *
   * @param sizeLimit in bytes; what is larger is not read
   */
  static SavedPlan read(Path file, long sizeLimit) throws IOException, DamagedException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      long size = channel.size();
      if (size > sizeLimit) {
        throw new DamagedException("is larger than any saved plan");
      }
      checkVersion(channel);
      HashCode sum = sum(channel, size);
      channel.position(0);
      HashingInputStream summed =
          new HashingInputStream(
              SUMMING,
              ByteStreams.limit(
                  new BufferedInputStream(Channels.newInputStream(channel), BUFFER),
                  size - LAST_LINE_LENGTH));
      return read(summed, sum);
    }
  }

  private static void checkVersion(FileChannel channel) throws IOException, DamagedException {
    String start = text(channel, 0, FIRST_WORD.length() + 16);
    Matcher first = FIRST_LINE.matcher(start);
    if (!first.lookingAt()) {
      throw new DamagedException("is no saved plan: its first line is not that of one");
    }
    if (!start.startsWith(FIRST_LINE_NOW)) {
      throw new DamagedException(
          "is a saved plan of version %s, and this lvsh reads version %d"
              .formatted(first.group(1), VERSION));
    }
  }

  private static HashCode sum(FileChannel channel, long size) throws IOException, DamagedException {
    Matcher last =
        LAST_LINE.matcher(text(channel, Math.max(0, size - LAST_LINE_LENGTH), LAST_LINE_LENGTH));
    if (!last.matches()) {
      throw new DamagedException("is not whole: its last line is not that of a saved plan");
    }
    return HashCode.fromString(last.group(1));
  }

  private static String text(FileChannel channel, long from, int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length);
    long at = from;
    int read = channel.read(bytes, at);
    while (read > 0 && bytes.hasRemaining()) {
      at += read;
      read = channel.read(bytes, at);
    }
    return new String(bytes.array(), 0, bytes.position(), StandardCharsets.ISO_8859_1);
  }

  /** What is read counts only once the sum over all of it is right. */
  private static SavedPlan read(HashingInputStream summed, HashCode sum)
      throws IOException, DamagedException {
    // What is skipped would not be summed.
    summed.readNBytes(FIRST_LINE_NOW.length());
    SavedPlan plan;
    try {
      plan =
          StrictJson.whole(
              new InputStreamReader(summed, StandardCharsets.UTF_8.newDecoder()), PlanReader::read);
    } catch (DamagedException damaged) {
      throw new DamagedException("is damaged, or was changed after it was written", damaged);
    }
    ByteStreams.exhaust(summed);
    if (!summed.hash().equals(sum)) {
      throw new DamagedException("is damaged, or was changed after it was written");
    }
    return plan;
  }
}
