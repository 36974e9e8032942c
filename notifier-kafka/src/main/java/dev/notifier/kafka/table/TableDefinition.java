package dev.notifier.kafka.table;

import dev.notifier.contracts.RecordJson;
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

  /** A table whose records are JSON of one type. */
  public static <V> TableDefinition<V> ofJson(String topic, Class<V> type, Comparator<V> order) {
    return new TableDefinition<>(topic, (_, value) -> RecordJson.read(value, type), order);
  }
}
