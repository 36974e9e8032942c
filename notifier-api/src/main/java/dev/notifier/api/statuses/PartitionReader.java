package dev.notifier.api.statuses;

import dev.notifier.contracts.Topics;
import dev.notifier.kafka.clients.ReadSettings;
import dev.notifier.kafka.feed.FeedPosition;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * Reads pages with one consumer, from any partition. Every call ends within seconds. After an
 * exception of Kafka it is not used again. Not thread-safe.
 */
final class PartitionReader implements AutoCloseable {
  /** How the consumer reads; a page needs little. */
  static final ReadSettings READING =
      new ReadSettings(
          Duration.ofSeconds(10), // It is in no group.
          500,
          1,
          Duration.ofMillis(500),
          1 << 20);

  /** The most records of other tenants that are passed over for one page. */
  static final int MAX_RECORDS = 20_000;

  private static final Duration CALL_TIMEOUT = Duration.ofSeconds(3);
  private static final Duration POLL_TIMEOUT = Duration.ofMillis(100);
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(1);
  private static final long MAX_NANOS = Duration.ofSeconds(3).toNanos();

  private final Consumer<byte[], byte[]> consumer;
  private final LongSupplier nanos;
  private final Runnable unreadable;

  /**
   * @param nanos a monotonic clock
   * @param unreadable called for each record that is passed over because it cannot be read
   */
  PartitionReader(Consumer<byte[], byte[]> consumer, LongSupplier nanos, Runnable unreadable) {
    this.consumer = consumer;
    this.nanos = nanos;
    this.unreadable = unreadable;
  }

  /** The offset of the first record that is kept. */
  long beginning(int partition) {
    TopicPartition topic = of(partition);
    return known(consumer.beginningOffsets(List.of(topic), CALL_TIMEOUT), topic);
  }

  /** The offset behind the last record that can be read. */
  long end(int partition) {
    TopicPartition topic = of(partition);
    return known(consumer.endOffsets(List.of(topic), CALL_TIMEOUT), topic);
  }

  /** The offset of the first record that was published at this time or later. */
  long at(int partition, Instant time) {
    TopicPartition topic = of(partition);
    Map<TopicPartition, OffsetAndTimestamp> found =
        consumer.offsetsForTimes(Map.of(topic, Math.max(0, time.toEpochMilli())), CALL_TIMEOUT);
    OffsetAndTimestamp offset = found.get(topic);
    return offset == null ? end(partition) : offset.offset();
  }

  /**
   * Reads the next changes of a tenant, as they are at the moment. A page may be empty although
   * there are more, because other tenants have many: it continues further on.
   *
   * @throws ExpiredException if the place is not kept any more, or Kafka has lost it: nothing may
   *     have been written there yet
   * @throws PageBuilder.NewerRecordException if a newer release wrote the next record
   * @throws KafkaException if Kafka is unavailable
   */
  FeedPage read(String tenant, FeedPosition from) {
    TopicPartition topic = of(from.partition());
    if (beginning(from.partition()) > from.offset()) {
      throw new ExpiredException();
    }
    long end = end(from.partition());
    if (from.offset() > end) {
      // Another broker may have answered that was not up to date.
      end = end(from.partition());
      if (from.offset() > end) {
        throw new ExpiredException();
      }
    }
    PageBuilder page = new PageBuilder(tenant, from, unreadable);
    if (from.offset() >= end) {
      return page.page(true);
    }
    consumer.assign(List.of(topic));
    consumer.seek(topic, from.offset());
    try {
      return fill(page, topic, end);
    } catch (OffsetOutOfRangeException _) {
      throw new ExpiredException();
    }
  }

  private FeedPage fill(PageBuilder page, TopicPartition topic, long end) {
    long started = nanos.getAsLong();
    int records = 0;
    while (position(topic) < end) {
      long before = position(topic);
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL_TIMEOUT).records(topic)) {
        records++;
        if (!page.add(record)) {
          return page.page(false);
        }
      }
      page.passedUntil(position(topic));
      boolean late = nanos.getAsLong() - started > MAX_NANOS;
      if (late && position(topic) == before) {
        throw new TimeoutException("no record within 3 s");
      }
      if (late || records >= MAX_RECORDS) {
        return page.page(false);
      }
    }
    return page.page(true);
  }

  private long position(TopicPartition topic) {
    return consumer.position(topic, CALL_TIMEOUT);
  }

  /** Closes the consumer, without waiting for Kafka for long. */
  @Override
  public void close() {
    consumer.close(CloseOptions.timeout(CLOSE_TIMEOUT));
  }

  private static TopicPartition of(int partition) {
    return new TopicPartition(Topics.STATUSES, partition);
  }

  private static long known(Map<TopicPartition, Long> offsets, TopicPartition topic) {
    Long offset = offsets.get(topic);
    if (offset == null) {
      throw new KafkaException("Kafka named no offset of " + topic);
    }
    return offset;
  }

  /** What was at the place is not kept any more, or was lost. */
  static final class ExpiredException extends RuntimeException {}
}
