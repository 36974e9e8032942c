package dev.notifier.kafka.clients;

import dev.notifier.contracts.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Identifies a Kafka cluster and its data.
 *
 * @param clusterId chosen when the cluster was set up; often a constant of its installation
 * @param topicId the id of {@link Topics#EVENT_TYPES}, which is random and changes when the topic
 *     is created again; empty if there is no such topic
 */
public record KafkaIdentity(String clusterId, String topicId) {
  /**
   * Asks the brokers.
   *
   * @return empty if they do not respond in time or refuse to
   */
  public static Optional<KafkaIdentity> ask(Admin admin, Duration timeout) {
    try {
      String clusterId =
          admin.describeCluster().clusterId().get(timeout.toMillis(), TimeUnit.MILLISECONDS);
      return Optional.of(new KafkaIdentity(clusterId, topicId(admin, timeout)));
    } catch (ExecutionException | TimeoutException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  /** Like {@link #ask(Admin, Duration)}, with a client of its own. */
  public static Optional<KafkaIdentity> ask(KafkaClients clients, Duration timeout) {
    Admin admin = clients.admin("cluster", timeout);
    try {
      return ask(admin, timeout);
    } finally {
      admin.close(Duration.ZERO);
    }
  }

  private static String topicId(Admin admin, Duration timeout)
      throws ExecutionException, InterruptedException, TimeoutException {
    try {
      return Objects.requireNonNull(
              admin
                  .describeTopics(List.of(Topics.EVENT_TYPES))
                  .topicNameValues()
                  .get(Topics.EVENT_TYPES))
          .get(timeout.toMillis(), TimeUnit.MILLISECONDS)
          .topicId()
          .toString();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException) {
        return "";
      }
      throw e;
    }
  }
}
