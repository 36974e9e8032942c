package dev.notifier.kafka.clients;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Uuid;

/** Asks which topic has a name: its id is random, and another one when the topic is made again. */
public final class TopicIds {
  private TopicIds() {}

  /**
   * The id of a topic.
   *
   * @throws KafkaException if the topic does not exist, or Kafka does not answer in time
   */
  public static Uuid of(KafkaClients clients, String topic, Duration timeout) {
    return describe(clients, topic, timeout).topicId();
  }

  /**
   * A topic with its partitions.
   *
   * @throws KafkaException if the topic does not exist, or Kafka does not answer in time
   */
  public static TopicDescription describe(KafkaClients clients, String topic, Duration timeout) {
    Admin admin = clients.admin("describe-" + topic, timeout);
    try {
      return Objects.requireNonNull(
              admin.describeTopics(List.of(topic)).topicNameValues().get(topic))
          .get(timeout.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new KafkaException(topic + " cannot be described", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted while describing " + topic, e);
    } finally {
      admin.close(Duration.ZERO);
    }
  }
}
