package dev.notifier.worker.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.store.partitions.DayPartitions.Table;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class MissingPartitionsTest {
  private final MeterRegistry registry = new SimpleMeterRegistry();

  @Test
  void eachTableHasACounterThatExistsBeforeTheFirstMissingPartition() {
    Consumer<Table> counter = MissingPartitions.counter(registry);
    assertThat(count("notifications")).isZero();
    assertThat(count("event_digests")).isZero();
    assertThat(count("business_keys")).isZero();
    counter.accept(Table.NOTIFICATIONS);
    assertThat(count("notifications")).isEqualTo(1);
    assertThat(count("event_digests")).isZero();
  }

  private double count(String table) {
    return registry.get("notifier.partitions.missing").tag("table", table).counter().count();
  }
}
