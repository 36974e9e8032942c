package dev.notifier.api.knowledge;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.notifier.replies.knowledge.KnowledgeDecision;
import dev.notifier.replies.knowledge.KnowledgeEntry;
import dev.notifier.replies.knowledge.KnowledgeMatch;
import dev.notifier.replies.language.DetectedLanguage;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a text gets.
 *
 * @param certain whether the text itself shows the language
 * @param decision {@code answer}, {@code menu} or {@code none}
 * @param reason why no entry answers; null otherwise
 * @param matches the nearest entries, the best first; the first one answers
 */
record KnowledgeSearchDocument(
    String language,
    boolean certain,
    String decision,
    @Nullable String reason,
    List<Match> matches) {
  /**
   * An entry that was found.
   *
   * @param score 0 to 1, in thousandths
   * @param sms the text of a template
   * @param longAnswer for portals, chatbots and agents
   */
  record Match(
      String id,
      double score,
      String title,
      String sms,
      @JsonProperty("long") String longAnswer,
      List<String> tags) {
    static Match of(KnowledgeMatch match) {
      KnowledgeEntry entry = match.entry();
      return new Match(
          entry.id(),
          Math.round(match.score() * 1_000) / 1_000.0,
          entry.title(),
          entry.smsAnswer(),
          entry.longAnswer(),
          entry.tags());
    }
  }

  static KnowledgeSearchDocument of(DetectedLanguage language, KnowledgeDecision decision) {
    return new KnowledgeSearchDocument(
        language.language(),
        language.isCertain(),
        kind(decision),
        decision instanceof KnowledgeDecision.None none
            ? none.reason().name().toLowerCase(Locale.ROOT).replace('_', '-')
            : null,
        matches(decision).stream().map(Match::of).toList());
  }

  private static String kind(KnowledgeDecision decision) {
    return switch (decision) {
      case KnowledgeDecision.Answer _ -> "answer";
      case KnowledgeDecision.Menu _ -> "menu";
      case KnowledgeDecision.None _ -> "none";
    };
  }

  static List<KnowledgeMatch> matches(KnowledgeDecision decision) {
    return switch (decision) {
      case KnowledgeDecision.Answer answer -> List.of(answer.match());
      case KnowledgeDecision.Menu menu -> menu.matches();
      case KnowledgeDecision.None none -> none.nearest();
    };
  }
}
