package dev.notifier.replies.text;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Phrases that are looked for together. Immutable. */
public final class PhraseSet {
  private final Map<String, List<Phrase>> byFirstWord = new HashMap<>();
  private final List<Phrase> phrases;

  public PhraseSet(Collection<Phrase> phrases) {
    this.phrases = List.copyOf(phrases);
    for (Phrase phrase : phrases) {
      byFirstWord.merge(
          phrase.plain().getFirst(),
          List.of(phrase),
          (some, more) ->
              Stream.concat(some.stream(), more.stream())
                  .sorted(Comparator.comparingInt(Phrase::size).reversed())
                  .toList());
    }
  }

  public List<Phrase> phrases() {
    return phrases;
  }

  /** Returns how many words the longest phrase at an index has; 0 if there is none. */
  public int lengthAt(InboundWords words, int index) {
    return at(words, index).stream().mapToInt(Phrase::size).findFirst().orElse(0);
  }

  /** Whether a phrase is anywhere in the words. */
  public boolean isIn(InboundWords words) {
    return IntStream.range(0, words.size()).anyMatch(index -> lengthAt(words, index) > 0);
  }

  /** Whether the words are one or more of the phrases and nothing else; also for no word. */
  public boolean covers(InboundWords words) {
    return coveredFrom(words)[0];
  }

  /** Returns for each index whether the words from there to the end are covered. */
  private boolean[] coveredFrom(InboundWords words) {
    boolean[] covered = new boolean[words.size() + 1];
    covered[words.size()] = true;
    for (int i = words.size() - 1; i >= 0; i--) {
      for (Phrase phrase : at(words, i)) {
        covered[i] |= covered[i + phrase.size()];
      }
    }
    return covered;
  }

  /** Returns for each index whether the words before it are covered. */
  private boolean[] coveredBefore(InboundWords words) {
    boolean[] covered = new boolean[words.size() + 1];
    covered[0] = true;
    for (int i = 0; i < words.size(); i++) {
      if (covered[i]) {
        for (Phrase phrase : at(words, i)) {
          covered[i + phrase.size()] = true;
        }
      }
    }
    return covered;
  }

  /** Finds phrases that are the whole text, but for these phrases around them. */
  public WholeMatch around(InboundWords words) {
    return new WholeMatch(words, coveredBefore(words), coveredFrom(words));
  }

  private List<Phrase> at(InboundWords words, int index) {
    List<Phrase> listed = byFirstWord.getOrDefault(words.get(index).plain(), List.of());
    if (listed.isEmpty()) {
      return listed;
    }
    return listed.stream().filter(phrase -> phrase.isAt(words, index)).toList();
  }
}
