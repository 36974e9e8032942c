package dev.notifier.replies.knowledge;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The terms of an index, and the features of a text in them. Immutable, thread-safe. */
final class Vocabulary {
  /** The weight of a term that another one contains, such as insurance in health insurance. */
  private static final float CONTAINED = 0.5f;

  private static final float PAIR = 0.3f;
  private static final float WHOLE = 1;
  private static final int TRIGRAM = 3;
  private static final int CHAR_BITS = 16;

  private final Map<String, Integer> ids = new HashMap<>();

  /** By term: the terms that it contains. */
  private final List<int[]> contained = new ArrayList<>();

  /**
   * Creates the vocabulary.
   *
   * @param texts the terms of all texts of the index
   */
  Vocabulary(List<List<String>> texts, Synonyms synonyms) {
    for (List<String> terms : texts) {
      for (String term : terms) {
        add(term, synonyms);
      }
    }
  }

  private int add(String term, Synonyms synonyms) {
    Integer known = ids.get(term);
    if (known != null) {
      return known;
    }
    int id = ids.size();
    ids.put(term, id);
    contained.add(new int[0]);
    int[] inner =
        synonyms.containedIn(term).stream().mapToInt(each -> add(each, synonyms)).toArray();
    contained.set(id, inner);
    return id;
  }

  /** Returns the terms, the terms in them, and the pairs of neighbours. */
  Features features(List<String> terms) {
    Features features = new Features();
    int previous = -1;
    for (String term : terms) {
      int id = ids.getOrDefault(term, -1);
      if (id >= 0) {
        features.add(id, WHOLE);
        for (int inner : contained.get(id)) {
          features.add(inner, CONTAINED);
        }
        if (previous >= 0) {
          features.add((long) (previous + 1) << Integer.SIZE | id, PAIR);
        }
      }
      previous = id;
    }
    return features;
  }

  /** Returns how many of the terms are not in the index; numbers say little and do not count. */
  int unknown(List<String> terms) {
    int unknown = 0;
    for (String term : terms) {
      unknown += ids.containsKey(term) || Character.isDigit(term.charAt(0)) ? 0 : 1;
    }
    return unknown;
  }

  /** Returns the trigrams of the letters, with the ends of words. */
  static Features trigrams(List<String> terms) {
    Features features = new Features();
    String text = " " + String.join(" ", terms) + " ";
    for (int i = 0; i + TRIGRAM <= text.length(); i++) {
      long key =
          ((long) text.charAt(i) << CHAR_BITS | text.charAt(i + 1)) << CHAR_BITS
              | text.charAt(i + 2);
      features.add(key, WHOLE);
    }
    return features;
  }
}
