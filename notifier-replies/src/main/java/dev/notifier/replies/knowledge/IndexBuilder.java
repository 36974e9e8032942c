package dev.notifier.replies.knowledge;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Builds the posting lists of the entries of one language. Not thread-safe. */
final class IndexBuilder {
  /** The number of questions with a feature at which it counts half for the entry. */
  private static final double HALF_COUNT = 3;

  private final List<KnowledgeEntry> entries;
  private final QuestionParser parser;
  private final Vocabulary vocabulary;

  /** The terms of each question and title. */
  private final List<List<String>> texts = new ArrayList<>();

  /** By text: its entry. */
  private final List<Integer> owners = new ArrayList<>();

  IndexBuilder(List<KnowledgeEntry> entries, Synonyms synonyms) {
    this.entries = entries;
    parser = new QuestionParser(synonyms, new SpellingCorrector(knownWords(entries, synonyms)));
    for (int i = 0; i < entries.size(); i++) {
      for (String text : textsOf(entries.get(i))) {
        texts.add(parser.terms(text));
        owners.add(i);
      }
    }
    vocabulary = new Vocabulary(texts, synonyms);
  }

  private static List<String> textsOf(KnowledgeEntry entry) {
    List<String> texts = new ArrayList<>(entry.questions());
    texts.add(entry.title());
    return texts;
  }

  private static Set<String> knownWords(List<KnowledgeEntry> entries, Synonyms synonyms) {
    Set<String> known = new HashSet<>(synonyms.syllables());
    for (KnowledgeEntry entry : entries) {
      textsOf(entry).forEach(text -> known.addAll(QuestionParser.words(text)));
    }
    return known;
  }

  QuestionParser parser() {
    return parser;
  }

  Vocabulary vocabulary() {
    return vocabulary;
  }

  /** Returns the entry of each text. */
  int[] owners() {
    return owners.stream().mapToInt(Integer::intValue).toArray();
  }

  /** Returns the mean number of terms of a text. */
  double meanTerms() {
    return texts.stream().mapToInt(List::size).average().orElse(1);
  }

  /** Returns the texts of each feature. A feature is as rare as the entries that have it. */
  PostingLists terms(Saturation saturation) {
    PostingLists.Builder postings = new PostingLists.Builder();
    for (int text = 0; text < texts.size(); text++) {
      Features features = vocabulary.features(texts.get(text));
      for (int i = 0; i < features.size(); i++) {
        double weight = saturation.of(features.weight(i), texts.get(text).size());
        postings.add(features.key(i), text, (float) weight);
      }
    }
    Map<Long, Map<Integer, Integer>> entriesOf = entriesOf();
    return postings.build(key -> rarityOf(key, entriesOf));
  }

  /**
   * Returns the entries of each feature. A feature that many questions of an entry have counts up
   * to 1; one that a single question has counts a quarter.
   */
  PostingLists coverage() {
    PostingLists.Builder postings = new PostingLists.Builder();
    Map<Long, Map<Integer, Integer>> entriesOf = entriesOf();
    entriesOf.forEach((key, counts) ->
        counts.forEach(
            (entry, count) -> postings.add(key, entry, (float) (count / (count + HALF_COUNT)))));
    return postings.build(key -> rarityOf(key, entriesOf));
  }

  /** Returns for each feature the entries that have it, with the number of their texts. */
  private Map<Long, Map<Integer, Integer>> entriesOf() {
    Map<Long, Map<Integer, Integer>> entriesOf = new HashMap<>();
    for (int text = 0; text < texts.size(); text++) {
      Features features = vocabulary.features(texts.get(text));
      for (int i = 0; i < features.size(); i++) {
        entriesOf
            .computeIfAbsent(features.key(i), any -> new TreeMap<>())
            .merge(owners.get(text), 1, Integer::sum);
      }
    }
    return entriesOf;
  }

  private double rarityOf(long key, Map<Long, Map<Integer, Integer>> entriesOf) {
    return rarity(entriesOf.getOrDefault(key, Map.of()).size(), entries.size());
  }

  /** Returns the texts of each trigram, with weights that make each text a unit vector. */
  PostingLists trigrams() {
    List<Features> letters = texts.stream().map(Vocabulary::trigrams).toList();
    Map<Long, Integer> textsOf = new HashMap<>();
    for (Features text : letters) {
      for (int i = 0; i < text.size(); i++) {
        textsOf.merge(text.key(i), 1, Integer::sum);
      }
    }
    PostingLists.Builder postings = new PostingLists.Builder();
    for (int text = 0; text < letters.size(); text++) {
      Features trigrams = letters.get(text);
      double squares = 0;
      for (int i = 0; i < trigrams.size(); i++) {
        double rarity = rarity(textsOf.getOrDefault(trigrams.key(i), 0), texts.size());
        squares += rarity * rarity;
      }
      for (int i = 0; i < trigrams.size(); i++) {
        postings.add(trigrams.key(i), text, (float) (1 / Math.sqrt(squares)));
      }
    }
    return postings.build(key -> rarity(textsOf.getOrDefault(key, 0), texts.size()));
  }

  /** Returns the inverse document frequency of BM25, which is never negative. */
  static double rarity(int having, int all) {
    return Math.log(1 + (all - having + 0.5) / (having + 0.5));
  }
}
