package dev.notifier.worker.send;

import dev.notifier.contracts.FailureReason;
import dev.notifier.contracts.SubmitRecord;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * The checks before a message is submitted. The one place that decides whether a message may still
 * be sent; asked before its intents are journaled, before each of its segments is written, also
 * again, before it fails over, by a new owner of the bind, and every second while it waits. What it
 * refuses once it refuses for good. Today the only check is the time to live.
 */
public final class PreSubmitCheck {
  private final InstantSource clock;

  public PreSubmitCheck(InstantSource clock) {
    this.clock = clock;
  }

  /** Why the message must not be sent now, or null if it may be sent. */
  public @Nullable FailureReason reasonNotToSend(SubmitRecord message) {
    Instant expiresAt = message.expiresAt();
    return expiresAt != null && !clock.instant().isBefore(expiresAt)
        ? FailureReason.EXPIRED_BEFORE_SUBMISSION
        : null;
  }
}
