package dev.notifier.kafka.topics;

import dev.notifier.contracts.Lane;
import dev.notifier.contracts.RetryDelay;
import dev.notifier.contracts.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The settings of one topic. A queue topic keeps records until they are trimmed behind the
 * committed offset of its reader, never by age, because a late record is still valid.
 *
 * @param partitions a topic with fewer partitions gets more; partitions are never removed
 * @param config settings by Kafka's names
 */
public record TopicSettings(String name, int partitions, Map<String, String> config) {
  /** Replicas of a topic, if there are as many brokers. */
  public static final int REPLICAS = 3;

  /** How long receipts and inbound messages are kept. */
  public static final Duration STREAM_RETENTION = Duration.ofDays(7);

  /** Readers may have been closed for longer than a week, as offices are at Tết. */
  public static final Duration STATUS_RETENTION = Duration.ofDays(30);

  /** How long the events of a client wait, and how long their refusals can be read. */
  public static final Duration CLIENT_RETENTION = Duration.ofDays(30);

  /** How long records are kept that no stage can process. */
  public static final Duration QUARANTINE_RETENTION = Duration.ofDays(30);

  private static final Duration QUARANTINE_SEGMENT = Duration.ofHours(12);

  /** Twice what a stage writes, whatever the default of the broker is. */
  private static final String QUEUE_MESSAGE_BYTES = Integer.toString(2 << 20);

  /** Of a batch that an upstream system writes; an event has at most 64 KiB. */
  private static final String CLIENT_BATCH_BYTES = Integer.toString(128 << 10);

  private static final Duration COMPACTION_PERIOD = Duration.ofMinutes(10);

  private static final Duration OPT_OUT_SEGMENTS = Duration.ofHours(6);

  private static final Duration OPT_OUT_COMPACTION = Duration.ofDays(7);

  /** Small, because trimming frees only whole segments. */
  private static final String QUEUE_SEGMENT_BYTES = Integer.toString(64 << 20);

  public TopicSettings {
    config = Map.copyOf(config);
  }

  TopicSettings withPartitions(int number) {
    return new TopicSettings(name, number, config);
  }

  /** The topics that intake writes to. */
  public static List<TopicSettings> events() {
    List<TopicSettings> topics = new ArrayList<>();
    for (Lane lane : Lane.values()) {
      topics.add(queue(Topics.events(lane), Topics.EVENT_PARTITIONS));
    }
    return topics;
  }

  /** The topics that the API creates, because it may start before any worker. */
  public static List<TopicSettings> api() {
    List<TopicSettings> topics = new ArrayList<>(events());
    topics.add(compacted(Topics.EVENT_TYPES));
    topics.add(compacted(Topics.TEMPLATES));
    topics.add(compacted(Topics.KEYS));
    topics.add(compacted(Topics.TENANTS));
    topics.add(compacted(Topics.CANCELLED));
    topics.add(optOuts());
    topics.add(compacted(Topics.KNOWLEDGE));
    return topics;
  }

  /**
   * All topics that the pipeline needs to send messages.
   *
   * @param maxSessionsByRoute the most sessions that each route may ever have; its submit topics
   *     get as many partitions
   */
  public static List<TopicSettings> pipeline(Map<String, Integer> maxSessionsByRoute) {
    List<TopicSettings> topics = new ArrayList<>(api());
    for (Lane lane : Lane.values()) {
      maxSessionsByRoute.forEach(
          (route, sessions) -> topics.add(queue(Topics.submit(route, lane), sessions)));
      for (RetryDelay delay : RetryDelay.values()) {
        topics.add(retry(lane, delay));
      }
    }
    topics.add(binds(Topics.BIND_SLOTS));
    for (String stream : List.of(Topics.RECEIPTS, Topics.INBOUND)) {
      topics.add(stream(stream, Topics.TRACK_PARTITIONS, STREAM_RETENTION));
    }
    topics.add(stream(Topics.STATUSES, Topics.STATUS_PARTITIONS, STATUS_RETENTION));
    topics.add(quarantine());
    for (String table : List.of(Topics.ROUTES, Topics.SESSIONS)) {
      topics.add(compacted(table));
    }
    return topics;
  }

  /** The topic with the end of the audit's chain. No message waits for it. */
  public static TopicSettings auditHeads() {
    return compacted(Topics.AUDIT_HEADS);
  }

