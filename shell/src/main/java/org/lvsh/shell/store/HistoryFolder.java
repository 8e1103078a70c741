package org.lvsh.shell.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.IntFunction;
import org.lvsh.kernel.KernelException;
import org.lvsh.kernel.model.Snapshot;
import org.lvsh.kernel.snapshot.DamagedException;
import org.lvsh.kernel.snapshot.SnapshotBlock;
import org.lvsh.kernel.snapshot.SnapshotFile;

/**
 * The history in a folder that its owner alone may read. Each apply has a folder of its own, called
 * by its number, that is put there whole: {@code entry.json} (its line), {@code before.lvs} (the
 * state before it, as {@code export lvs} writes it), {@code after.json} (the state it led to),
 * {@code plan.txt} and {@code plan.json}. Whoever writes holds the lock of the kernel.
 */
final class HistoryFolder implements History {
  /** What all of it may take; the oldest applies go first, the newest stays in any case. */
  static final long MOST_BYTES = 256L << 20;

  private static final long MOST_ENTRY_BYTES = 1L << 20;
  private static final String FRESH = ".entry-";
  private static final String ENTRY = "entry.json";
  private static final String BEFORE = "before.lvs";
  private static final String AFTER = "after.json";
  private static final String PLAN_TEXT = "plan.txt";
  private static final String PLAN_JSON = "plan.json";

  private final Path folder;
  private final Optional<String> boot;
  private final int mostEntries;
  private final long mostBytes;
  private final StateWriter states;

  /** Writes a state to a new file. */
  interface StateWriter {
    void write(Path file, Snapshot state) throws IOException;
  }

  /**
   * A history of bounded size.
   *
   * @param boot which start of the machine this is
   */
  HistoryFolder(
      Path folder, Optional<String> boot, int mostEntries, long mostBytes, StateWriter states) {
    this.folder = folder;
    this.boot = boot;
    this.mostEntries = mostEntries;
    this.mostBytes = mostBytes;
    this.states = states;
  }

  @Override
  public Optional<String> boot() {
    return boot;
  }

  @Override
  public Listing list() {
    List<Entry> entries = new ArrayList<>();
    List<Integer> unreadable = new ArrayList<>();
    for (int number : numbers().descendingKeySet()) {
      try {
        entries.add(entry(number));
      } catch (IOException damaged) {
        // One that is gone by now has made room for an apply.
        if (Files.exists(place(number))) {
          unreadable.add(number);
        }
      }
    }
    return new Listing(entries, unreadable);
  }

  private Entry entry(int number) throws IOException {
    return EntryText.read(
        number, PrivateFiles.read(place(number).resolve(ENTRY), MOST_ENTRY_BYTES));
  }

  private Path place(int number) {
    return folder.resolve(Integer.toString(number));
  }

  private NavigableMap<Integer, Path> numbers() {
    try {
      return numbered();
    } catch (IOException failed) {
      throw new KernelException(
          "the history in %s cannot be read: %s".formatted(folder, Reasons.of(failed)),
          "whoever applied can read it",
          failed);
    }
  }

  private NavigableMap<Integer, Path> numbered() throws IOException {
    NavigableMap<Integer, Path> numbers = new TreeMap<>();
    try {
      for (Path path : PrivateFiles.list(folder)) {
        String name = path.getFileName().toString();
        if (name.matches("[1-9][0-9]{0,8}")) {
          numbers.put(Integer.parseInt(name), path);
        }
      }
    } catch (NoSuchFileException | NotDirectoryException none) {
      return new TreeMap<>();
    }
    return numbers;
  }

