package dev.notifier.store.plan;

import java.util.UUID;

/**
 * An event with its position on Kafka and the notification planned for it.
 *
 * @param digest the identity of the event; see {@code EventDigest}
 * @param partition the partition of the events topic of its lane
 * @param offset the offset in the partition
 * @param replacesRejected whether an operator replayed it from the quarantine: it replaces the
 *     notification that was rejected because the event could not be planned
 */
public record PlannedEvent(
    UUID digest,
    int partition,
    long offset,
    boolean replacesRejected,
    PlannedNotification notification) {}
