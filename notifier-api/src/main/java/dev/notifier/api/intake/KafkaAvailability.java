package dev.notifier.api.intake;

import dev.notifier.kafka.topics.TopicSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks every second whether Kafka is there, so that callers need not wait to learn that it is not,
 * and makes the topics of the API when it is first seen. Thread-safe.
 */
public final class KafkaAvailability implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(KafkaAvailability.class);
  private static final Duration PERIOD = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final Supplier<Admin> admins;
  private final Supplier<Duration> sinceConfirmed;
  private final int replication;
  private final ScheduledExecutorService schedule =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("kafka-watch").factory());
  private volatile @Nullable Admin admin;
  private volatile State state = State.UNKNOWN;

  /** What is known of Kafka. */
  private enum State {
    UNKNOWN,
    UP,
    DOWN
  }

  /**
   * @param sinceConfirmed how long ago Kafka confirmed an event: one that works is not away,
   *     however slowly it answers to us
   * @param replication copies of each record of the topics made; 0 leaves it to the number of
   *     brokers
   */
  public KafkaAvailability(
      Supplier<Admin> admins, Supplier<Duration> sinceConfirmed, int replication) {
    this.admins = admins;
    this.sinceConfirmed = sinceConfirmed;
    this.replication = replication;
  }

  public void start() {
    var _ =
        schedule.scheduleWithFixedDelay(this::look, 0, PERIOD.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** False only when Kafka is known to be away; before the first look it may be there. */
  public boolean isUp() {
    return state != State.DOWN;
  }

  /** Whether it was seen, its topics included. */
  public boolean isSeen() {
    return state == State.UP;
  }

  @Override
  public void close() {
    schedule.shutdownNow();
    Admin open = admin;
    if (open != null) {
      open.close(Duration.ZERO);
    }
  }

  private void look() {
    try {
      Admin open = admin;
      if (open == null) {
        open = admins.get();
        admin = open;
      }
      if (state == State.UP) {
        open.describeCluster().clusterId().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      } else {
        makeTopics(open);
        LOG.info("Kafka is there; events are taken");
      }
      state = State.UP;
    } catch (ExecutionException | TimeoutException | KafkaException e) {
      away(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      // The schedule ends with the first exception that leaves it.
      away(e);
    }
  }

  private void away(Exception e) {
    if (sinceConfirmed.get().compareTo(PATIENCE) < 0) {
      return;
    }
    if (state != State.DOWN) {
      LOG.warn(
          "Kafka is away ({}); callers are told to send again until it is back",
          e.getClass().getSimpleName());
    }
    state = State.DOWN;
  }

  private void makeTopics(Admin admin)
      throws ExecutionException, InterruptedException, TimeoutException {
    int brokers =
        admin.describeCluster().nodes().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS).size();
    int replicas = TopicSettings.replicas(replication, brokers);
    String inSync = Integer.toString(TopicSettings.minInSyncReplicas(replicas));
    List<NewTopic> topics = new ArrayList<>();
    for (TopicSettings plan : TopicSettings.api()) {
      Map<String, String> config = new HashMap<>(plan.config());
      config.put("min.insync.replicas", inSync);
      topics.add(new NewTopic(plan.name(), plan.partitions(), (short) replicas).configs(config));
    }
    for (var made : admin.createTopics(topics).values().values()) {
      try {
        made.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof TopicExistsException)) {
          throw e;
        }
      }
    }
  }
}
