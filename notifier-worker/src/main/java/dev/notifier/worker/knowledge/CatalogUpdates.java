package dev.notifier.worker.knowledge;

import dev.notifier.contracts.knowledge.KnowledgeContent;
import dev.notifier.contracts.knowledge.KnowledgeRecord;
import dev.notifier.kafka.table.TableDefinition.DecodedValue;
import dev.notifier.kafka.table.TableListener;
import dev.notifier.replies.knowledge.CatalogRefresh;
import dev.notifier.replies.knowledge.KnowledgeCatalog;
import dev.notifier.replies.knowledge.KnowledgeEntry;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Brings the records of the topic into the catalog. A record that cannot be used changes nothing.
 * Used by the thread of the table, except {@link #unusable} and {@link #isRead}.
 */
final class CatalogUpdates implements TableListener<KnowledgeRecord> {
  private final KnowledgeCatalog catalog;
  private final CatalogRefresh refresh;
  private final Set<String> unusable = ConcurrentHashMap.newKeySet();
  private volatile boolean read;

  CatalogUpdates(KnowledgeCatalog catalog, LongSupplier nanoTime) {
    this.catalog = catalog;
    refresh = new CatalogRefresh(catalog, nanoTime);
  }

  /** How many entries have a last record that cannot be used. */
  int unusable() {
    return unusable.size();
  }

  /** Whether the catalog has had everything once. */
  boolean isRead() {
    return read;
  }

  /** Decodes a record and checks that its entry can be searched. */
  DecodedValue<KnowledgeRecord> decode(String key, byte[] value) {
    DecodedValue<KnowledgeRecord> decoded =
        DecodedValue.of(KnowledgeRecord.FORMAT.decode(value), record -> record);
    KnowledgeRecord record = decoded.value();
    if (record != null) {
      String problem = problem(key, record);
      if (problem != null) {
        decoded = new DecodedValue<>(null, problem, false);
      }
    }
    if (decoded.value() == null) {
      unusable.add(key);
    } else {
      unusable.remove(key);
    }
    return decoded;
  }

  private static @Nullable String problem(String key, KnowledgeRecord record) {
    if (!key.equals(record.key())) {
      return "its key is that of another entry";
    }
    try {
      List<KnowledgeEntry> _ = entries(record);
      return null;
    } catch (RuntimeException e) {
      return "its entry cannot be searched: " + e.getClass().getSimpleName();
    }
  }

  private static List<KnowledgeEntry> entries(KnowledgeRecord record) {
    KnowledgeContent content = record.content();
    return content == null
        ? List.of()
        : content.variants().stream()
            .map(variant ->
                new KnowledgeEntry(
                    record.id(),
                    variant.language(),
                    variant.title(),
                    variant.questions(),
                    variant.sms(),
                    variant.longAnswer(),
                    content.tags(),
                    content.owner(),
                    content.validUntil()))
            .toList();
  }

  @Override
  public void changed(String key, @Nullable KnowledgeRecord record) {
    if (record == null) {
      unusable.remove(key);
      int slash = key.indexOf('/');
      if (slash > 0) {
        catalog.remove(key.substring(0, slash), key.substring(slash + 1));
      }
    } else if (record.content() == null) {
      catalog.remove(record.tenant(), record.id());
    } else {
      catalog.put(record.tenant(), record.id(), entries(record));
    }
  }

  @Override
  public void completed() {
    var _ = refresh.refreshIfDue();
    // The first call has refreshed it.
    read = true;
  }
}
