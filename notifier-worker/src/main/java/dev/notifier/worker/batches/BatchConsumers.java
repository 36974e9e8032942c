package dev.notifier.worker.batches;

import dev.notifier.kafka.clients.KafkaClients;
import dev.notifier.kafka.clients.ReadSettings;
import java.time.Duration;
import org.springframework.kafka.core.ConsumerFactory;

/**
 * Configures the consumers of stages that store batches. One PostgreSQL transaction costs the same
 * for one row as for a hundred, so records are gathered for 100 ms under load.
 *
 * @param sessionTimeout after this silence the worker's partitions are assigned to another worker
 * @param gather how long Kafka waits for more records
 */
public record BatchConsumers(KafkaClients clients, Duration sessionTimeout, Duration gather) {
  private static final Duration GATHER = Duration.ofMillis(100);

  /** Gathers for 100 ms. */
  public BatchConsumers(KafkaClients clients, Duration sessionTimeout) {
    this(clients, sessionTimeout, GATHER);
  }

  /** The same for records for which somebody waits. */
  public BatchConsumers gathering(Duration time) {
    return new BatchConsumers(clients, sessionTimeout, time);
  }

  ConsumerFactory<byte[], byte[]> of(TopicBatchReader.Source<?> source) {
    return clients.consumerFactory(
        source.stage() + "-" + source.topic(),
        ReadSettings.batched(sessionTimeout, source.maxRecords(), gather));
  }
}
