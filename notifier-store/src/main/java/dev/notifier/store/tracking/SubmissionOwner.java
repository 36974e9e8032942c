package dev.notifier.store.tracking;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/**
 * The segment to which a message id belongs.
 *
 * @param open whether the segment has no final receipt yet
 */
public record SubmissionOwner(
    SubmissionKey key, UUID notificationId, int segment, Instant respondedAt, boolean open) {
  private static final Duration BEFORE_RESPONSE = Duration.ofMinutes(2);
  private static final Duration AFTER_RESPONSE = Duration.ofDays(2);

  /** The same segment. */
  SubmissionOwner withOpen(boolean nowOpen) {
    return new SubmissionOwner(key, notificationId, segment, respondedAt, nowOpen);
  }

  /** Whether a receipt of this time may be about the segment. */
  public boolean isDueAt(Instant receivedAt) {
    return !receivedAt.isBefore(respondedAt.minus(BEFORE_RESPONSE))
        && receivedAt.isBefore(respondedAt.plus(AFTER_RESPONSE));
  }
}
