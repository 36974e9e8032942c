package dev.notifier.worker.inbound;

import dev.notifier.contracts.tenants.Tenants;
import dev.notifier.replies.knowledge.AnswerThresholds;
import dev.notifier.replies.knowledge.KnowledgeCatalog;
import dev.notifier.replies.knowledge.KnowledgeDecision;
import dev.notifier.replies.knowledge.KnowledgeEntry;
import dev.notifier.replies.knowledge.ShippedKnowledge;
import dev.notifier.replies.language.DetectedLanguage;
import dev.notifier.worker.knowledge.PublishedKnowledge;
import java.time.LocalDate;
import java.util.Optional;
import java.util.stream.Collectors;

/** The shipped entries, as if they were published. */
final class FixedKnowledge implements PublishedKnowledge {
  /** No test changes it, and its index takes longer than most tests. */
  private static final KnowledgeCatalog CATALOG = shipped();

  private volatile boolean read = true;

  private static KnowledgeCatalog shipped() {
    KnowledgeCatalog catalog = new KnowledgeCatalog(Tenants::inherited);
    ShippedKnowledge.entries().stream()
        .collect(Collectors.groupingBy(KnowledgeEntry::id))
        .forEach((id, variants) -> catalog.put(Tenants.NATIONAL, id, variants));
    catalog.refresh();
    return catalog;
  }

  /** As while a worker starts. */
  void forget() {
    read = false;
  }

  @Override
  public boolean isRead() {
    return read;
  }

  @Override
  public KnowledgeDecision decide(
      String tenant,
      DetectedLanguage language,
      String text,
      LocalDate today,
      AnswerThresholds thresholds,
      boolean menus) {
    return CATALOG.index(tenant).decide(language, text, today, thresholds, menus);
  }

  @Override
  public Optional<KnowledgeEntry> entry(String tenant, String id, String language) {
    return read ? CATALOG.entry(tenant, id, language) : Optional.empty();
  }
}
