package dev.notifier.kafka.table;

import dev.notifier.kafka.clients.KafkaClients;
import dev.notifier.kafka.clients.RecordSignatures;
import dev.notifier.kafka.clients.RedactedError;
import dev.notifier.kafka.clients.RetryBackoff;
import dev.notifier.kafka.clients.TopicIds;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Metrics;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a compacted topic of several partitions, which may have millions of keys, and continues
 * with new records. It remembers nothing about keys: each record has a version in its value, by
 * which the listener keeps the newer one, and no record is ever deleted, so deletions are ignored.
 * After a failure it continues where it was, unless the topic was made again. Uses one thread; the
 * class is thread-safe.
 */
public final class VersionedTopicReader implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(VersionedTopicReader.class);
  private static final Duration POLL_TIMEOUT = Duration.ofMillis(100);

  /** How often the ends of the partitions are queried. The query also detects an outage. */
  private static final Duration END_QUERY_INTERVAL = Duration.ofSeconds(1);

  /** How often it is asked whether the topic was made again, or has more partitions. */
  private static final Duration DESCRIPTION_INTERVAL = Duration.ofSeconds(10);

  private static final int MAX_POLL_RECORDS = 5_000;

  private final KafkaClients clients;
  private final String topic;
  private final Listener listener;
  private final LongSupplier nanoTime;
  private final Counter metric;
  private final ReadingThread thread;
  private final CountDownLatch complete = new CountDownLatch(1);

  /** Where reading continues; used by the reader's thread, as is the next. */
  private final Map<TopicPartition, Long> positions = new HashMap<>();

  private Uuid topicId = Uuid.ZERO_UUID;
  private volatile long read;
  private volatile long rejected;

  /** When the last query started whose ends were reached; meaningless until it is complete. */
  private volatile long completeAt;

  /** Receives the records. Called by the reader's thread only. */
  @FunctionalInterface
  public interface Listener {
    /** Applies a record unless a newer one of its key is known. */
    void read(byte[] key, byte[] value);
  }

  /**
   * @param nanoTime a monotonic clock
   */
  public VersionedTopicReader(
      KafkaClients clients, String topic, Listener listener, LongSupplier nanoTime) {
    this.clients = clients;
    this.topic = topic;
    this.listener = listener;
    this.nanoTime = nanoTime;
    this.metric =
        Counter.builder("notifier.topic.rejected")
            .description("Records of compacted topics without a right signature")
            .tag("topic", topic)
            .register(Metrics.globalRegistry);
    this.thread = new ReadingThread(clients, topic, MAX_POLL_RECORDS, this::start);
  }

  /** Starts reading. Called once. */
  public void start() {
    thread.start();
  }

  /**
   * Waits until the topic has been read to its end once since the start.
   *
   * @return false if that takes longer than the timeout; reading continues
   */
  public boolean awaitComplete(Duration timeout) throws InterruptedException {
    return complete.await(timeout.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** Whether the topic has been read to its end once since the start. */
  public boolean isComplete() {
    return complete.getCount() == 0;
  }

  /** Whether the topic was last read to its end longer ago than the limit, or never. */
  public boolean isStale(Duration limit) {
    return !isComplete() || nanoTime.getAsLong() - completeAt > limit.toNanos();
  }

  /** Why the topic cannot be read, without personal data; null while it can. */
  public @Nullable String error() {
    return thread.error();
  }

  /** How many records were ignored because their signature was missing or wrong. */
  public long rejected() {
    return rejected;
  }

  /** How far the topic has been read, in words. */
  public String progress() {
    String problem = error();
    return topic
        + (isComplete() ? " was read: " : " is being read: ")
        + read
        + " records"
        + (problem == null ? "" : " (" + problem + ")");
  }

  @Override
  public void close() {
    thread.close();
  }

  private void start(KafkaConsumer<byte[], byte[]> consumer, RetryBackoff backoff) {
    seek(consumer, TopicIds.describe(clients, topic, KafkaClients.CALL_TIMEOUT));
    read(consumer, backoff);
  }

  /** A topic that was made again is read from its beginning. */
  private void seek(KafkaConsumer<byte[], byte[]> consumer, TopicDescription description) {
    if (!description.topicId().equals(topicId)) {
      topicId = description.topicId();
      positions.clear();
    }
    List<TopicPartition> partitions =
        IntStream.range(0, description.partitions().size())
            .mapToObj(number -> new TopicPartition(topic, number))
            .toList();
    consumer.assign(partitions);
    Map<TopicPartition, Long> beginnings = consumer.beginningOffsets(partitions);
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    for (TopicPartition partition : partitions) {
      long beginning = beginnings.getOrDefault(partition, 0L);
      long known = positions.getOrDefault(partition, beginning);
      boolean isThere = known >= beginning && known <= ends.getOrDefault(partition, 0L);
      consumer.seek(partition, isThere ? known : beginning);
    }
  }

  private void read(KafkaConsumer<byte[], byte[]> consumer, RetryBackoff backoff) {
    Map<TopicPartition, Long> ends = Map.of();
    long queriedAt = 0;
    boolean reached = true;
    long total = read;
    long describedAt = nanoTime.getAsLong();
    while (!thread.isStopping()) {
      long now = nanoTime.getAsLong();
      if (now - describedAt > DESCRIPTION_INTERVAL.toNanos()) {
        describedAt = now;
        requireSameTopic(consumer.assignment().size());
      }
      if (reached && (ends.isEmpty() || now - queriedAt > END_QUERY_INTERVAL.toNanos())) {
        queriedAt = now;
        ends = consumer.endOffsets(consumer.assignment());
      }
      int number = 0;
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL_TIMEOUT)) {
        read(record);
        number++;
      }
      total += number;
      read = total;
      for (TopicPartition partition : consumer.assignment()) {
        positions.put(partition, consumer.position(partition));
      }
      boolean atEnd = isAtEnd(ends);
      if (atEnd) {
        completed(queriedAt);
        backoff.afterSuccess();
      }
      // Without new records, an outage would not be noticed.
      reached = atEnd || number == 0;
    }
  }

  /**
   * Positions in another topic of the same name would be valid, and mean other records. A topic may
   * have got more partitions, of which nothing is read yet.
   */
  private void requireSameTopic(int partitions) {
    TopicDescription found = TopicIds.describe(clients, topic, KafkaClients.CALL_TIMEOUT);
    if (!found.topicId().equals(topicId)) {
      throw new KafkaException(topic + " was made again");
    }
    if (found.partitions().size() != partitions) {
      throw new KafkaException(topic + " has other partitions than before");
    }
  }

  private boolean isAtEnd(Map<TopicPartition, Long> ends) {
    return ends.entrySet().stream()
        .allMatch(end -> positions.getOrDefault(end.getKey(), 0L) >= end.getValue());
  }

  /** Skips an invalid record, so that the records behind it are still read. */
  private void read(ConsumerRecord<byte[], byte[]> record) {
    if (record.key() == null || record.value() == null || !isOurs(record)) {
      reject(record);
      return;
    }
    try {
      listener.read(record.key(), record.value());
    } catch (RuntimeException e) {
      LOG.warn(
          "Skipped a record: topic {}, partition {}, offset {}: {}",
          topic,
          record.partition(),
          record.offset(),
          RedactedError.of(e));
    }
  }

  private boolean isOurs(ConsumerRecord<byte[], byte[]> record) {
    Optional<RecordSignatures> signatures = clients.signatures();
    return signatures.isEmpty()
        || signatures.get().publishedAt(topic, record.key(), record.value(), record.headers())
            != null;
  }

  /** Logs the first of many: someone who can write to the topic could fill the log. */
  private void reject(ConsumerRecord<?, ?> record) {
    long count = rejected + 1;
    rejected = count;
    metric.increment();
    if (Long.bitCount(count) == 1) {
      LOG.warn(
          "Ignored a record without value or right signature: topic {}, partition {}, offset {}; {}"
              + " since the start. All programs need the same notifier.privacy-key. If they have it,"
              + " something else writes to this topic: use the ACLs of Kafka.",
          topic,
          record.partition(),
          record.offset(),
          count);
    }
  }

  private void completed(long queriedAt) {
    thread.recovered();
    completeAt = queriedAt;
    complete.countDown();
  }
}
