package dev.notifier.replies.knowledge;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The search over the entries of one language: BM25 of terms and pairs of terms, plus half the
 * cosine of trigrams, for the best question of each entry; and the share of the text that the entry
 * knows. Immutable, thread-safe.
 */
final class LanguageIndex {
  private static final double K1 = 1.2;
  private static final double B = 0.6;
  private static final float TRIGRAM_SHARE = 0.5f;

  /** The part of the score that the best question gives; the rest is the entry as a whole. */
  private static final float QUESTION_SHARE = 0.7f;

  /** The factor for a text that does not say that it is about our subjects. */
  private static final float NO_SUBJECT = 0.7f;

  /** An unknown word counts as this share of the rarest term. */
  private static final double UNKNOWN_SHARE = 0.75;

  private final List<KnowledgeEntry> entries;
  private final QuestionParser parser;
  private final Synonyms synonyms;
  private final Vocabulary vocabulary;

  /** By question: its entry. */
  private final int[] entryOf;

  private final PostingLists terms;
  private final PostingLists trigrams;
  private final PostingLists coverage;
  private final double meanTerms;
  private final double unknownRarity;

  LanguageIndex(String language, List<KnowledgeEntry> entries) {
    this.entries = List.copyOf(entries);
    synonyms = Synonyms.of(language);
    parser = new QuestionParser(synonyms, new SpellingCorrector(knownWords(entries, synonyms)));
    List<List<String>> texts = new ArrayList<>();
    List<Integer> owners = new ArrayList<>();
    for (int i = 0; i < entries.size(); i++) {
      for (String text : texts(entries.get(i))) {
        texts.add(parser.terms(text));
        owners.add(i);
      }
    }
    entryOf = owners.stream().mapToInt(Integer::intValue).toArray();
    vocabulary = new Vocabulary(texts, synonyms);
    meanTerms = texts.stream().mapToInt(List::size).average().orElse(1);
    PostingLists.Builder termPostings = new PostingLists.Builder();
    PostingLists.Builder entryPostings = new PostingLists.Builder();
    Map<Long, Set<Integer>> entriesOf = new HashMap<>();
    Map<Long, Integer> textsOf = new HashMap<>();
    List<Features> letters = texts.stream().map(Vocabulary::trigrams).toList();
    for (int text = 0; text < entryOf.length; text++) {
      int entry = entryOf[text];
      Features features = vocabulary.features(texts.get(text));
      for (int i = 0; i < features.size(); i++) {
        termPostings.add(
            features.key(i), text, (float) saturated(features.weight(i), texts.get(text).size()));
        if (entriesOf.computeIfAbsent(features.key(i), any -> new HashSet<>()).add(entry)) {
          entryPostings.add(features.key(i), entry, 1);
        }
      }
      for (int i = 0; i < letters.get(text).size(); i++) {
        textsOf.merge(letters.get(text).key(i), 1, Integer::sum);
      }
    }
    terms = termPostings.build(key -> rarity(entriesOf.getOrDefault(key, Set.of()).size(), entries.size()));
    coverage = entryPostings.build(key -> rarity(entriesOf.getOrDefault(key, Set.of()).size(), entries.size()));
    unknownRarity = UNKNOWN_SHARE * rarity(0, entries.size());
    trigrams = trigramPostings(letters, textsOf);
  }

  private static List<String> texts(KnowledgeEntry entry) {
    List<String> texts = new ArrayList<>(entry.questions());
    texts.add(entry.title());
    return texts;
  }

  private static Set<String> knownWords(List<KnowledgeEntry> entries, Synonyms synonyms) {
    Set<String> known = new HashSet<>(synonyms.syllables());
    for (KnowledgeEntry entry : entries) {
      texts(entry).forEach(text -> known.addAll(QuestionParser.words(text)));
    }
    return known;
  }

  private static PostingLists trigramPostings(List<Features> letters, Map<Long, Integer> textsOf) {
    PostingLists.Builder postings = new PostingLists.Builder();
    for (int text = 0; text < letters.size(); text++) {
      Features features = letters.get(text);
      double squares = 0;
      for (int i = 0; i < features.size(); i++) {
        double rarity = rarity(textsOf.getOrDefault(features.key(i), 0), letters.size());
        squares += rarity * rarity;
      }
      for (int i = 0; i < features.size(); i++) {
        postings.add(features.key(i), text, (float) (1 / Math.sqrt(squares)));
      }
    }
    return postings.build(key -> rarity(textsOf.getOrDefault(key, 0), letters.size()));
  }

  /** The inverse document frequency of BM25, which is never negative. */
  private static double rarity(int having, int all) {
    return Math.log(1 + (all - having + 0.5) / (having + 0.5));
  }

  private double saturated(double weight, int length) {
    return weight * (K1 + 1) / (weight + K1 * (1 - B + B * length / meanTerms));
  }

  /** Returns the score of each entry, 0 to 1, in the order of the entries. */
  float[] scores(String text) {
    List<String> question = parser.terms(text);
    float[] byQuestion = new float[entryOf.length];
    float[] byEntry = new float[entries.size()];
    addTerms(question, byQuestion, byEntry);
    addTrigrams(question, byQuestion);
    float factor = synonyms.haveSubject(question) ? 1 : NO_SUBJECT;
    float[] scores = new float[entries.size()];
    for (int i = 0; i < entryOf.length; i++) {
      scores[entryOf[i]] = Math.max(scores[entryOf[i]], byQuestion[i] / (1 + TRIGRAM_SHARE));
    }
    for (int i = 0; i < scores.length; i++) {
      float score = QUESTION_SHARE * scores[i] + (1 - QUESTION_SHARE) * byEntry[i];
      scores[i] = Math.clamp(score * factor, 0f, 1f);
    }
    return scores;
  }

  private void addTerms(List<String> question, float[] byQuestion, float[] byEntry) {
    Features features = vocabulary.features(question);
    int unknown = vocabulary.unknown(question);
    double ideal = unknown * unknownRarity * saturated(1, question.size());
    double whole = unknown * unknownRarity;
    for (int i = 0; i < features.size(); i++) {
      // A pair that no question has is as rare as an unknown word.
      double rarity = terms.rarity(features.key(i));
      rarity = rarity == 0 ? unknownRarity : rarity;
      ideal += features.weight(i) * rarity * saturated(features.weight(i), question.size());
      whole += features.weight(i) * rarity;
    }
    if (whole == 0) {
      return;
    }
    for (int i = 0; i < features.size(); i++) {
      terms.addTo(byQuestion, features.key(i), (float) (features.weight(i) / ideal));
      coverage.addTo(byEntry, features.key(i), (float) (features.weight(i) / whole));
    }
  }

  private void addTrigrams(List<String> question, float[] byQuestion) {
    Features letters = Vocabulary.trigrams(question);
    double squares = 0;
    for (int i = 0; i < letters.size(); i++) {
      double rarity = trigrams.rarity(letters.key(i));
      rarity = rarity == 0 ? UNKNOWN_SHARE * rarity(0, entryOf.length) : rarity;
      squares += rarity * rarity;
    }
    for (int i = 0; i < letters.size(); i++) {
      float factor = (float) (TRIGRAM_SHARE * trigrams.rarity(letters.key(i)) / Math.sqrt(squares));
      trigrams.addTo(byQuestion, letters.key(i), factor);
    }
  }

  List<KnowledgeEntry> entries() {
    return entries;
  }
}
