package dev.notifier.worker.app;

import dev.notifier.store.partitions.DayPartitions.Table;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Counts the partitions that plan had to create, because the job {@code partitions} had not. The
 * counters are there from the start, so that an alert sees the first one.
 */
final class MissingPartitions {
  private static final String METER = "notifier.partitions.missing";

  private MissingPartitions() {}

  static Consumer<Table> counter(MeterRegistry registry) {
    Map<Table, Counter> counters = new EnumMap<>(Table.class);
    for (Table table : Table.values()) {
      counters.put(table, registry.counter(METER, "table", table.tableName()));
    }
    return table -> Objects.requireNonNull(counters.get(table)).increment();
  }
}
