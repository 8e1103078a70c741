package org.lvsh.shell.exchange.keepalived;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import org.lvsh.shell.exchange.Gathering;

/** Puts statements into the blocks that they stand in. */
final class BlockReader {
  /** How deep blocks may lie in each other; keepalived has four. */
  static final int DEPTH_LIMIT = 100;

  /** What stands in no block; where it does, a brace before it is missing. */
  private static final Set<String> OUTERMOST =
      Set.of(
          "global_defs",
          "virtual_server",
          "virtual_server_group",
          "vrrp_instance",
          "vrrp_script",
          "vrrp_sync_group",
          "static_ipaddress",
          "static_routes",
          "static_rules");

  private final Gathering gathering;
  private final List<Entry> all = new ArrayList<>();
  private final Deque<Entry> open = new ArrayDeque<>();
  private Entry last;

  BlockReader(Gathering gathering) {
    this.gathering = gathering;
  }

  /** Takes a brace, or a statement up to the next brace. */
  void take(PlacedText piece) {
    switch (piece.text()) {
      case "{" -> open(piece);
      case "}" -> close(piece);
      default -> statement(piece);
    }
  }

  private void statement(PlacedText piece) {
    Entry entry = new Entry(piece);
    if (LineSplitter.hasOpenQuote(piece.text())) {
      gathering.error(
          "open-quote", piece.span(), "a quote in this line is not closed", "write \" at its end");
    }
    if (OUTERMOST.contains(entry.keyword()) && !open.isEmpty()) {
      Entry outer = open.peek();
      gathering.error(
          "missing-brace",
          piece.span(),
          "a '}' is missing before '%s': the block of '%s' at %s is open"
              .formatted(entry.keyword(), outer.keyword(), outer.span()),
          "close the block");
      open.clear();
    }
    if (open.isEmpty()) {
      all.add(entry);
    } else {
      open.peek().add(entry);
    }
    last = entry;
  }

  private void open(PlacedText brace) {
    if (last == null || last.hasBlock()) {
      gathering.error(
          "stray-brace",
          brace.span(),
          "there is nothing that this '{' could belong to",
          "write the keyword of a block before it");
      last = null;
    } else if (open.size() == DEPTH_LIMIT) {
      gathering.error(
          "too-deep",
          brace.span(),
          "blocks lie deeper in each other than %d".formatted(DEPTH_LIMIT),
          "close some of them");
      last = null;
    } else {
      last.openBlock();
      open.push(last);
      last = null;
    }
  }

  private void close(PlacedText brace) {
    last = null;
    if (open.isEmpty()) {
      gathering.error(
          "stray-brace", brace.span(), "there is no open block for this '}' to close", "remove it");
    } else {
      open.pop();
    }
  }

  /** The outermost statements, after the last line. */
  List<Entry> end() {
    for (Entry entry : open) {
      gathering.error(
          "missing-brace",
          entry.span(),
          "the block of '%s' is never closed".formatted(entry.keyword()),
          "write '}' at its end");
    }
    open.clear();
    return all;
  }
}
