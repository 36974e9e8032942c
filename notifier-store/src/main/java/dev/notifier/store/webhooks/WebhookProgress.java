package dev.notifier.store.webhooks;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far the deliveries to a webhook are, as its worker has written it.
 *
 * @param replays the number of the latest replay that has begun
 * @param tests how many of the test events were sent
 * @param positionAt when the last record that is done was written to Kafka
 * @param oldestAt when the oldest change that is not delivered yet was written; null = all are
 * @param gapAt when changes were found to be deleted by age before they were delivered
 * @param attempt the latest attempts
 * @param delivered changes that were accepted
 * @param failed changes in the list of failures
 * @param test what became of the latest test event; null if there was none
 */
public record WebhookProgress(
    int replays,
    int tests,
    @Nullable Instant positionAt,
    @Nullable Instant oldestAt,
    @Nullable Instant gapAt,
    Attempt attempt,
    long delivered,
    long failed,
    @Nullable Test test) {

  /** Nothing has happened yet. */
  public static final WebhookProgress NONE =
      new WebhookProgress(0, 0, null, null, null, Attempt.NONE, 0, 0, null);

  /**
   * The latest attempts.
   *
   * @param attempts of the request that fails at the moment; 0 if none does
   * @param failingSince since when every request has failed
   * @param status of the latest response; null if there was none
   * @param error what was wrong with the latest request that failed, without data of the receiver
   */
  public record Attempt(
      int attempts,
      @Nullable Instant failingSince,
      @Nullable Instant nextAt,
      @Nullable Instant lastAt,
      @Nullable Instant successAt,
      @Nullable Integer status,
      @Nullable String error,
      @Nullable Instant errorAt) {
    public static final Attempt NONE = new Attempt(0, null, null, null, null, null, null, null);
  }

  /**
   * A test event.
   *
   * @param status of the response; null if there was none
   * @param error null if the receiver accepted it
   */
  public record Test(Instant at, @Nullable Integer status, @Nullable String error) {}
}
