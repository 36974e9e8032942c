package dev.notifier.api.lookup;

import dev.notifier.contracts.NotificationState;
import dev.notifier.store.counters.CounterStore;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of a search.
 *
 * @param items the newest first
 * @param next the {@code cursor} of the next page; null if there is none
 * @param complete false if the page has fewer items than were asked for because a page is a limited
 *     amount of work; the next page may have more
 * @param counts how many notifications of the group or the batch are in each state; null if neither
 *     was asked for, and on other pages than the first
 */
record SearchDocument(
    List<NotificationDocument> items,
    @Nullable String next,
    boolean complete,
    @Nullable List<Count> counts) {
  /**
   * The notifications in a state.
   *
   * @param reason null if they have none
   * @param segments of their messages; 0 for notifications without a message
   */
  record Count(NotificationState state, @Nullable String reason, long number, long segments) {
    static Count of(CounterStore.Count count) {
      return new Count(
          NotificationState.of(count.state()), count.reason(), count.number(), count.segments());
    }
  }
}
