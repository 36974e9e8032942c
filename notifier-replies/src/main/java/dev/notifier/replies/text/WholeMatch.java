package dev.notifier.replies.text;

import java.util.Collection;

/**
 * Finds the phrase that is a whole text, but for fillers around it; see {@link PhraseSet#around}.
 */
public final class WholeMatch {
  private final InboundWords words;
  private final boolean[] coveredBefore;
  private final boolean[] coveredFrom;

  WholeMatch(InboundWords words, boolean[] coveredBefore, boolean[] coveredFrom) {
    this.words = words;
    this.coveredBefore = coveredBefore;
    this.coveredFrom = coveredFrom;
  }

  /** Returns where the phrase is; -1 if the text has other words, or not the phrase. */
  public int indexOf(Phrase phrase) {
    for (int i = 0; i + phrase.size() <= words.size(); i++) {
      if (coveredBefore[i] && coveredFrom[i + phrase.size()] && phrase.isAt(words, i)) {
        return i;
      }
    }
    return -1;
  }

  /** Whether one of the phrases is the whole text. */
  public boolean isOneOf(Collection<Phrase> phrases) {
    return phrases.stream().anyMatch(phrase -> indexOf(phrase) >= 0);
  }
}
