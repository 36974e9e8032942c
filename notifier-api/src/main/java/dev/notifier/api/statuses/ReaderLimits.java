package dev.notifier.api.statuses;

import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.Problem;
import dev.notifier.api.problem.ProblemException;
import java.util.HashMap;
import java.util.Map;

/**
 * Limits how many requests follow the feed at the same time on this instance, so that one caller or
 * tenant does not keep others out. Thread-safe.
 */
final class ReaderLimits {
  static final int MAX_OF_CALLER = 8;
  static final int MAX_OF_TENANT = 64;
  static final int MAX = 500;

  private final Map<String, Integer> callers = new HashMap<>();
  private final Map<String, Integer> tenants = new HashMap<>();
  private int all;

  /**
   * Adds a request.
   *
   * @param caller the id of its key or user, which is unique in all tenants
   * @throws ProblemException if there are too many
   */
  synchronized void begin(String tenant, String caller) {
    if (all >= MAX) {
      throw new ProblemException(ErrorCode.OVERLOADED);
    }
    require(callers.getOrDefault(caller, 0) < MAX_OF_CALLER, "This caller", MAX_OF_CALLER);
    require(tenants.getOrDefault(tenant, 0) < MAX_OF_TENANT, "This tenant", MAX_OF_TENANT);
    all++;
    callers.merge(caller, 1, Integer::sum);
    tenants.merge(tenant, 1, Integer::sum);
  }

  /** Removes a request that was added. */
  synchronized void end(String tenant, String caller) {
    all--;
    callers.computeIfPresent(caller, (_, number) -> number == 1 ? null : number - 1);
    tenants.computeIfPresent(tenant, (_, number) -> number == 1 ? null : number - 1);
  }

  /** How many there are. */
  synchronized int open() {
    return all;
  }

  private static void require(boolean allowed, String who, int most) {
    if (!allowed) {
      throw new ProblemException(
          Problem.of(
              ErrorCode.TOO_MANY_FEED_READERS,
              who
                  + " has "
                  + most
                  + " open requests for states. Follow the feed with one request at a time."));
    }
  }
}
