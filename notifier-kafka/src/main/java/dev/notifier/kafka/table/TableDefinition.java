package dev.notifier.kafka.table;

import dev.notifier.config.RouteRecord;
import dev.notifier.contracts.EventTypeRecord;
import dev.notifier.contracts.RecordJson;
import dev.notifier.contracts.SessionRecord;
import dev.notifier.contracts.Topics;
import java.util.Comparator;

/**
 * A table on a compacted topic of one partition.
 *
 * @param decoder reads a record
 * @param order which of two values of a key is newer: the greater one. Equal values replace each
 *     other
 */
public record TableDefinition<V>(String topic, Decoder<V> decoder, Comparator<V> order) {
  /** Reads a record of a topic. */
  @FunctionalInterface
  public interface Decoder<V> {
    /**
     * @throws RuntimeException when the record is invalid; it is skipped and logged
     */
    V decode(String key, byte[] value);
  }

  /** Routes by name. */
  public static TableDefinition<RouteRecord> routes() {
    return new TableDefinition<>(
        Topics.ROUTES,
        (_, value) -> RecordJson.read(value, RouteRecord.class),
        Comparator.comparingInt(RouteRecord::version));
  }

  /** The latest status of each session, by {@link SessionRecord#key}. */
  public static TableDefinition<SessionRecord> sessions() {
    return new TableDefinition<>(
        Topics.SESSIONS,
        (_, value) -> RecordJson.read(value, SessionRecord.class),
        Comparator.comparing(SessionRecord::at));
  }

  /** Event types by name. */
  public static TableDefinition<EventTypeRecord> eventTypes() {
    return new TableDefinition<>(
        Topics.EVENT_TYPES,
        (_, value) -> RecordJson.read(value, EventTypeRecord.class),
        Comparator.comparingInt(EventTypeRecord::version));
  }
}
