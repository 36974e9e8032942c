package dev.notifier.store.queries;

import java.time.Duration;
import java.time.OffsetDateTime;

/**
 * A query that a worker may try until the lease ends.
 *
 * @param attempts how many were begun, with this one
 * @param age the time since it was received
 * @param expired whether a failure ends it
 * @param delayed whether the person got the text that the answer takes longer
 * @param lease what a later owner has another one of
 */
public record LeasedQuery(
    QueryOrder order, int attempts, Duration age, boolean expired, boolean delayed, Lease lease) {
  /**
   * Identifies an owner.
   *
   * @param until when it ends, by PostgreSQL's clock
   */
  public record Lease(String owner, OffsetDateTime until) {}
}
