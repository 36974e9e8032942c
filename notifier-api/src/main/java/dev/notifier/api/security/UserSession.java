package dev.notifier.api.security;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The session of a caller who is a user. Immutable.
 *
 * @param sessionId shown to people; it is not the token
 * @param stage what the user still has to do before any other operation
 * @param secondFactorAt when the second factor was last right; null = it was not given yet
 */
public record UserSession(
    UUID userId, UUID sessionId, Stage stage, @Nullable Instant secondFactorAt) {
  /** For how long a second factor allows what needs a fresh one. */
  public static final Duration FRESH = Duration.ofMinutes(10);

  /** How far a sign-in has come, in the order in which more is allowed. */
  public enum Stage {
    /** The password was right; the second factor is needed. */
    SECOND_FACTOR_NEEDED,
    /** The password was right, and the user has no second factor yet: the user must add one. */
    ENROLMENT_NEEDED,
    /** Signed in. */
    COMPLETE
  }

  /** Whether the second factor was given within the last {@link #FRESH}. */
  public boolean hasFreshSecondFactor(Instant now) {
    return stage == Stage.COMPLETE
        && secondFactorAt != null
        && now.isBefore(secondFactorAt.plus(FRESH));
  }
}
