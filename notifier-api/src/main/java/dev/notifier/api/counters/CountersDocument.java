package dev.notifier.api.counters;

import dev.notifier.contracts.NotificationState;
import dev.notifier.store.counters.CounterStore;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How many notifications are in each state now.
 *
 * @param from the first hour in which they were planned
 * @param to the end, exclusive
 * @param counts by state and reason; omits what no notification has
 */
record CountersDocument(Instant from, Instant to, List<Count> counts) {
  /**
   * The notifications in a state.
   *
   * @param reason null if they have none
   * @param segments of their messages; 0 for notifications without a message
   */
  record Count(NotificationState state, @Nullable String reason, long number, long segments) {}

  static CountersDocument of(CounterStore.Selection selection, List<CounterStore.Count> counts) {
    return new CountersDocument(
        selection.from(),
        selection.to(),
        counts.stream()
            .map(count ->
                new Count(
                    NotificationState.of(count.state()),
                    count.reason(),
                    count.number(),
                    count.segments()))
            .toList());
  }
}
