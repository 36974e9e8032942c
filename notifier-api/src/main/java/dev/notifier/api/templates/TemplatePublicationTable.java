package dev.notifier.api.templates;

import dev.notifier.contracts.PublishedVersionRecord;
import dev.notifier.contracts.TemplateRecord;
import dev.notifier.contracts.Topics;
import dev.notifier.kafka.clients.KafkaClients;
import dev.notifier.kafka.table.TableDefinition;
import dev.notifier.kafka.table.TableDefinition.DecodedValue;
import dev.notifier.kafka.table.TableListener;
import dev.notifier.kafka.table.TopicTable;
import dev.notifier.planning.templates.TemplateTopicRecord;
import dev.notifier.store.templates.TemplateQueries;
import dev.notifier.store.templates.TemplateVersion;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * The records on the templates topic, by key, and the entries that the topic should have.
 * Thread-safe.
 */
public final class TemplatePublicationTable extends TopicTable<TemplateTopicRecord> {
  private final TemplateQueries queries;

  /**
   * @param nanoTime a monotonic clock
   * @param listener receives the records
   */
  public TemplatePublicationTable(
      KafkaClients clients,
      LongSupplier nanoTime,
      TemplateQueries queries,
      TableListener<TemplateTopicRecord> listener) {
    super(
        clients,
        new TableDefinition<>(
            Topics.TEMPLATES,
            TemplatePublicationTable::decode,
            Comparator.comparingLong(TemplateTopicRecord::revision)),
        nanoTime,
        listener);
    this.queries = queries;
  }

  /** Whether the topic differs from the entry. */
  public boolean isMissing(TemplatePublicationEntry entry) {
    TemplateTopicRecord record = entry.record();
    return record == null ? isOnTopic(entry.key()) : isMissing(entry.key(), record);
  }

  /**
   * The entries that the topic should have: first the template versions, then which of them are
   * published, so that no reader learns of a published version that it does not know; last the keys
   * to delete.
   *
   * @throws org.springframework.dao.DataAccessException when PostgreSQL is unavailable
   */
  public List<TemplatePublicationEntry> stored() {
    // In this order: what another instance commits and publishes in between is neither deleted from
    // the topic nor published before its version.
    Set<String> onTopic = publishedKeys();
    List<PublishedVersionRecord> publishedVersions = queries.publishedVersions();
    List<TemplatePublicationEntry> entries = new ArrayList<>();
    for (TemplateVersion version : queries.usableVersions()) {
      entries.add(
          TemplatePublicationEntry.of(
              new TemplateRecord(
                  TemplateRecord.VERSION,
                  version.template().fullName(),
                  version.version(),
                  version.source())));
    }
    publishedVersions.forEach(published -> entries.add(TemplatePublicationEntry.of(published)));
    Set<String> kept = new HashSet<>();
    entries.forEach(entry -> kept.add(entry.key()));
    onTopic.stream()
        .filter(key -> !kept.contains(key))
        .forEach(key -> entries.add(TemplatePublicationEntry.gone(key)));
    return entries;
  }

  private static DecodedValue<TemplateTopicRecord> decode(String key, byte[] value) {
    return PublishedVersionRecord.isKey(key)
        ? DecodedValue.of(
            PublishedVersionRecord.FORMAT.decode(value), TemplateTopicRecord.Published::new)
        : DecodedValue.of(TemplateRecord.FORMAT.decode(value), TemplateTopicRecord.Version::new);
  }
}
