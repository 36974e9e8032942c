package dev.notifier.api.eventtypes;

import dev.notifier.contracts.EventTypeRecord;
import dev.notifier.contracts.Topics;
import dev.notifier.kafka.clients.KafkaClients;
import dev.notifier.kafka.table.TableDefinition;
import dev.notifier.kafka.table.TableListener;
import dev.notifier.kafka.table.TopicTable;
import java.util.Comparator;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The event types on their topic; passes them to the registry. Thread-safe. */
public final class EventTypeTable extends TopicTable<EventTypeRecord> {
  /**
   * @param nanoTime a monotonic clock
   */
  public EventTypeTable(KafkaClients clients, LongSupplier nanoTime, EventTypeRegistry types) {
    super(
        clients,
        TableDefinition.of(
            Topics.EVENT_TYPES,
            EventTypeRecord.FORMAT,
            Comparator.comparingInt(EventTypeRecord::version)),
        nanoTime,
        new RegistryUpdater(types));
  }

  private record RegistryUpdater(EventTypeRegistry types)
      implements TableListener<EventTypeRecord> {
    /** Ignores deletions: event types are never deleted, so the type is published again. */
    @Override
    public void changed(String name, @Nullable EventTypeRecord type) {
      if (type != null) {
        types.learn(List.of(type));
      }
    }

    @Override
    public void completed() {
      if (!types.isKnown()) {
        types.complete();
      }
    }
  }
}