  @Override
  public Optional<Past> read(int number) {
    if (!numbers().containsKey(number)) {
      return Optional.empty();
    }
    try {
      Path there = place(number);
      String before = PrivateFiles.read(there.resolve(BEFORE), mostBytes);
      Snapshot after = SnapshotFile.read(there.resolve(AFTER), mostBytes);
      Optional<String> json =
          Files.exists(there.resolve(PLAN_JSON))
              ? Optional.of(PrivateFiles.read(there.resolve(PLAN_JSON), mostBytes).strip())
              : Optional.empty();
      return Optional.of(
          new Past(
              entry(number),
              new Change(
                  SnapshotBlock.read(before),
                  after,
                  before.lines().toList(),
                  lines(there.resolve(PLAN_TEXT)),
                  json)));
    } catch (IOException failed) {
      throw unusable(number, Reasons.of(failed), failed);
    } catch (DamagedException damaged) {
      throw unusable(number, damaged.getMessage(), damaged);
    }
  }

  private List<String> lines(Path file) throws IOException {
    return PrivateFiles.read(file, mostBytes).lines().toList();
  }

  private KernelException unusable(int number, String why, Exception cause) {
    return new KernelException(
        "entry %d of the history cannot be used: %s".formatted(number, why), cause);
  }

  @Override
  public Optional<String> keep(IntFunction<Entry> entry, Change change) {
    try {
      PrivateFiles.makeFolder(folder);
      sweep();
      NavigableMap<Integer, Path> numbers = numbered();
      int number = numbers.isEmpty() ? 1 : numbers.lastKey() + 1;
      Path fresh = Files.createTempDirectory(folder, FRESH);
      write(entry.apply(number), change, fresh);
      long bytes = PrivateFiles.bytes(fresh);
      if (bytes > mostBytes) {
        PrivateFiles.remove(fresh);
        return Optional.of("it would take %,d bytes, more than all of it may".formatted(bytes));
      }
      Files.move(fresh, place(number), StandardCopyOption.ATOMIC_MOVE);
      makeRoom();
      return Optional.empty();
    } catch (IOException failed) {
      clear();
      return Optional.of(Reasons.of(failed));
    }
  }

  /** Where that fails, too, the next one does it. */
  private void clear() {
    try {
      sweep();
    } catch (IOException failed) {
      return;
    }
  }

  private void write(Entry entry, Change change, Path into) throws IOException {
    PrivateFiles.write(into.resolve(ENTRY), List.of(EntryText.write(entry)));
    PrivateFiles.write(into.resolve(BEFORE), change.beforeText());
    states.write(into.resolve(AFTER), change.after());
    PrivateFiles.write(into.resolve(PLAN_TEXT), change.planText());
    if (change.planJson().isPresent()) {
      PrivateFiles.write(into.resolve(PLAN_JSON), List.of(change.planJson().get()));
    }
  }

  /** What a process has left behind that was ended while it wrote. */
  private void sweep() throws IOException {
    for (Path path : PrivateFiles.list(folder)) {
      if (path.getFileName().toString().startsWith(FRESH)) {
        PrivateFiles.remove(path);
      }
    }
  }

  private void makeRoom() throws IOException {
    NavigableMap<Integer, Path> numbers = numbered();
    NavigableMap<Integer, Long> sizes = new TreeMap<>();
    for (int number : numbers.keySet()) {
      sizes.put(number, PrivateFiles.bytes(numbers.get(number)));
    }
    long bytes = sizes.values().stream().mapToLong(Long::longValue).sum();
    while (sizes.size() > 1 && (sizes.size() > mostEntries || bytes > mostBytes)) {
      int number = spared(sizes);
      bytes -= sizes.remove(number);
      PrivateFiles.remove(place(number));
    }
  }

  /** The oldest that has changed nothing, for nobody goes back to it; else the oldest. */
  private int spared(NavigableMap<Integer, Long> sizes) {
    return sizes.headMap(sizes.lastKey()).keySet().stream()
        .filter(this::hasChangedNothing)
        .findFirst()
        .orElseGet(sizes::firstKey);
  }

  private boolean hasChangedNothing(int number) {
    try {
      return !entry(number).result().ended().hasChanged();
    } catch (IOException damaged) {
      return false;
    }
  }
}
