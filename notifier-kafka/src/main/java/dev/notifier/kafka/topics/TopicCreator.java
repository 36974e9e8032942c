package dev.notifier.kafka.topics;

import dev.notifier.kafka.clients.FailureDescription;
import dev.notifier.kafka.loop.Sleeper;
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
 * Makes the topics that are missing and gives more partitions to those that have too few. May be
 * run by several programs at once, and again at every start.
 */
public final class TopicCreator {
  private static final long WAIT_SECONDS = 30;
  private static final int MAX_LOOKS = 600;
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);

  private final Admin admin;
  private final Sleeper sleeper;
  private final int replication;

  /**
   * @param replication copies of each record; 0 leaves it to the number of brokers
   */
  public TopicCreator(Admin admin, Sleeper sleeper, int replication) {
    this.admin = admin;
    this.sleeper = sleeper;
    this.replication = replication;
  }

  /**
   * Brings the brokers' topics up to the plans. Settings of topics that are there are left alone:
   * an operator may have changed them on purpose.
   *
   * @throws TopicSetupException when Kafka refused or was away; safe to call again
   */
  public void ensure(List<TopicSettings> plans) {
    try {
      Set<String> known = admin.listTopics().names().get(WAIT_SECONDS, TimeUnit.SECONDS);
      create(plans.stream().filter(plan -> !known.contains(plan.name())).toList());
      widen(plans.stream().filter(plan -> known.contains(plan.name())).toList());
    } catch (ExecutionException e) {
      throw new TopicSetupException(
          FailureDescription.of(e.getCause() == null ? e : e.getCause()), e);
    } catch (TimeoutException e) {
      throw new TopicSetupException("no answer in " + WAIT_SECONDS + " s", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TopicSetupException("interrupted", e);
    }
  }

  private void create(List<TopicSettings> plans)
      throws ExecutionException, InterruptedException, TimeoutException {
    if (plans.isEmpty()) {
      return;
    }
    int brokers = admin.describeCluster().nodes().get(WAIT_SECONDS, TimeUnit.SECONDS).size();
    int replicas = TopicSettings.replicas(replication, brokers);
    List<NewTopic> topics = new ArrayList<>();
    for (TopicSettings plan : plans) {
      Map<String, String> config = new HashMap<>(plan.config());
      config.put("min.insync.replicas", "" + TopicSettings.minInSyncReplicas(replicas));
      topics.add(new NewTopic(plan.name(), plan.partitions(), (short) replicas).configs(config));
    }
    for (KafkaFuture<Void> topic : admin.createTopics(topics).values().values()) {
      await(topic, TopicExistsException.class);
    }
    awaitVisible(plans);
  }

  /** What was made is known to every broker a moment later. */
  private void awaitVisible(List<TopicSettings> plans)
      throws ExecutionException, InterruptedException, TimeoutException {
    for (int looks = 0; isAnyMissing(plans); looks++) {
      if (looks == MAX_LOOKS) {
        throw new TimeoutException();
      }
      sleeper.sleep(BETWEEN_LOOKS);
    }
  }

  private boolean isAnyMissing(List<TopicSettings> plans)
      throws ExecutionException, InterruptedException, TimeoutException {
    Map<String, Integer> found = partitionsOf(plans);
    return plans.stream().anyMatch(plan -> found.getOrDefault(plan.name(), 0) < plan.partitions());
  }

  private Map<String, Integer> partitionsOf(List<TopicSettings> plans)
      throws ExecutionException, InterruptedException, TimeoutException {
    List<String> names = plans.stream().map(TopicSettings::name).toList();
    Map<String, Integer> found = new HashMap<>();
    for (var topic : admin.describeTopics(names).topicNameValues().entrySet()) {
      if (await(topic.getValue(), UnknownTopicOrPartitionException.class)) {
        found.put(topic.getKey(), topic.getValue().get().partitions().size());
      }
    }
    return found;
  }

  private void widen(List<TopicSettings> plans)
      throws ExecutionException, InterruptedException, TimeoutException {
    Map<String, Integer> found = partitionsOf(plans);
    Map<String, NewPartitions> wider = new HashMap<>();
    for (TopicSettings plan : plans) {
      Integer partitions = found.get(plan.name());
      if (partitions != null && partitions < plan.partitions()) {
        wider.put(plan.name(), NewPartitions.increaseTo(plan.partitions()));
      }
    }
    for (KafkaFuture<Void> topic : admin.createPartitions(wider).values().values()) {
      await(topic, InvalidPartitionsException.class);
    }
    awaitVisible(plans.stream().filter(plan -> wider.containsKey(plan.name())).toList());
  }

  /** Whether it succeeded rather than failed as expected when another program is doing the same. */
  private static boolean await(KafkaFuture<?> future, Class<? extends Exception> expected)
      throws ExecutionException, InterruptedException, TimeoutException {
    try {
      future.get(WAIT_SECONDS, TimeUnit.SECONDS);
      return true;
    } catch (ExecutionException e) {
      if (expected.isInstance(e.getCause())) {
        return false;
      }
      throw e;
    }
  }

  /** The topics could not be made. */
  public static final class TopicSetupException extends RuntimeException {
    TopicSetupException(String words, Throwable cause) {
      super("Kafka's topics could not be made (" + words + "); check that Kafka is up", cause);
    }
  }
}
