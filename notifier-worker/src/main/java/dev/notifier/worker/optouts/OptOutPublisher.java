package dev.notifier.worker.optouts;

import dev.notifier.contracts.Topics;
import dev.notifier.kafka.clients.KafkaClients;
import dev.notifier.kafka.clients.TopicIds;
import dev.notifier.kafka.table.TopicReconciler;
import dev.notifier.kafka.table.VersionedRecordPublisher;
import dev.notifier.numbers.RecipientKey;
import dev.notifier.store.optouts.OptOutChanges;
import dev.notifier.store.optouts.OptOutPublication;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.LongSupplier;
import javax.sql.DataSource;

/**
 * Publishes opt-outs, as the api does: workers store those that people send, which must take effect
 * even if no api runs. Thread-safe.
 */
public final class OptOutPublisher implements AutoCloseable {
  /** Opt-outs take effect within 5 s. */
  private static final Duration INTERVAL = Duration.ofSeconds(1);

  private final VersionedRecordPublisher publisher;
  private final TopicReconciler<String> reconciler;

  /**
   * @param numbers the HMAC of numbers
   * @param nanoTime a monotonic clock
   */
  public OptOutPublisher(
      DataSource dataSource,
      KafkaClients clients,
      RecipientKey numbers,
      InstantSource clock,
      LongSupplier nanoTime) {
    publisher = new VersionedRecordPublisher(clients, Topics.OPT_OUTS, nanoTime);
    OptOutPublication publication =
        new OptOutPublication(
            new OptOutChanges(dataSource),
            new KafkaTopic(clients, publisher, numbers),
            clock,
            nanoTime);
    reconciler =
        new TopicReconciler<>(
            new TopicReconciler.Source<>(
                "parts of the opt-outs", publication, publication::isDue, publication::publish),
            nanoTime,
            INTERVAL);
  }

  private record KafkaTopic(
      KafkaClients clients, VersionedRecordPublisher publisher, RecipientKey numbers)
      implements OptOutPublication.Topic {
    @Override
    public String target() {
      return TopicIds.of(clients, Topics.OPT_OUTS, KafkaClients.CALL_TIMEOUT)
          + " "
          + numbers.bitsOf(OptOutPublication.NO_NUMBER);
    }

    @Override
    public void publish(Map<String, byte[]> page) {
      publisher.publishAndWait(page);
    }
  }

  /** Starts publishing. Called once. */
  public void start() {
    reconciler.start();
  }

  @Override
  public void close() {
    reconciler.close();
    publisher.close();
  }
}
