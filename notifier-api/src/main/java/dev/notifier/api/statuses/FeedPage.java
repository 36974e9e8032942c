package dev.notifier.api.statuses;

import dev.notifier.contracts.StatusRecord.Item;
import dev.notifier.kafka.feed.FeedPosition;
import java.util.List;

/**
 * The next changes of a tenant.
 *
 * @param changes in their order
 * @param next where the reader continues, behind the last change or further on
 * @param atEnd whether there was nothing behind it
 */
record FeedPage(List<Entry> changes, FeedPosition next, boolean atEnd) {
  /**
   * A change, or that a group is complete.
   *
   * @param behind the place behind it
   */
  record Entry(FeedPosition behind, Item change) {}

  /** A page without a change. */
  static FeedPage empty(FeedPosition next) {
    return new FeedPage(List.of(), next, true);
  }
}
