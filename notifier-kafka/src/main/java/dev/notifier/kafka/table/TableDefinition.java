package dev.notifier.kafka.table;

import dev.notifier.contracts.Decoded;
import dev.notifier.contracts.RecordFormat;
import dev.notifier.contracts.VersionedRecord;
import java.util.Comparator;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A table on a compacted topic of one partition.
 *
 * @param decoder reads a record
 * @param order which of two values of a key is newer: the greater one. Equal values replace each
 *     other
 */
public record TableDefinition<V>(String topic, Decoder<? extends V> decoder, Comparator<V> order) {
  /** Reads a record of a topic. */
  @FunctionalInterface
  public interface Decoder<V> {
    /** Decodes a value. What is not readable does not replace a known value. */
    DecodedValue<V> decode(String key, byte[] value);
  }

  /**
   * The value of a record, or why there is none.
   *
   * @param value null if the record cannot be used
   * @param problem what is wrong; null if the record can be used
   * @param isNewer whether it has a version that this program does not know
   */
  public record DecodedValue<V>(@Nullable V value, @Nullable String problem, boolean isNewer) {
    /** A value that can be used. */
    public static <V> DecodedValue<V> of(V value) {
      return new DecodedValue<>(value, null, false);
    }

    /** Converts a decoded record. */
    public static <T extends VersionedRecord, V> DecodedValue<V> of(
        Decoded<T> decoded, Function<T, V> conversion) {
      return switch (decoded) {
        case Decoded.Complete<T>(T record) -> of(conversion.apply(record));
        case Decoded.Unreadable<T>(var problem, var detail) ->
            new DecodedValue<>(null, problem + ", " + detail, false);
        case Decoded.Newer<T>(int version, int known) ->
            new DecodedValue<>(
                null,
                "version "
                    + version
                    + ", and this program reads versions up to "
                    + known
                    + "; update it",
                true);
      };
    }
  }

  /** A table whose records have one format. */
  public static <V extends VersionedRecord> TableDefinition<V> of(
      String topic, RecordFormat<V> format, Comparator<V> order) {
    return new TableDefinition<>(
        topic, (_, value) -> DecodedValue.of(format.decode(value), record -> record), order);
  }
}
