package dev.notifier.store.tracking;

import java.time.Instant;
import java.util.UUID;

/**
 * A segment that the carrier accepted, with its message id.
 *
 * @param segment from 1
 * @param ambiguous whether another segment got the same id for the same number at about this time
 */
public record AcceptedSegment(
    SubmissionKey key, UUID notificationId, int segment, Instant respondedAt, boolean ambiguous) {}
