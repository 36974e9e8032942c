package dev.notifier.store.tracking;

import java.time.Instant;
import java.util.UUID;

/**
 * A segment that the carrier accepted, with its message id.
 *
 * @param route the route to which the message id belongs
 * @param messageId in canonical form, at most 64 characters
 * @param segment from 1
 */
public record AcceptedSegment(
    String route, String messageId, UUID notificationId, int segment, Instant respondedAt) {}
