package dev.notifier.api.knowledge;

import dev.notifier.contracts.Topics;
import dev.notifier.contracts.knowledge.KnowledgeContent;
import dev.notifier.contracts.knowledge.KnowledgeRecord;
import dev.notifier.contracts.tenants.Tenants;
import dev.notifier.kafka.clients.KafkaClients;
import dev.notifier.kafka.table.TableDefinition;
import dev.notifier.kafka.table.TableListener;
import dev.notifier.kafka.table.TopicTable;
import dev.notifier.replies.knowledge.CatalogRefresh;
import dev.notifier.replies.knowledge.KnowledgeCatalog;
import dev.notifier.store.knowledge.KnowledgePlace;
import java.util.Comparator;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The records on the topic of the knowledge base, and the catalog that callers search. Thread-safe.
 */
final class KnowledgePublicationTable extends TopicTable<KnowledgeRecord> {
  private static final Logger LOG = LoggerFactory.getLogger(KnowledgePublicationTable.class);

  private final KnowledgeCatalog catalog;

  private KnowledgePublicationTable(
      KafkaClients clients, LongSupplier nanoTime, KnowledgeCatalog catalog) {
    super(
        clients,
        TableDefinition.of(
            Topics.KNOWLEDGE,
            KnowledgeRecord.FORMAT,
            Comparator.comparingLong(KnowledgeRecord::revision)),
        nanoTime,
        listener(catalog, new CatalogRefresh(catalog, nanoTime)));
    this.catalog = catalog;
  }

  /**
   * @param nanoTime a monotonic clock
   */
  static KnowledgePublicationTable of(KafkaClients clients, LongSupplier nanoTime) {
    return new KnowledgePublicationTable(
        clients, nanoTime, new KnowledgeCatalog(Tenants::inherited));
  }

  KnowledgeCatalog catalog() {
    return catalog;
  }

  /** Whether the topic lacks the last publication of an entry. */
  boolean isMissing(KnowledgePlace place) {
    KnowledgeRecord last = published(place.name().key());
    return last == null || last.revision() < place.revision();
  }

  /** Whether the topic has a later publication, as after a restore of PostgreSQL. */
  boolean isAhead(KnowledgePlace place) {
    KnowledgeRecord last = published(place.name().key());
    return last != null
        && (last.revision() > place.revision()
            || (last.revision() == place.revision() && !last.since().equals(place.since())));
  }

  private static TableListener<KnowledgeRecord> listener(
      KnowledgeCatalog catalog, CatalogRefresh refresh) {
    return new TableListener<>() {
      @Override
      public void changed(String key, @Nullable KnowledgeRecord record) {
        KnowledgeContent content = record == null ? null : record.content();
        int slash = key.indexOf('/');
        if (record == null || content == null) {
          catalog.remove(key.substring(0, Math.max(0, slash)), key.substring(slash + 1));
          return;
        }
        try {
          catalog.put(record.tenant(), record.id(), KnowledgeEntries.of(record.id(), content));
        } catch (RuntimeException e) {
          LOG.warn("An entry of the knowledge base cannot be searched: {}", e.getClass());
        }
      }

      @Override
      public void completed() {
        var _ = refresh.refreshIfDue();
      }
    };
  }
}
