package dev.notifier.worker.webhooks;

import dev.notifier.contracts.StatusRecord.Change;
import dev.notifier.contracts.StatusRecord.Item;
import dev.notifier.store.webhooks.Webhook.Reason;
import dev.notifier.store.webhooks.WebhookFailure;
import dev.notifier.worker.http.RetryDelays;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides what follows an attempt: the next delivery, another attempt later, giving up, or the
 * suspension of the webhook. Used by one thread.
 */
final class DeliveryOutcomes {
  private static final Logger LOG = LoggerFactory.getLogger(DeliveryOutcomes.class);

  /** How often a delivery is refused before it is given up. */
  static final int MAX_REFUSALS = 5;

  /** How many deliveries in a row are given up before the webhook is suspended. */
  static final int MAX_GIVEN_UP = 20;

  private final EndpointContext context;
  private final String webhook;
  private final DeliveryQueue queue;
  private final EndpointProgress progress;
  private final SuspensionState suspension;
  private final RetryDelays delays;
  private long tryAt;
  private boolean probing;
  private int givenUpInARow;
  private int round;

  DeliveryOutcomes(
      EndpointContext context,
      String webhook,
      DeliveryQueue queue,
      EndpointProgress progress,
      SuspensionState suspension) {
    this.context = context;
    this.webhook = webhook;
    this.queue = queue;
    this.progress = progress;
    this.suspension = suspension;
    this.delays = new RetryDelays(context.random(), context.timing().firstRetry());
  }

  /** Nothing has failed yet: at the start, after a command, or after a receiver came back. */
  void begin() {
    tryAt = context.nanoTime().getAsLong();
    probing = false;
    givenUpInARow = 0;
  }

  /** Whether a request may be sent now: one at a time after a failure. */
  boolean mayTry() {
    boolean isCautious = suspension.reason() != null || progress.attempts() > 0;
    if (suspension.reason() != null && !suspension.isProbed()) {
      return false;
    }
    if (!isCautious) {
      return true;
    }
    return !probing && queue.inFlight() == 0 && context.nanoTime().getAsLong() - tryAt >= 0;
  }

  /** A delivery is sent. */
  void started(Delivery delivery) {
    delivery.sent(round);
    probing = suspension.reason() != null || progress.attempts() > 0;
  }

  /** A request has ended; one of before a replay is ignored. */
  void completed(Delivery delivery, AttemptResult result) {
    context.metrics().request(result.kind());
    if (!queue.isInFlight(delivery)) {
      return;
    }
    probing = false;
    if (result.isAccepted()) {
      accepted(delivery, result);
    } else {
      notAccepted(delivery, result);
    }
  }

  private void accepted(Delivery delivery, AttemptResult result) {
    queue.done(delivery);
    progress.accepted(delivery.changes().size(), result, context.clock().instant());
    givenUpInARow = 0;
    if (suspension.isProbed()) {
      context.outcomes().resume(webhook);
      suspension.decided(null, context.nanoTime().getAsLong());
      LOG.info("The webhook {} accepts again", webhook);
    }
  }

  private void notAccepted(Delivery delivery, AttemptResult result) {
    Instant now = context.clock().instant();
    // Those of a suspended webhook do not count: its position stays.
    boolean refused = result.kind() == AttemptResult.Kind.REFUSED && suspension.reason() == null;
    if (refused) {
      delivery.refused();
    }
    // What was on its way at the time of the first failure fails for the same reason.
    if (delivery.round() == round) {
      round++;
      int attempts = refused ? delivery.refusals() : progress.attempts() + 1;
      Duration delay =
          suspension.reason() == null
              ? delays.after(attempts, result.retryAfter(), now)
              : context.timing().probe();
      progress.notAccepted(result, now, now.plus(delay));
      tryAt = context.nanoTime().getAsLong() + delay.toNanos();
    }
    if (refused && delivery.refusals() >= MAX_REFUSALS) {
      giveUp(delivery, result, now);
    } else {
      queue.again(delivery);
      suspendIfDue(result, now);
    }
  }

  private void suspendIfDue(AttemptResult result, Instant now) {
    Instant since = Objects.requireNonNullElse(progress.failingSince(), now);
    if (result.isGone() && suspension.isProbed()) {
      suspend(Reason.GONE);
    } else if (!since.plus(context.timing().suspendAfter()).isAfter(now)) {
      suspend(Reason.FAILING);
    }
  }

  /**
   * The failures are stored first. If that is not possible, the delivery is sent again, and tried
   * to be given up again.
   */
  private void giveUp(Delivery delivery, AttemptResult result, Instant now) {
    try {
      context
          .outcomes()
          .addFailures(
              webhook,
              delivery.changes().stream()
                  .map(each -> failure(each, delivery, result, now))
                  .toList());
    } catch (RuntimeException e) {
      LOG.warn("The failures of the webhook {} cannot be stored yet", webhook, e);
      queue.again(delivery);
      return;
    }
    queue.done(delivery);
    progress.gaveUp(delivery.changes().size());
    context.metrics().gaveUp(delivery.changes().size());
    givenUpInARow++;
    tryAt = context.nanoTime().getAsLong();
    if (result.isGone()) {
      suspend(Reason.GONE);
    } else if (givenUpInARow >= MAX_GIVEN_UP) {
      suspend(Reason.REFUSING);
    }
  }

  private static WebhookFailure failure(
      ReadChange read, Delivery delivery, AttemptResult result, Instant now) {
    Item item = Objects.requireNonNull(read.change());
    Change change = item instanceof Change each ? each : null;
    return new WebhookFailure(
        0,
        read.eventId(),
        change == null ? null : change.notificationId(),
        change == null ? null : change.state().name(),
        item.at(),
        now,
        delivery.attempts(),
        result.status(),
        Objects.requireNonNullElse(result.error(), ""));
  }

  private void suspend(Reason reason) {
    if (suspension.reason() != null && !(reason == Reason.GONE && suspension.isProbed())) {
      return;
    }
    try {
      context.outcomes().suspend(webhook, reason);
    } catch (RuntimeException e) {
      // The next failure tries it again.
      LOG.warn("The webhook {} cannot be suspended yet", webhook, e);
      return;
    }
    long now = context.nanoTime().getAsLong();
    suspension.decided(reason, now);
    tryAt = now + context.timing().probe().toNanos();
    LOG.warn("The webhook {} is suspended: {}", webhook, reason.id());
  }
}
