package dev.notifier.store.tracking;

import java.time.Instant;
import java.util.UUID;

/**
 * A segment that the carrier took and gave an id.
 *
 * @param route the route the id belongs to
 * @param messageId in canonical form, at most 64 characters
 * @param segment from 1
 */
public record AcceptedSegment(
    String route, String messageId, UUID notificationId, int segment, Instant respondedAt) {}
