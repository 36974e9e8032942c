package dev.notifier.worker.knowledge;

import dev.notifier.replies.knowledge.AnswerThresholds;
import dev.notifier.replies.knowledge.KnowledgeDecision;
import dev.notifier.replies.knowledge.KnowledgeEntry;
import dev.notifier.replies.language.DetectedLanguage;
import java.time.LocalDate;
import java.util.Optional;

/** The published entries of the knowledge base. Thread-safe; no method blocks or throws. */
public interface PublishedKnowledge {
  /** Whether all entries were known once. Before that, nothing is found. */
  boolean isRead();

  /**
   * Decides what an inbound text gets from the entries that a tenant uses.
   *
   * @param today entries that are not valid then are left out
   * @param menus whether the address may ask back; otherwise the decision is never a menu
   */
  KnowledgeDecision decide(
      String tenant,
      DetectedLanguage language,
      String text,
      LocalDate today,
      AnswerThresholds thresholds,
      boolean menus);

  /** The entry that a tenant uses, for its title and its answer; empty if there is none. */
  Optional<KnowledgeEntry> entry(String tenant, String id, String language);
}
