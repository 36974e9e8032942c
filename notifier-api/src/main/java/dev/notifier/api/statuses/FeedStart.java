package dev.notifier.api.statuses;

import dev.notifier.kafka.feed.FeedPosition;
import java.time.Instant;

/** Where a reader begins. */
sealed interface FeedStart {
  /** With the oldest change that is kept. */
  record Beginning() implements FeedStart {}

  /** With the next change. */
  record Now() implements FeedStart {}

  /** With the first change that was published at this time or later. */
  record At(Instant time) implements FeedStart {}

  /** Behind what was read before. */
  record Behind(FeedPosition position) implements FeedStart {}
}
