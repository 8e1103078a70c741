package org.lvsh.language.parse;

import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.lvsh.language.diagnostic.Source;
import org.lvsh.language.diagnostic.Span;

/** The words of one statement, the last of them the end, and where they stand in the source. */
record Words(Source source, Offsets offsets, List<Token> tokens) {

  Span span(Token token) {
    int start = offsets.unit(token.getStartIndex());
    int end = token.getType() == Token.EOF ? start : offsets.unit(token.getStopIndex() + 1);
    return new Span(source, start, end);
  }

  Span span(ParserRuleContext context) {
    return span(context.getStart()).to(span(context.getStop()));
  }

  /** The same, its first word completed where it is a verb that is cut short. */
  Words withWholeVerb() {
    List<Token> whole = new ArrayList<>(tokens);
    whole.set(0, Verbs.completed(tokens.get(0)));
    return new Words(source, offsets, whole);
  }

  /** All words without the end. */
  Span all() {
    return span(tokens.get(0)).to(span(tokens.get(tokens.size() - 2)));
  }
}
