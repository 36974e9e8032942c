package dev.notifier.worker.cancellation;

import dev.notifier.contracts.Topics;
import dev.notifier.contracts.cancellation.CancellationRecord;
import dev.notifier.kafka.clients.KafkaClients;
import dev.notifier.kafka.table.CompactedTopicPublisher;
import dev.notifier.kafka.table.TableDefinition;
import dev.notifier.kafka.table.TableListener;
import dev.notifier.kafka.table.TopicTable;
import java.time.Duration;
import java.util.Comparator;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The rules on {@code notifier.cancelled}. A rule takes effect here when its record is read,
 * usually within a tenth of a second. Thread-safe; {@link #rules} is one read.
 */
public final class CancellationTopic implements AutoCloseable {
  /** After this time without reading the topic, what may be recalled waits. */
  private static final Duration MAX_AGE = Duration.ofSeconds(5);

  private final TopicTable<CancellationRecord> topic;
  private final CompactedTopicPublisher publisher;
  private final AtomicBoolean changed = new AtomicBoolean();
  private volatile CancellationRules rules = CancellationRules.NONE;

  /**
   * @param nanoTime a monotonic clock
   */
  public CancellationTopic(KafkaClients clients, LongSupplier nanoTime) {
    publisher = new CompactedTopicPublisher(clients);
    topic =
        new TopicTable<>(
            clients,
            TableDefinition.of(
                Topics.CANCELLED,
                CancellationRecord.FORMAT,
                Comparator.comparing(CancellationRecord::madeAt)),
            nanoTime,
            new TableListener<>() {
              @Override
              public void changed(String key, @Nullable CancellationRecord value) {
                changed.set(true);
              }

              @Override
              public void completed() {
                update();
              }
            });
  }

  /** Starts reading. Called once. */
  public void start() {
    topic.start();
  }

  /**
   * Waits until everything that was published at the start is known.
   *
   * @return false if that takes longer than the timeout; reading continues
   */
  public boolean awaitComplete(Duration timeout) throws InterruptedException {
    return topic.awaitComplete(timeout);
  }

  /** How far the topic has been read, in words. */
  public String progress() {
    return topic.progress();
  }

  /**
   * Publishes a rule that the topic lacks, because the api ended after it had stored the rule.
   *
   * @throws org.apache.kafka.common.KafkaException if Kafka does not confirm it in time
   */
  boolean publishIfMissing(CancellationRecord rule) {
    String key = rule.id().toString();
    if (topic.published(key) != null) {
      return false;
    }
    publisher.publishAndWait(Topics.CANCELLED, key, rule);
    return true;
  }

  /**
   * Removes a rule that has ended.
   *
   * @throws org.apache.kafka.common.KafkaException if Kafka does not confirm it in time
   */
  void remove(UUID rule) {
    publisher.publishAndWait(Topics.CANCELLED, rule.toString(), null);
  }

  /** The rules in force. */
  public CancellationRules rules() {
    return rules;
  }

  /** Whether a rule may be missing, because the topic was not read for 5 s. */
  public boolean isStale() {
    return topic.isStale(MAX_AGE);
  }

  /** Why the topic cannot be read, without personal data; null while it can. */
  public @Nullable String error() {
    return topic.error();
  }

  @Override
  public void close() {
    publisher.close();
    topic.close();
  }

  /** Once for all records that were read together. Called by the reader's thread. */
  private void update() {
    if (changed.getAndSet(false)) {
      rules = CancellationRules.of(topic.values());
    }
  }
}
