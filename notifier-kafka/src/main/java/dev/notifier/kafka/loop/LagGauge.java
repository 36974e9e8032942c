package dev.notifier.kafka.loop;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/** Gauges the unread records of a loop, once per second. Updated by the loop's thread. */
final class LagGauge {
  private static final long PERIOD_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final LongSupplier nanoTime;
  private final AtomicLong records = new AtomicLong();
  private long updatedAt;

  LagGauge(MeterRegistry meters, String loop, LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.updatedAt = nanoTime.getAsLong() - PERIOD_NANOS;
    Gauge.builder(LoopMetrics.LAG.id(), records, AtomicLong::get)
        .tag("loop", loop)
        .register(meters);
  }

  void update(Consumer<?, ?> consumer) {
    long now = nanoTime.getAsLong();
    if (now - updatedAt < PERIOD_NANOS) {
      return;
    }
    updatedAt = now;
    long sum = 0;
    for (TopicPartition partition : consumer.assignment()) {
      sum += consumer.currentLag(partition).orElse(0);
    }
    records.set(sum);
  }
}
