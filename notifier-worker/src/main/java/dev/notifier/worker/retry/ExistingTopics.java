package dev.notifier.worker.retry;

import dev.notifier.kafka.clients.KafkaClients;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Remembers which topics exist, and asks Kafka about the others. Used by one thread. */
final class ExistingTopics {
  private final Admin admin;

  /** Only names of topics that exist, so its size is limited. */
  private final Set<String> existing = new HashSet<>();

  ExistingTopics(Admin admin) {
    this.admin = admin;
  }

  /**
   * Whether the topic exists.
   *
   * @throws KafkaException if Kafka does not answer
   */
  boolean exists(String topic) {
    if (existing.contains(topic)) {
      return true;
    }
    try {
      admin
          .describeTopics(List.of(topic))
          .allTopicNames()
          .get(KafkaClients.CALL_TIMEOUT.toSeconds(), TimeUnit.SECONDS);
      existing.add(topic);
      return true;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException
          || e.getCause() instanceof InvalidTopicException) {
        return false;
      }
      throw new KafkaException("the topics are unknown", e.getCause());
    } catch (TimeoutException e) {
      throw new KafkaException("the topics are unknown", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted", e);
    }
  }
}
