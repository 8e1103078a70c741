package org.lvsh.shell.exchange.netfilter;

import java.util.List;
import java.util.Set;
import org.lvsh.kernel.model.Mark;
import org.lvsh.kernel.model.MarkRule;
import org.lvsh.language.diagnostic.Span;

/** What a rule does with marks. */
sealed interface Step {
  Span where();

  /** The same, said somewhere else. */
  Step at(Span place);

  /**
   * Packets get a mark.
   *
   * @param partly whether it is for those of one interface alone, which lvsh does not say
   */
  record Marks(Span where, List<MarkRule.Match> matches, Mark mark, boolean partly)
      implements Step {
    public Marks {
      matches = List.copyOf(matches);
    }

    @Override
    public Step at(Span place) {
      return new Marks(place, matches, mark, partly);
    }
  }

  /**
   * A rule that leaves every mark as it is; others are put before it or behind by its place.
   *
   * @param words what it says, by which it is taken out
   */
  record Nothing(Span where, List<String> words) implements Step {
    public Nothing {
      words = List.copyOf(words);
    }

    @Override
    public Step at(Span place) {
      return new Nothing(place, words);
    }
  }

  /** Packets lose their mark. */
  record Unmarks(Span where, List<Packets> packets) implements Step {
    public Unmarks {
      packets = List.copyOf(packets);
    }

    @Override
    public Step at(Span place) {
      return new Unmarks(place, packets);
    }
  }

  /** Some of the packets lose their mark, and lvsh cannot say which. */
  record UnmarksSome(Span where, List<Packets> packets, String why) implements Step {
    public UnmarksSome {
      packets = List.copyOf(packets);
    }

    @Override
    public Step at(Span place) {
      return new UnmarksSome(place, packets, why);
    }
  }

  /**
   * Packets keep what mark they have, and no later rule sees them.
   *
   * @param returns whether those of the chain that this one was entered from do see them
   */
  record Passes(Span where, List<Packets> packets, boolean returns) implements Step {
    public Passes {
      packets = List.copyOf(packets);
    }

    @Override
    public Step at(Span place) {
      return new Passes(place, packets, returns);
    }
  }

  /** Some of the packets keep what mark they have, and lvsh cannot say which. */
  record PassesSome(Span where, List<Packets> packets, boolean returns, String why)
      implements Step {
    public PassesSome {
      packets = List.copyOf(packets);
    }

    @Override
    public Step at(Span place) {
      return new PassesSome(place, packets, returns, why);
    }
  }

  /**
   * All packets go through another chain.
   *
   * @param forGood whether they do not come back to this one
   */
  record Jumps(Span where, Chain to, boolean forGood) implements Step {
    @Override
    public Step at(Span place) {
      return new Jumps(place, to, forGood);
    }
  }

  /**
   * Marks are given in a way that lvsh has no statement for.
   *
   * @param marks which, as far as that is known
   * @param packets those that may get them
   */
  record Otherwise(Span where, Set<Mark> marks, List<Packets> packets, String why) implements Step {
    public Otherwise {
      marks = Set.copyOf(marks);
      packets = List.copyOf(packets);
    }

    @Override
    public Step at(Span place) {
      return new Otherwise(place, marks, packets, why);
    }
  }

  /**
   * Bits of marks are changed.
   *
   * @param packets those whose marks may change
   * @param value the bits that change over
   * @param mask the bits that are cleared before
   */
  record Bits(Span where, List<Packets> packets, long value, long mask) implements Step {
    public Bits {
      packets = List.copyOf(packets);
    }

    /** What becomes of a mark. */
    long of(long mark) {
      return ((mark & ~mask) ^ value) & Mark.MAX;
    }

    @Override
    public Step at(Span place) {
      return new Bits(place, packets, value, mask);
    }
  }

  /**
   * Some packets go through another chain, so whatever is marked there is not for all.
   *
   * @param packets those that may go there
   * @param forGood whether they do not come back to this one
   */
  record JumpsFor(Span where, Chain to, List<Packets> packets, boolean forGood, String why)
      implements Step {
    public JumpsFor {
      packets = List.copyOf(packets);
    }

    @Override
    public Step at(Span place) {
      return new JumpsFor(place, to, packets, forGood, why);
    }
  }
}
