package dev.notifier.api.cancellations;

import dev.notifier.contracts.Topics;
import dev.notifier.contracts.cancellation.CancellationRecord;
import dev.notifier.kafka.clients.KafkaClients;
import dev.notifier.kafka.table.TableDefinition;
import dev.notifier.kafka.table.TopicTable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.function.LongSupplier;

/** The rules on their topic. Thread-safe. */
final class CancellationTable extends TopicTable<CancellationRecord> {
  /**
   * @param nanoTime a monotonic clock
   */
  CancellationTable(KafkaClients clients, LongSupplier nanoTime) {
    super(
        clients,
        TableDefinition.of(
            Topics.CANCELLED,
            CancellationRecord.FORMAT,
            Comparator.comparing(CancellationRecord::madeAt)),
        nanoTime);
  }

  /** The rules that the topic has. */
  List<UUID> ids() {
    List<UUID> ids = new ArrayList<>();
    for (CancellationRecord record : values()) {
      ids.add(record.id());
    }
    return ids;
  }

  /** Whether the topic has a rule, or had it and a record of others replaced it. */
  boolean has(UUID rule) {
    return published(rule.toString()) != null;
  }
}
