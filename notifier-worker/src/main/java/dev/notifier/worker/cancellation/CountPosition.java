package dev.notifier.worker.cancellation;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.notifier.store.cancellation.CancellationCounts;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where the count of a cancellation is. It makes passes until nothing waits. What is settled is
 * counted once: a pass begins behind it.
 *
 * @param ends where the events ended some time after the cancellation; null until then
 * @param until the last notification that can be concerned; null until plan has reached the ends
 * @param passes how many are complete
 * @param settledUntil up to this notification, nothing waits; null if nothing is settled
 * @param settled the messages up to there
 * @param after what this pass has looked at last; null between two passes
 * @param open the other messages that this pass has found
 * @param isFinal whether all events were planned when this pass began
 * @param events how many events of a list this pass has looked at
 * @param unknown how many of them are unknown
 */
record CountPosition(
    @Nullable Map<String, Map<Integer, Long>> ends,
    @Nullable UUID until,
    int passes,
    @Nullable UUID settledUntil,
    CancellationCounts settled,
    @Nullable UUID after,
    CancellationCounts open,
    boolean isFinal,
    int events,
    int unknown) {
  static final CountPosition FIRST =
      new CountPosition(
          null, null, 0, null, CancellationCounts.NONE, null, CancellationCounts.NONE, false, 0, 0);

  /** Everything that is counted. */
  @JsonIgnore
  CancellationCounts counts() {
    return settled.plus(open);
  }

  /** Begins a pass. */
  CountPosition begun(
      UUID first, @Nullable Map<String, Map<Integer, Long>> knownEnds, @Nullable UUID last) {
    return new CountPosition(
        knownEnds,
        last,
        passes,
        settledUntil,
        settled,
        settledUntil == null ? first : settledUntil,
        CancellationCounts.NONE,
        last != null,
        0,
        0);
  }

  /** Passes notifications of which none waits or changes any more. */
  CountPosition settledAt(UUID last, CancellationCounts more) {
    return new CountPosition(
        ends, until, passes, last, settled.plus(more), last, open, isFinal, events, unknown);
  }

  /** Passes other notifications; the pass ends if there are no more. */
  CountPosition passed(@Nullable UUID last, CancellationCounts more) {
    return new CountPosition(
        ends,
        until,
        last == null ? passes + 1 : passes,
        settledUntil,
        settled,
        last,
        open.plus(more),
        isFinal,
        events,
        unknown);
  }

  /** Passes events of a list. */
  CountPosition passedEvents(int number, int moreUnknown, CancellationCounts more, boolean isLast) {
    return new CountPosition(
        ends,
        until,
        isLast ? passes + 1 : passes,
        null,
        CancellationCounts.NONE,
        isLast ? null : after,
        open.plus(more),
        isFinal,
        events + number,
        unknown + moreUnknown);
  }
}
