package dev.notifier.worker.knowledge;

import dev.notifier.contracts.Topics;
import dev.notifier.contracts.knowledge.KnowledgeRecord;
import dev.notifier.contracts.tenants.Tenants;
import dev.notifier.kafka.clients.KafkaClients;
import dev.notifier.kafka.table.TableDefinition;
import dev.notifier.kafka.table.TopicTable;
import dev.notifier.replies.knowledge.AnswerThresholds;
import dev.notifier.replies.knowledge.KnowledgeCatalog;
import dev.notifier.replies.knowledge.KnowledgeDecision;
import dev.notifier.replies.knowledge.KnowledgeEntry;
import dev.notifier.replies.language.DetectedLanguage;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * The entries on {@code notifier.knowledge}. While Kafka is unavailable it keeps the last known
 * ones; a worker that starts finds nothing until it has read all of them, because an entry of a
 * tenant may come after the national one that it replaces. Thread-safe.
 */
public final class KnowledgeTopic implements PublishedKnowledge, AutoCloseable {
  private final KnowledgeCatalog catalog;
  private final CatalogUpdates updates;
  private final TopicTable<KnowledgeRecord> topic;

  /**
   * @param nanoTime a monotonic clock
   */
  public KnowledgeTopic(KafkaClients clients, LongSupplier nanoTime) {
    catalog = new KnowledgeCatalog(Tenants::inherited);
    updates = new CatalogUpdates(catalog, nanoTime);
    topic =
        new TopicTable<>(
            clients,
            new TableDefinition<>(
                Topics.KNOWLEDGE,
                updates::decode,
                Comparator.comparingLong(KnowledgeRecord::revision)),
            nanoTime,
            updates);
  }

  /** Starts reading. Called once. */
  public void start() {
    topic.start();
  }

  /**
   * Waits until everything that was published at the start is known.
   *
   * @return false if that takes longer than the timeout; reading continues
   */
  public boolean awaitComplete(Duration timeout) throws InterruptedException {
    return topic.awaitComplete(timeout);
  }

  @Override
  public boolean isRead() {
    return updates.isRead();
  }

  @Override
  public KnowledgeDecision decide(
      String tenant,
      DetectedLanguage language,
      String text,
      LocalDate today,
      AnswerThresholds thresholds,
      boolean menus) {
    return isRead()
        ? catalog.index(tenant).decide(language, text, today, thresholds, menus)
        : new KnowledgeDecision.None(KnowledgeDecision.Reason.NO_SIMILAR_QUESTION, List.of());
  }

  @Override
  public Optional<KnowledgeEntry> entry(String tenant, String id, String language) {
    return isRead() ? catalog.entry(tenant, id, language) : Optional.empty();
  }

  /** Counts the entries, and those that cannot be used. */
  public void register(MeterRegistry registry) {
    Gauge.builder("notifier.knowledge.entries", this, KnowledgeTopic::entries)
        .description(
            "The entries of the national tenant that this worker searches, of all languages")
        .register(registry);
    Gauge.builder("notifier.knowledge.unusable", this, KnowledgeTopic::unusable)
        .description("Published entries that this worker cannot search")
        .register(registry);
  }

  private int entries() {
    return catalog.size(Tenants.NATIONAL);
  }

  private int unusable() {
    return updates.unusable() + catalog.leftOut();
  }

  /** What is wrong and stops nothing, without personal data; empty if nothing is. */
  public List<String> warnings() {
    List<String> warnings = new ArrayList<>();
    String error = topic.error();
    if (error != null) {
      warnings.add(
          error
              + (isRead()
                  ? "; questions are answered with the entries that are known"
                  : "; questions wait in the inbox"));
    } else if (!isRead()) {
      warnings.add(Topics.KNOWLEDGE + " is still being read; questions wait in the inbox");
    }
    int unusable = unusable();
    if (unusable > 0) {
      warnings.add(
          Topics.KNOWLEDGE
              + " has "
              + unusable
              + " entries that this worker cannot search; publish them again, or update the worker");
    }
    return warnings;
  }

  @Override
  public void close() {
    topic.close();
  }
}
