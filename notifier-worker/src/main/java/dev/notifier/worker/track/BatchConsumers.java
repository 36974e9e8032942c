package dev.notifier.worker.track;

import dev.notifier.kafka.clients.KafkaClients;
import dev.notifier.kafka.clients.ReadSettings;
import java.time.Duration;
import org.springframework.kafka.core.ConsumerFactory;

/**
 * Configures the consumers of the track stage. One PostgreSQL transaction costs the same for one
 * row as for a hundred, so records are gathered for 100 ms under load.
 *
 * @param sessionTimeout after this silence the worker's partitions are assigned to another worker
 */
public record BatchConsumers(KafkaClients clients, Duration sessionTimeout) {
  private static final Duration GATHER = Duration.ofMillis(100);

  ConsumerFactory<byte[], byte[]> of(String topic, int maxRecords) {
    return clients.consumerFactory(
        "track-" + topic, ReadSettings.batched(sessionTimeout, maxRecords, GATHER));
  }
}
