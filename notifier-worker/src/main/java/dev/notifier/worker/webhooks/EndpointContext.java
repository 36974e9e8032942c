package dev.notifier.worker.webhooks;

import dev.notifier.store.webhooks.WebhookOutcomes;
import dev.notifier.store.webhooks.WebhookSecrets;
import dev.notifier.worker.http.OutboundRequest;
import dev.notifier.worker.http.OutboundResponse;
import dev.notifier.worker.http.RetryDelays;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * What all webhooks of a worker share.
 *
 * @param sender sends a request; the result is never lost, and takes a bounded time
 * @param nanoTime a monotonic clock
 */
record EndpointContext(
    Function<OutboundRequest, CompletableFuture<OutboundResponse>> sender,
    WebhookOutcomes outcomes,
    WebhookSecrets secrets,
    WebhookMetrics metrics,
    Timing timing,
    RandomGenerator random,
    InstantSource clock,
    LongSupplier nanoTime) {

  /**
   * Times that tests shorten.
   *
   * @param lease how long a webhook belongs to a worker after it was renewed
   * @param renewal how often leases are renewed and progress is stored
   * @param firstRetry the time after the first failure; see {@link RetryDelays}
   * @param suspendAfter the time without a success after which a webhook is suspended
   * @param probe how often a suspended webhook is tried
   */
  record Timing(
      Duration lease,
      Duration renewal,
      Duration firstRetry,
      Duration suspendAfter,
      Duration probe) {
    static final Timing USUAL =
        new Timing(
            Duration.ofSeconds(40),
            Duration.ofSeconds(2),
            Duration.ofSeconds(1),
            Duration.ofHours(24),
            Duration.ofHours(1));

    /**
     * Until when after a renewal requests may begin: with the look-up of the name, they must have
     * ended before another worker can take the webhook, so that it never gets an older change after
     * a newer one.
     */
    Duration startLimit() {
      return lease.dividedBy(4);
    }

    /** Until when after a renewal positions may be committed; a commit takes some seconds. */
    Duration commitLimit() {
      return lease.dividedBy(2);
    }
  }
}
