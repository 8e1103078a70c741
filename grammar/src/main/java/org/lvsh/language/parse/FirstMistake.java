package org.lvsh.language.parse;

import org.antlr.v4.runtime.DefaultErrorStrategy;
import org.antlr.v4.runtime.InputMismatchException;
import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.misc.IntervalSet;
import org.antlr.v4.runtime.misc.ParseCancellationException;

/**
 * Ends the parse of a statement at its first mistake, and remembers the earliest place from which
 * the grammar could have gone on, so that everything that could have come there is known.
 */
final class FirstMistake extends DefaultErrorStrategy {

  @Override
  public void reset(Parser recognizer) {
    super.reset(recognizer);
    forget();
  }

  @Override
  public void recover(Parser recognizer, RecognitionException mistake) {
    throw new ParseCancellationException(mistake);
  }

  @Override
  public void reportError(Parser recognizer, RecognitionException mistake) {
    // The caller describes it.
  }

  @Override
  public Token recoverInline(Parser recognizer) {
    throw nextTokensContext == null
        ? new InputMismatchException(recognizer)
        : new InputMismatchException(recognizer, nextTokensState, nextTokensContext);
  }

  @Override
  public void reportMatch(Parser recognizer) {
    super.reportMatch(recognizer);
    forget();
  }

  @Override
  public void sync(Parser recognizer) {
    IntervalSet next =
        recognizer.getATN().nextTokens(recognizer.getATN().states.get(recognizer.getState()));
    if (next.contains(recognizer.getInputStream().LA(1))) {
      forget();
    } else if (!next.contains(Token.EPSILON)) {
      throw new InputMismatchException(recognizer);
    } else if (nextTokensContext == null) {
      nextTokensContext = recognizer.getContext();
      nextTokensState = recognizer.getState();
    }
  }

  private void forget() {
    nextTokensContext = null;
    nextTokensState = 0;
  }
}
