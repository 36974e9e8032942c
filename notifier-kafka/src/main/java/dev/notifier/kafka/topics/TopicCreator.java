package dev.notifier.kafka.topics;

import dev.notifier.kafka.clients.RedactedError;
import dev.notifier.kafka.clients.RedactedError.SafeFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.InvalidPartitionsException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Creates missing topics and adds partitions to topics that have too few. Several programs may run
 * it at the same time, and at every start.
 */
public final class TopicCreator {
  private static final Logger LOG = LoggerFactory.getLogger(TopicCreator.class);
  private static final String ALL = "the Kafka topics";
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
   * Creates and extends topics. An existing topic gets those settings for which it has no value of
   * its own: an older version of this program may have created it, or an operator by hand, and
   * without them a queue loses records by age, and a start reads a week of sessions. A value that
   * an operator has set is left alone, because it may be on purpose.
   *
   * @throws TopicCreationException when Kafka rejects a topic, which it names, or is unavailable;
   *     may be repeated
   */
  public void ensure(List<TopicSettings> topics) {
    try {
      Set<String> existing = admin.listTopics().names().get(CALL_TIMEOUT_SECONDS, TimeUnit.SECONDS);
      create(topics.stream().filter(topic -> !existing.contains(topic.name())).toList());
      List<TopicSettings> before =
          topics.stream().filter(topic -> existing.contains(topic.name())).toList();
      // All of them: another program may have created one with fewer partitions just now.
      addPartitions(topics);
      addMissingSettings(before);
    } catch (ExecutionException e) {
      throw new TopicCreationException(
          ALL, RedactedError.of(e.getCause() == null ? e : e.getCause()), e);
    } catch (TimeoutException e) {
      throw new TopicCreationException(ALL, "no response in " + CALL_TIMEOUT_SECONDS + " s", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TopicCreationException(ALL, "interrupted", e);
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
    for (var created : admin.createTopics(requests).values().entrySet()) {
      await(created, TopicExistsException.class);
    }
    awaitVisible(topics.stream().map(topic -> topic.withPartitions(1)).toList());
  }

  /** Brokers learn of a new topic, and of new partitions, with a delay. */
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
      if (await(topic, UnknownTopicOrPartitionException.class)) {
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
    for (var extended : admin.createPartitions(requests).values().entrySet()) {
      await(extended, InvalidPartitionsException.class);
    }
    awaitVisible(topics.stream().filter(topic -> requests.containsKey(topic.name())).toList());
  }

  /** A program that may not change settings still runs: only the advice is logged then. */
  private void addMissingSettings(List<TopicSettings> topics)
      throws InterruptedException, TimeoutException {
    try {
      Map<ConfigResource, Collection<AlterConfigOp>> changes = missingSettings(topics);
      if (!changes.isEmpty()) {
        admin.incrementalAlterConfigs(changes).all().get(CALL_TIMEOUT_SECONDS, TimeUnit.SECONDS);
        LOG.info("Added missing settings to the topics {}", names(changes.keySet()));
      }
    } catch (ExecutionException e) {
      LOG.warn(
          "Settings of existing topics cannot be checked or added; compare them with"
              + " docs/pipeline.md: {}",
          RedactedError.of(e.getCause() == null ? e : e.getCause()));
    }
  }

  private Map<ConfigResource, Collection<AlterConfigOp>> missingSettings(List<TopicSettings> topics)
      throws ExecutionException, InterruptedException, TimeoutException {
    Map<ConfigResource, TopicSettings> byResource = new HashMap<>();
    topics.forEach(topic ->
        byResource.put(new ConfigResource(ConfigResource.Type.TOPIC, topic.name()), topic));
    Map<ConfigResource, Config> found =
        admin
            .describeConfigs(byResource.keySet())
            .all()
            .get(CALL_TIMEOUT_SECONDS, TimeUnit.SECONDS);
    Map<ConfigResource, Collection<AlterConfigOp>> changes = new HashMap<>();
    byResource.forEach((resource, topic) -> {
      Config present = found.get(resource);
      List<AlterConfigOp> missing = new ArrayList<>();
      topic
          .config()
          .forEach((name, value) -> {
            ConfigEntry entry = present == null ? null : present.get(name);
            if (entry != null
                && entry.source() != ConfigEntry.ConfigSource.DYNAMIC_TOPIC_CONFIG
                && !value.equals(entry.value())) {
              missing.add(
                  new AlterConfigOp(new ConfigEntry(name, value), AlterConfigOp.OpType.SET));
            }
          });
      if (!missing.isEmpty()) {
        changes.put(resource, missing);
      }
    });
    return changes;
  }

  private static List<String> names(Collection<ConfigResource> resources) {
    return resources.stream().map(ConfigResource::name).sorted().toList();
  }

  /**
   * Returns whether the call succeeded. It fails as expected when another program does the same.
   */
  private static boolean await(
      Map.Entry<String, ? extends KafkaFuture<?>> topic, Class<? extends Exception> expected)
      throws InterruptedException, TimeoutException {
    try {
      topic.getValue().get(CALL_TIMEOUT_SECONDS, TimeUnit.SECONDS);
      return true;
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      if (expected.isInstance(cause)) {
        return false;
      }
      throw new TopicCreationException(
          "the Kafka topic " + topic.getKey(), RedactedError.of(cause), e);
    }
  }

  /** The topics could not be created. */
  public static final class TopicCreationException extends RuntimeException implements SafeFailure {
    TopicCreationException(String what, String problem, Throwable cause) {
      super(
          what
              + " could not be created or checked ("
              + problem
              + "); check that Kafka runs at notifier.kafka.bootstrap-servers, and the ACLs of this"
              + " program",
          cause);
    }
  }
}