  /**
   * Keeps the latest record of millions of keys, so it is compacted rarely: each time, a partition
   * is written again.
   */
  private static TopicSettings optOuts() {
    return new TopicSettings(
        Topics.OPT_OUTS,
        Topics.OPT_OUT_PARTITIONS,
        Map.of(
            "cleanup.policy",
            "compact",
            "segment.ms",
            "" + OPT_OUT_SEGMENTS.toMillis(),
            "max.compaction.lag.ms",
            "" + OPT_OUT_COMPACTION.toMillis(),
            "min.cleanable.dirty.ratio",
            "0.3"));
  }

  /** The topics of an upstream system that writes its events to Kafka. */
  public static List<TopicSettings> client(String client) {
    return List.of(
        eventsIn(client),
        stream(Topics.eventsRefused(client), Topics.CLIENT_PARTITIONS, CLIENT_RETENTION));
  }

  /**
   * Upstream systems write it, so it limits what they can write: a compressed batch becomes larger
   * in the memory of the reader, and a record with an old time would be deleted at once.
   */
  private static TopicSettings eventsIn(String client) {
    return new TopicSettings(
        Topics.eventsIn(client),
        Topics.CLIENT_PARTITIONS,
        Map.of(
            "cleanup.policy",
            "delete",
            "retention.ms",
            "" + CLIENT_RETENTION.toMillis(),
            "max.message.bytes",
            CLIENT_BATCH_BYTES,
            "message.timestamp.type",
            "LogAppendTime"));
  }

  /** The topic of the bind slots, with a partition for each. */
  public static TopicSettings binds(int slots) {
    return queue(Topics.BINDS, slots);
  }

  /**
   * The number of replicas to ask for.
   *
   * @param configured 0 selects it by the number of brokers; with more than there are brokers,
   *     Kafka rejects the topic, so a topic never gets too few replicas while a broker is down
   */
  public static int replicas(int configured, int brokers) {
    return configured > 0 ? configured : Math.min(REPLICAS, brokers);
  }

  /** How many replicas must confirm a record. With three or more, one may be down. */
  public static int minInSyncReplicas(int replicas) {
    return replicas >= REPLICAS ? replicas - 1 : 1;
  }

  /**
   * Keeps the latest record of each key. Programs read such a topic from its beginning when they
   * start, and the active segment is never compacted, so segments are short. With 64 sessions that
   * report every 10 s, about 10,000 records remain; with the defaults of the broker, a week of
   * them.
   */
  private static TopicSettings compacted(String name) {
    return new TopicSettings(
        name,
        1,
        Map.of(
            "cleanup.policy",
            "compact",
            "segment.ms",
            "" + COMPACTION_PERIOD.toMillis(),
            "max.compaction.lag.ms",
            "" + COMPACTION_PERIOD.toMillis(),
            "min.cleanable.dirty.ratio",
            "0.1"));
  }

  private static TopicSettings queue(String name, int partitions) {
    return new TopicSettings(
        name,
        partitions,
        Map.of(
            "cleanup.policy",
            "delete",
            "retention.ms",
            "-1",
            "segment.bytes",
            QUEUE_SEGMENT_BYTES,
            "max.message.bytes",
            QUEUE_MESSAGE_BYTES));
  }

  private static TopicSettings stream(String name, int partitions, Duration retention) {
    return new TopicSettings(
        name,
        partitions,
        Map.of("cleanup.policy", "delete", "retention.ms", "" + retention.toMillis()));
  }

  /** Takes every record that another topic takes, with some more bytes in its headers. */
  private static TopicSettings quarantine() {
    return new TopicSettings(
        Topics.QUARANTINE,
        Topics.QUARANTINE_PARTITIONS,
        Map.of(
            "cleanup.policy", "delete",
            "retention.ms", "" + QUARANTINE_RETENTION.toMillis(),
            // Kafka deletes whole segments, and cancellations count on records that are gone.
            "segment.ms", "" + QUARANTINE_SEGMENT.toMillis(),
            "max.message.bytes", "" + Topics.QUARANTINE_MAX_BYTES));
  }

  /** Uses the broker's timestamps, so that records are ordered by the time they become due. */
  private static TopicSettings retry(Lane lane, RetryDelay delay) {
    return new TopicSettings(
        Topics.retry(lane, delay),
        Topics.RETRY_PARTITIONS,
        Map.of(
            "cleanup.policy", "delete",
            "retention.ms", "-1",
            "segment.bytes", QUEUE_SEGMENT_BYTES,
            "max.message.bytes", QUEUE_MESSAGE_BYTES,
            "message.timestamp.type", "LogAppendTime"));
  }
}
