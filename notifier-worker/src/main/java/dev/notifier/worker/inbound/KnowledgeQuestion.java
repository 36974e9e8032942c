package dev.notifier.worker.inbound;

import dev.notifier.replies.decision.KnowledgeLookup;
import dev.notifier.replies.knowledge.AnswerThresholds;
import dev.notifier.replies.knowledge.KnowledgeDecision;
import dev.notifier.replies.language.DetectedLanguage;
import dev.notifier.worker.knowledge.PublishedKnowledge;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Searches the knowledge base for one message, and keeps the result. Used by one thread. */
final class KnowledgeQuestion implements KnowledgeLookup {
  private final PublishedKnowledge knowledge;
  private final Asked asked;
  private @Nullable KnowledgeDecision found;

  /**
   * How to search.
   *
   * @param tenant of the address
   * @param today in Vietnam
   * @param menus whether the address may ask back
   */
  record Asked(String tenant, DetectedLanguage language, LocalDate today, boolean menus) {}

  KnowledgeQuestion(PublishedKnowledge knowledge, Asked asked) {
    this.knowledge = knowledge;
    this.asked = asked;
  }

  @Override
  public Found search(String text) {
    if (!knowledge.isRead()) {
      return NONE.search(text);
    }
    KnowledgeDecision decision =
        knowledge.decide(
            asked.tenant(),
            asked.language(),
            text,
            asked.today(),
            AnswerThresholds.DEFAULT,
            asked.menus());
    found = decision;
    return switch (decision) {
      case KnowledgeDecision.Answer answer -> new Found(List.of(answer.match().entry().id()), true);
      case KnowledgeDecision.Menu menu ->
          new Found(menu.matches().stream().map(match -> match.entry().id()).toList(), false);
      case KnowledgeDecision.None _ -> NONE.search(text);
    };
  }

  /** What was found; null if nothing was searched. */
  @Nullable KnowledgeDecision found() {
    return found;
  }
}
