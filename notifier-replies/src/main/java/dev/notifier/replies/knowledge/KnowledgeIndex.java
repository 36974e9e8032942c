package dev.notifier.replies.knowledge;

import dev.notifier.replies.language.DetectedLanguage;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Finds the published entries that answer an inbound text. A new set of entries is a new index.
 * Immutable and thread-safe; equal entries give equal scores, in any order. Reads the first {@value
 * QuestionParser#MAX_UNITS} characters of a text.
 */
public final class KnowledgeIndex {
  /** How many entries a menu offers. */
  public static final int MENU_SIZE = 3;

  /** The most entries of an index, of all languages together. */
  public static final int MAX_ENTRIES = 5_000;

  private final Map<String, LanguageIndex> byLanguage;

  private KnowledgeIndex(Map<String, LanguageIndex> byLanguage) {
    this.byLanguage = Map.copyOf(byLanguage);
  }

  /**
   * Builds an index.
   *
   * @throws IllegalArgumentException if there are more than {@value #MAX_ENTRIES} entries or an id
   *     has two in one language
   */
  public static KnowledgeIndex of(Collection<KnowledgeEntry> entries) {
    if (entries.size() > MAX_ENTRIES) {
      throw new IllegalArgumentException(
          "an index has at most " + MAX_ENTRIES + " entries, not " + entries.size());
    }
    Map<String, Map<String, KnowledgeEntry>> sorted = new HashMap<>();
    for (KnowledgeEntry entry : entries) {
      if (sorted.computeIfAbsent(entry.language(), any -> new TreeMap<>()).put(entry.id(), entry)
          != null) {
        throw new IllegalArgumentException(
            "entry " + entry.id() + " occurs twice in " + entry.language());
      }
    }
    Map<String, LanguageIndex> indexes = new HashMap<>();
    sorted.forEach((language, byId) ->
        indexes.put(language, new LanguageIndex(language, List.copyOf(byId.values()))));
    return new KnowledgeIndex(indexes);
  }

  /**
   * Returns the best entries of a language, the best first; equal scores in the order of their ids.
   * Entries without any common word are left out.
   *
   * @param today entries that are not valid then are left out
   * @param count the most results; the time grows with it, so ask for a few
   */
  public List<KnowledgeMatch> search(String language, String text, LocalDate today, int count) {
    LanguageIndex index = byLanguage.get(language);
    if (index == null || count <= 0) {
      return List.of();
    }
    float[] scores = index.scores(text);
    List<KnowledgeMatch> matches = new ArrayList<>();
    while (matches.size() < count) {
      int best = best(scores);
      if (best < 0) {
        break;
      }
      KnowledgeEntry entry = index.entries().get(best);
      if (entry.isValidOn(today)) {
        matches.add(new KnowledgeMatch(entry, Math.min(1, scores[best])));
      }
      scores[best] = 0;
    }
    return List.copyOf(matches);
  }

  /** Returns the index of the highest score, the first one of equals; -1 if all are 0. */
  private static int best(float[] scores) {
    int best = -1;
    for (int i = 0; i < scores.length; i++) {
      if (scores[i] > (best < 0 ? 0 : scores[best])) {
        best = i;
      }
    }
    return best;
  }

  /**
   * Decides what an inbound text gets.
   *
   * @param menus whether the address may ask back; otherwise the decision is never a menu
   */
  public KnowledgeDecision decide(
      DetectedLanguage language,
      String text,
      LocalDate today,
      AnswerThresholds thresholds,
      boolean menus) {
    if (!language.isCertain()) {
      return none(KnowledgeDecision.Reason.LANGUAGE_UNCERTAIN, List.of());
    }
    if (!byLanguage.containsKey(language.language())) {
      return none(KnowledgeDecision.Reason.NO_ENTRY_IN_LANGUAGE, List.of());
    }
    List<KnowledgeMatch> matches = search(language.language(), text, today, MENU_SIZE);
    double best = matches.isEmpty() ? 0 : matches.getFirst().score();
    double second = matches.size() < 2 ? 0 : matches.get(1).score();
    if (best >= thresholds.upper() && best - second >= thresholds.lead()) {
      return new KnowledgeDecision.Answer(matches.getFirst());
    }
    return menus && !matches.isEmpty() && best >= thresholds.lower()
        ? new KnowledgeDecision.Menu(matches)
        : none(KnowledgeDecision.Reason.NO_SIMILAR_QUESTION, matches);
  }

  private static KnowledgeDecision none(
      KnowledgeDecision.Reason reason, List<KnowledgeMatch> nearest) {
    return new KnowledgeDecision.None(reason, nearest);
  }

  /** Returns all entries, in the order of language and id. */
  public List<KnowledgeEntry> entries() {
    return byLanguage.entrySet().stream()
        .sorted(Comparator.comparing(Map.Entry::getKey))
        .flatMap(language -> language.getValue().entries().stream())
        .toList();
  }
}
