package dev.notifier.api.limits;

import java.time.Duration;
import java.util.UUID;

/**
 * Limits how many requests a user may send with all sessions, including those that are not
 * complete. Each instance accepts its share. What the console sends by itself does not count.
 * Thread-safe.
 */
public final class UserRequestLimits {
  /** On each instance: each has a row in the audit. Enough for ten passkeys. */
  static final int CHANGES_PER_MINUTE = 30;

  /** On each instance, whose console reads for others who look at the same pages, too. */
  static final int PROGRAM_PER_SECOND = 100;

  /** On each instance. */
  static final int SIGN_INS_PER_MINUTE = 10;

  private final RequestLimits limits;
  private final int requestsPerSecond;

  /**
   * @param requestsPerSecond of a user; they may come at once
   */
  UserRequestLimits(RequestLimits limits, int requestsPerSecond) {
    this.limits = limits;
    this.requestsPerSecond = requestsPerSecond;
  }

  /**
   * Takes one request.
   *
   * @param change whether it may change the account of the user
   * @return how long to wait; zero if it is allowed
   */
  Duration take(UUID user, boolean change) {
    Duration wait = limits.take("user " + user, requestsPerSecond).retryAfter();
    return wait.isZero() && change ? takeOfMinute("change " + user, CHANGES_PER_MINUTE) : wait;
  }

  /**
   * Takes one request that the console sends by itself with a session of the user.
   *
   * @return how long to wait; zero if it is allowed
   */
  Duration takeOfProgram(UUID user) {
    return limits.take("program " + user, PROGRAM_PER_SECOND, Duration.ofSeconds(1)).retryAfter();
  }

  /** Takes one sign-in with a right password; false if there were too many. */
  public boolean takeSignIn(UUID user) {
    return takeOfMinute("sign-in " + user, SIGN_INS_PER_MINUTE).isZero();
  }

  private Duration takeOfMinute(String id, int requests) {
    return limits.take(id, requests, Duration.ofMinutes(1)).retryAfter();
  }
}
