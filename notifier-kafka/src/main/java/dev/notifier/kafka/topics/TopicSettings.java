package dev.notifier.kafka.topics;

import dev.notifier.contracts.Lane;
import dev.notifier.contracts.RetryDelay;
import dev.notifier.contracts.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How one topic is made. Queue topics are kept until they are trimmed behind the commit of whoever
 * reads them, never by age: a record that waits long is late, not worthless.
 *
 * @param partitions how many it has; a topic with fewer is given more, never less
 * @param config settings by Kafka's own names
 */
public record TopicSettings(String name, int partitions, Map<String, String> config) {
  /** Copies of each record, where there are as many brokers. */
  public static final int REPLICAS = 3;

  private static final Duration TOLD_FOR = Duration.ofDays(7);

  /** Small segments, because only whole segments behind the trim give their space back. */
  private static final String SEGMENT_OCTETS = Integer.toString(64 << 20);

  public TopicSettings {
    config = Map.copyOf(config);
  }

  /** The topics that intake writes to. */
  public static List<TopicSettings> events() {
    List<TopicSettings> plans = new ArrayList<>();
    for (Lane lane : Lane.values()) {
      plans.add(queue(Topics.events(lane), Topics.EVENT_PARTITIONS));
    }
    return plans;
  }

  /** The topics that the API makes, because it may be there before any worker is. */
  public static List<TopicSettings> api() {
    List<TopicSettings> plans = new ArrayList<>(events());
    plans.add(known(Topics.EVENT_TYPES));
    plans.add(known(Topics.TEMPLATES));
    return plans;
  }

  /**
   * Every topic of the line.
   *
   * @param maxSessionsByRoute for each route how many sessions it may ever have; its submit topics
   *     get as many partitions
   */
  public static List<TopicSettings> line(Map<String, Integer> maxSessionsByRoute) {
    List<TopicSettings> plans = new ArrayList<>(api());
    for (Lane lane : Lane.values()) {
      maxSessionsByRoute.forEach(
          (route, sessions) -> plans.add(queue(Topics.submit(route, lane), sessions)));
      for (RetryDelay delay : RetryDelay.values()) {
        plans.add(retry(lane, delay));
      }
    }
    plans.add(queue(Topics.BINDS, Topics.BIND_SLOTS));
    for (String told : List.of(Topics.STATUSES, Topics.RECEIPTS, Topics.INBOUND)) {
      plans.add(
          new TopicSettings(
              told,
              Topics.TRACK_PARTITIONS,
              Map.of("cleanup.policy", "delete", "retention.ms", "" + TOLD_FOR.toMillis())));
    }
    for (String known : List.of(Topics.ROUTES, Topics.SESSIONS)) {
      plans.add(known(known));
    }
    return plans;
  }

  /**
   * How many copies to ask for.
   *
   * @param configured 0 leaves it to the number of brokers; more than there are and Kafka refuses
   *     the topic, so that none is made with too few copies while a broker is away
   */
  public static int replicas(int configured, int brokers) {
    return configured > 0 ? configured : Math.min(REPLICAS, brokers);
  }

  /** How many copies must have a record before it counts as taken: of three one may be away. */
  public static int minInSyncReplicas(int replicas) {
    return replicas >= REPLICAS ? replicas - 1 : 1;
  }

  /** The last word on each key, from the first record on. */
  private static TopicSettings known(String name) {
    return new TopicSettings(name, 1, Map.of("cleanup.policy", "compact"));
  }

  private static TopicSettings queue(String name, int partitions) {
    return new TopicSettings(
        name,
        partitions,
        Map.of("cleanup.policy", "delete", "retention.ms", "-1", "segment.bytes", SEGMENT_OCTETS));
  }

  /** The broker's clock stamps the records, so that they are in the order they fall due. */
  private static TopicSettings retry(Lane lane, RetryDelay delay) {
    return new TopicSettings(
        Topics.retry(lane, delay),
        Topics.RETRY_PARTITIONS,
        Map.of(
            "cleanup.policy", "delete",
            "retention.ms", "-1",
            "segment.bytes", SEGMENT_OCTETS,
            "message.timestamp.type", "LogAppendTime"));
  }
}
