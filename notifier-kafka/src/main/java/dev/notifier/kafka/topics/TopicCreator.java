package dev.notifier.kafka.topics;

import dev.notifier.kafka.clients.RedactedError;
import dev.notifier.kafka.clients.RedactedError.SafeFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.InvalidPartitionsException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Creates missing topics and adds partitions to topics that have too few. Several programs may run
 * it at the same time, and at every start.
 */
public final class TopicCreator {
  private static final long CALL_TIMEOUT_SECONDS = 30;
  private static final int MAX_VISIBILITY_CHECKS = 600;
  private static final Duration VISIBILITY_CHECK_INTERVAL = Duration.ofMillis(50);

  private final Admin admin;
  private final Sleeper sleeper;
  private final int replication;

  /** Waits. The application passes {@code Thread::sleep}. */
  @FunctionalInterface
  public interface Sleeper {
    void sleep(Duration duration) throws InterruptedException;
  }

  /**
   * @param replication replicas of each new topic; 0 selects them by the number of brokers
   */
  public TopicCreator(Admin admin, Sleeper sleeper, int replication) {
    this.admin = admin;
    this.sleeper = sleeper;
    this.replication = replication;
  }

  /**
   * Creates and extends topics. Leaves the configuration of existing topics alone, because an
   * operator may have changed it on purpose.
   *
   * @throws TopicCreationException when Kafka rejects a topic or is unavailable; may be repeated
   */
  public void ensure(List<TopicSettings> topics) {
    try {
      Set<String> existing = admin.listTopics().names().get(CALL_TIMEOUT_SECONDS, TimeUnit.SECONDS);
      create(topics.stream().filter(topic -> !existing.contains(topic.name())).toList());
      addPartitions(topics.stream().filter(topic -> existing.contains(topic.name())).toList());
    } catch (ExecutionException e) {
      throw new TopicCreationException(
          RedactedError.of(e.getCause() == null ? e : e.getCause()), e);
    } catch (TimeoutException e) {
      throw new TopicCreationException("no response in " + CALL_TIMEOUT_SECONDS + " s", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TopicCreationException("interrupted", e);
    }
  }

  private void create(List<TopicSettings> topics)
      throws ExecutionException, InterruptedException, TimeoutException {
    if (topics.isEmpty()) {
      return;
    }
    int brokers =
        admin.describeCluster().nodes().get(CALL_TIMEOUT_SECONDS, TimeUnit.SECONDS).size();
    int replicas = TopicSettings.replicas(replication, brokers);
    List<NewTopic> requests = new ArrayList<>();
    for (TopicSettings topic : topics) {
      Map<String, String> config = new HashMap<>(topic.config());
      config.put("min.insync.replicas", "" + TopicSettings.minInSyncReplicas(replicas));
      requests.add(
          new NewTopic(topic.name(), topic.partitions(), (short) replicas).configs(config));
    }
    for (KafkaFuture<Void> created : admin.createTopics(requests).values().values()) {
      await(created, TopicExistsException.class);
    }
    awaitVisible(topics);
  }

  /** Brokers learn of a new topic with a delay. */
  private void awaitVisible(List<TopicSettings> topics)
      throws ExecutionException, InterruptedException, TimeoutException {
    for (int checks = 0; isAnyMissing(topics); checks++) {
      if (checks == MAX_VISIBILITY_CHECKS) {
        throw new TimeoutException();
      }
      sleeper.sleep(VISIBILITY_CHECK_INTERVAL);
    }
  }

  private boolean isAnyMissing(List<TopicSettings> topics)
      throws ExecutionException, InterruptedException, TimeoutException {
    Map<String, Integer> partitions = partitionsOf(topics);
    return topics.stream()
        .anyMatch(topic -> partitions.getOrDefault(topic.name(), 0) < topic.partitions());
  }

  private Map<String, Integer> partitionsOf(List<TopicSettings> topics)
      throws ExecutionException, InterruptedException, TimeoutException {
    List<String> names = topics.stream().map(TopicSettings::name).toList();
    Map<String, Integer> partitions = new HashMap<>();
    for (var topic : admin.describeTopics(names).topicNameValues().entrySet()) {
      if (await(topic.getValue(), UnknownTopicOrPartitionException.class)) {
        partitions.put(topic.getKey(), topic.getValue().get().partitions().size());
      }
    }
    return partitions;
  }

  private void addPartitions(List<TopicSettings> topics)
      throws ExecutionException, InterruptedException, TimeoutException {
    Map<String, Integer> existing = partitionsOf(topics);
    Map<String, NewPartitions> requests = new HashMap<>();
    for (TopicSettings topic : topics) {
      Integer partitions = existing.get(topic.name());
      if (partitions != null && partitions < topic.partitions()) {
        requests.put(topic.name(), NewPartitions.increaseTo(topic.partitions()));
      }
    }
    for (KafkaFuture<Void> extended : admin.createPartitions(requests).values().values()) {
      await(extended, InvalidPartitionsException.class);
    }
    awaitVisible(topics.stream().filter(topic -> requests.containsKey(topic.name())).toList());
  }

  /**
   * Returns whether the call succeeded. It fails as expected when another program does the same.
   */
  private static boolean await(KafkaFuture<?> future, Class<? extends Exception> expected)
      throws ExecutionException, InterruptedException, TimeoutException {
    try {
      future.get(CALL_TIMEOUT_SECONDS, TimeUnit.SECONDS);
      return true;
    } catch (ExecutionException e) {
      if (expected.isInstance(e.getCause())) {
        return false;
      }
      throw e;
    }
  }

  /** The topics could not be created. */
  public static final class TopicCreationException extends RuntimeException implements SafeFailure {
    TopicCreationException(String problem, Throwable cause) {
      super(
          "the Kafka topics could not be created ("
              + problem
              + "); check that Kafka runs at notifier.kafka.bootstrap-servers",
          cause);
    }
  }
}
