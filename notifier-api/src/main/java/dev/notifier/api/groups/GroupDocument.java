package dev.notifier.api.groups;

import dev.notifier.contracts.NotificationState;
import dev.notifier.store.counters.CounterStore;
import dev.notifier.store.groups.StoredGroup;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A group and its notifications.
 *
 * @param expected how many notifications it will have; null if it was not declared
 * @param accepted how many it has
 * @param ended how many of them have ended
 * @param segments of their messages
 * @param lastChangeAt null if nothing is counted yet
 * @param completedAt null until as many as expected have ended
 * @param counts by state and reason
 */
record GroupDocument(
    String name,
    @Nullable String title,
    @Nullable Long expected,
    long accepted,
    long ended,
    long segments,
    Instant createdAt,
    @Nullable Instant lastChangeAt,
    @Nullable Instant completedAt,
    List<Count> counts) {
  /**
   * The notifications in a state.
   *
   * @param reason null if they have none
   */
  record Count(NotificationState state, @Nullable String reason, long number, long segments) {
    static Count of(CounterStore.Count count) {
      return new Count(
          NotificationState.of(count.state()), count.reason(), count.number(), count.segments());
    }

    /** A message without a receipt has ended, although a late one may change its state. */
    private boolean hasEnded() {
      return state.isFinal() || state == NotificationState.NO_RECEIPT;
    }
  }

  /** A group in a list, without its counts. */
  record Summary(
      String name,
      @Nullable String title,
      @Nullable Long expected,
      Instant createdAt,
      @Nullable Instant completedAt) {
    static Summary of(StoredGroup group) {
      return new Summary(
          group.name(), group.title(), group.expected(), group.createdAt(), group.completedAt());
    }
  }

  /**
   * A page of groups.
   *
   * @param others the notifications of groups beyond the limit, all together
   * @param next the {@code after} of the next page; null on the last page
   */
  record All(List<Summary> groups, List<Count> others, @Nullable String next) {}

  static GroupDocument of(
      StoredGroup group, List<CounterStore.Count> counters, @Nullable Instant lastChangeAt) {
    List<Count> counts = counters.stream().map(Count::of).toList();
    return new GroupDocument(
        group.name(),
        group.title(),
        group.expected(),
        counts.stream().mapToLong(Count::number).sum(),
        counts.stream().filter(Count::hasEnded).mapToLong(Count::number).sum(),
        counts.stream().mapToLong(Count::segments).sum(),
        group.createdAt(),
        lastChangeAt,
        group.completedAt(),
        counts);
  }
}
