package dev.notifier.worker.webhooks;

import dev.notifier.store.webhooks.WebhookProgress;
import dev.notifier.store.webhooks.WebhookProgress.Attempt;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far the deliveries to one webhook are. Changed by the thread of the webhook, and read by the
 * one that stores it. Thread-safe.
 */
final class EndpointProgress {
  private int replays;
  private int tests;
  private @Nullable Instant positionAt;
  private @Nullable Instant oldestAt;
  private @Nullable Instant gapAt;
  private int attempts;
  private @Nullable Instant failingSince;
  private @Nullable Instant nextAt;
  private @Nullable Instant lastAt;
  private @Nullable Instant successAt;
  private @Nullable Integer status;
  private @Nullable String error;
  private @Nullable Instant errorAt;
  private long delivered;
  private long failed;
  private WebhookProgress.@Nullable Test test;

  /**
   * @param stored what the worker before has stored
   */
  EndpointProgress(WebhookProgress stored) {
    Attempt attempt = stored.attempt();
    replays = stored.replays();
    tests = stored.tests();
    positionAt = stored.positionAt();
    oldestAt = stored.oldestAt();
    gapAt = stored.gapAt();
    attempts = attempt.attempts();
    failingSince = attempt.failingSince();
    lastAt = attempt.lastAt();
    successAt = attempt.successAt();
    status = attempt.status();
    error = attempt.error();
    errorAt = attempt.errorAt();
    delivered = stored.delivered();
    failed = stored.failed();
    test = stored.test();
  }

  synchronized WebhookProgress snapshot() {
    return new WebhookProgress(
        replays,
        tests,
        positionAt,
        oldestAt,
        gapAt,
        new Attempt(attempts, failingSince, nextAt, lastAt, successAt, status, error, errorAt),
        delivered,
        failed,
        test);
  }

  synchronized int replays() {
    return replays;
  }

  synchronized int tests() {
    return tests;
  }

  synchronized @Nullable Instant positionAt() {
    return positionAt;
  }

  synchronized @Nullable Instant oldestAt() {
    return oldestAt;
  }

  synchronized @Nullable Instant failingSince() {
    return failingSince;
  }

  /** Requests that have failed one after the other. */
  synchronized int attempts() {
    return attempts;
  }

  synchronized void replayed(int number) {
    replays = number;
    recovered();
  }

  /** The webhook starts again, as after a command. */
  synchronized void recovered() {
    attempts = 0;
    failingSince = null;
    nextAt = null;
  }

  synchronized void tested(int number, Instant at, AttemptResult result) {
    tests = number;
    test = new WebhookProgress.Test(at, result.status(), result.error());
  }

  /** A request was accepted. */
  synchronized void accepted(int changes, AttemptResult result, Instant now) {
    delivered += changes;
    lastAt = now;
    successAt = now;
    status = result.status();
    recovered();
  }

  /** A request was not accepted. */
  synchronized void notAccepted(AttemptResult result, Instant now, Instant next) {
    attempts++;
    if (failingSince == null) {
      failingSince = now;
    }
    lastAt = now;
    nextAt = next;
    status = result.status();
    error = result.error();
    errorAt = now;
  }

  /** Changes were given up. */
  synchronized void gaveUp(int changes) {
    failed += changes;
  }

  synchronized void moved(@Nullable Instant position, @Nullable Instant oldest) {
    if (position != null) {
      positionAt = position;
    }
    oldestAt = oldest;
  }

  synchronized void foundGap(Instant now) {
    gapAt = now;
  }
}
