package dev.notifier.store.plan;

import java.util.UUID;

/**
 * An event where it stands on Kafka, and what it was planned as.
 *
 * @param digest the event's identity; see {@code EventDigest}
 * @param partition of its lane's events topic
 * @param offset in that partition
 */
public record PlannedEvent(
    UUID digest, int partition, long offset, PlannedNotification notification) {}
