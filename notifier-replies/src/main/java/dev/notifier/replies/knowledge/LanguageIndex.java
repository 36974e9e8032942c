package dev.notifier.replies.knowledge;

import java.util.List;

/**
 * The search over the entries of one language: BM25 of terms and pairs of terms, plus half the
 * cosine of trigrams, for the best question of each entry; and how much of the text the questions
 * of the entry have in common. Immutable, thread-safe.
 */
final class LanguageIndex {
  private static final float TRIGRAM_SHARE = 0.5f;

  /** The part of the score that the best question gives; the rest is the entry as a whole. */
  private static final float QUESTION_SHARE = 0.35f;

  /** How fast a text that is hardly a question of the entry loses: a power. */
  private static final double SAME_QUESTION = 6;

  /** The factor for a text that does not say that it is about our subjects. */
  private static final float NO_SUBJECT = 0.65f;

  /** An unknown word counts as this share of the rarest term. */
  private static final double UNKNOWN_SHARE = 0.75;

  private final List<KnowledgeEntry> entries;
  private final Synonyms synonyms;
  private final QuestionParser parser;
  private final Vocabulary vocabulary;
  private final Saturation saturation;

  /** By question: its entry. */
  private final int[] entryOf;

  private final PostingLists terms;
  private final PostingLists coverage;
  private final PostingLists trigrams;
  private final double unknownTerm;
  private final double unknownTrigram;

  LanguageIndex(String language, List<KnowledgeEntry> entries) {
    this.entries = List.copyOf(entries);
    synonyms = Synonyms.of(language);
    IndexBuilder builder = new IndexBuilder(this.entries, synonyms);
    parser = builder.parser();
    vocabulary = builder.vocabulary();
    saturation = new Saturation(builder.meanTerms());
    entryOf = builder.owners();
    terms = builder.terms(saturation);
    coverage = builder.coverage();
    trigrams = builder.trigrams();
    unknownTerm = UNKNOWN_SHARE * IndexBuilder.rarity(0, entries.size());
    unknownTrigram = UNKNOWN_SHARE * IndexBuilder.rarity(0, entryOf.length);
  }

  List<KnowledgeEntry> entries() {
    return entries;
  }

  /**
   * Returns the score of each entry, in the order of the entries: 0 without a common word, 1 for
   * one of its questions.
   */
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
      scores[i] = factor * score(Math.min(1, scores[i]), byEntry[i]);
    }
    return scores;
  }

  /** Returns the mean; the nearer the text is to one question of the entry, the nearer to 1. */
  private static float score(float byQuestion, float byEntry) {
    float mean = QUESTION_SHARE * byQuestion + (1 - QUESTION_SHARE) * byEntry;
    return mean + (float) Math.pow(byQuestion, SAME_QUESTION) * (1 - mean);
  }

  /** Adds BM25, divided by what a question with the same words would have. */
  private void addTerms(List<String> question, float[] byQuestion, float[] byEntry) {
    Features features = vocabulary.features(question);
    int unknown = vocabulary.unknown(question);
    double ideal = unknown * unknownTerm * saturation.of(1, question.size());
    double whole = unknown * unknownTerm;
    for (int i = 0; i < features.size(); i++) {
      double rarity = orElse(terms.rarity(features.key(i)), unknownTerm);
      ideal += features.weight(i) * rarity * saturation.of(features.weight(i), question.size());
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
      double rarity = orElse(trigrams.rarity(letters.key(i)), unknownTrigram);
      squares += rarity * rarity;
    }
    double length = Math.sqrt(squares);
    for (int i = 0; i < letters.size(); i++) {
      double factor = TRIGRAM_SHARE * trigrams.rarity(letters.key(i)) / length;
      trigrams.addTo(byQuestion, letters.key(i), (float) factor);
    }
  }

  /** A term, pair or trigram that no question has counts as unknown. */
  private static double orElse(float rarity, double unknown) {
    return rarity == 0 ? unknown : rarity;
  }
}
