package org.lvsh.shell.exchange.script;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.lvsh.language.diagnostic.Span;

/** A part of a script that is carried out. */
sealed interface Node {
  Span span();

  <R> R accept(Cases<R> cases);

  /** One case for each kind of part. */
  interface Cases<R> {
    R simple(Simple node);

    R pipeline(Pipeline node);

    R either(Either node);

    R choice(Choice node);

    R each(Each node);

    R counting(Counting node);

    R loop(Loop node);

    R selection(Selection node);

    R function(Function node);

    R group(Group node);
  }

  /**
   * {@code NAME=VALUE}; an array has several values.
   *
   * @param added whether it is {@code NAME+=VALUE}, which leaves what is there
   */
  record Assignment(Span span, String name, List<RawWord> values, boolean array, boolean added) {
    public Assignment {
      values = List.copyOf(values);
    }
  }

  /**
   * A command with what stands before and behind it. What {@code export} and the like assign stands
   * among the assignments.
   */
  record Simple(
      Span span,
      List<Assignment> assignments,
      List<RawWord> words,
      Optional<RawWord> document,
      Optional<RawWord> inputFile,
      List<RawWord> outputs)
      implements Node {
    public Simple {
      assignments = List.copyOf(assignments);
      words = List.copyOf(words);
      outputs = List.copyOf(outputs);
    }

    /** All words that are put in place for it. */
    List<RawWord> all() {
      return Stream.of(
              words.stream(),
              assignments.stream().flatMap(one -> one.values().stream()),
              document.stream(),
              inputFile.stream(),
              outputs.stream())
          .flatMap(some -> some)
          .toList();
    }

    @Override
    public <R> R accept(Cases<R> cases) {
      return cases.simple(this);
    }
  }

  /** {@code ONE | TWO}; with a {@code !} before it the status is turned round. */
  record Pipeline(Span span, List<Node> parts, boolean negated) implements Node {
    public Pipeline {
      parts = List.copyOf(parts);
    }

    @Override
    public <R> R accept(Cases<R> cases) {
      return cases.pipeline(this);
    }
  }

  /** {@code ONE && TWO}, {@code ONE || TWO}. */
  record Either(Span span, Node first, boolean and, Node second) implements Node {
    @Override
    public <R> R accept(Cases<R> cases) {
      return cases.either(this);
    }
  }

  /** {@code if}. */
  record Choice(Span span, List<Node> condition, List<Node> then, List<Node> otherwise)
      implements Node {
    public Choice {
      condition = List.copyOf(condition);
      then = List.copyOf(then);
      otherwise = List.copyOf(otherwise);
    }

    @Override
    public <R> R accept(Cases<R> cases) {
      return cases.choice(this);
    }
  }

  /** {@code for NAME in WORD…}; without {@code in} it is for what the script was called with. */
  record Each(Span span, String variable, Optional<List<RawWord>> words, List<Node> body)
      implements Node {
    public Each {
      words = words.map(List::copyOf);
      body = List.copyOf(body);
    }

    @Override
    public <R> R accept(Cases<R> cases) {
      return cases.each(this);
    }
  }

  /**
   * {@code for ((NAME = FIRST; NAME < END; NAME++))}.
   *
   * @param included whether it counts up to the end, and not to the number before
   */
  record Counting(
      Span span, String variable, int first, RawWord end, boolean included, List<Node> body)
      implements Node {
    public Counting {
      body = List.copyOf(body);
    }

    @Override
    public <R> R accept(Cases<R> cases) {
      return cases.counting(this);
    }
  }

  /** {@code while}, {@code until} and what else goes on as long as only a shell knows. */
  record Loop(Span span, List<Node> condition, List<Node> body) implements Node {
    public Loop {
      condition = List.copyOf(condition);
      body = List.copyOf(body);
    }

    @Override
    public <R> R accept(Cases<R> cases) {
      return cases.loop(this);
    }
  }

  /** A branch of a {@code case}. */
  record Branch(Span span, List<RawWord> patterns, List<Node> body) {
    public Branch {
      patterns = List.copyOf(patterns);
      body = List.copyOf(body);
    }
  }

  /** {@code case}. */
  record Selection(Span span, RawWord subject, List<Branch> branches) implements Node {
    public Selection {
      branches = List.copyOf(branches);
    }

    /** What is compared, and all that it is compared with. */
    List<RawWord> words() {
      return Stream.concat(
              Stream.of(subject), branches.stream().flatMap(one -> one.patterns().stream()))
          .toList();
    }

    @Override
    public <R> R accept(Cases<R> cases) {
      return cases.selection(this);
    }
  }

  /** {@code NAME() { … }}. */
  record Function(Span span, String name, Node body) implements Node {
    @Override
    public <R> R accept(Cases<R> cases) {
      return cases.function(this);
    }
  }

  /**
   * {@code { … }} and {@code ( … )}.
   *
   * @param apart whether it is a shell of its own, whose variables and end stay within it
   */
  record Group(Span span, List<Node> body, boolean apart) implements Node {
    public Group {
      body = List.copyOf(body);
    }

    @Override
    public <R> R accept(Cases<R> cases) {
      return cases.group(this);
    }
  }
}
