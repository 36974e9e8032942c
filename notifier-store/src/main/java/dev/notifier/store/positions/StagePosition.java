package dev.notifier.store.positions;

import java.time.Instant;
import java.util.UUID;

/**
 * How far a consumer group has read a partition.
 *
 * @param topicId Kafka's id of the topic
 * @param from Kafka's committed offset was at least this when the last batch was stored
 * @param next all records before this offset are stored
 * @param updatedAt when the last batch was stored, by PostgreSQL's clock
 */
public record StagePosition(
    String group,
    String topic,
    int partition,
    UUID topicId,
    long from,
    long next,
    Instant updatedAt) {}
