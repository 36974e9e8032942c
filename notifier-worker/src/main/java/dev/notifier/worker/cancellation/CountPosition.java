package dev.notifier.worker.cancellation;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.notifier.store.cancellation.CancellationCounts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where the count of a cancellation is. It makes passes until nothing waits. A page of which
 * nothing waits is settled and counted once: later passes read only the other ranges.
 *
 * @param ends where the events ended some time after the cancellation; null until then
 * @param until the last notification that can be concerned; null until plan has reached the ends
 * @param passes how many are complete
 * @param settled the messages outside the ranges
 * @param left what this pass has not looked at; empty between two passes
 * @param unsettled what the next pass has to look at
 * @param open the messages in these ranges
 * @param isFinal whether all events were planned when this pass began
 * @param events how many events of a list this pass has looked at
 * @param unknown how many of them are unknown
 */
record CountPosition(
    @Nullable Map<String, Map<Integer, Long>> ends,
    @Nullable UUID until,
    int passes,
    CancellationCounts settled,
    List<Range> left,
    List<Range> unsettled,
    CancellationCounts open,
    boolean isFinal,
    int events,
    int unknown) {
  /** The number of ranges from which a pass settles nothing more; one range has 90 bytes. */
  static final int MAX_RANGES = 100;

  static final CountPosition FIRST =
      new CountPosition(
          null,
          null,
          0,
          CancellationCounts.NONE,
          List.of(),
          List.of(),
          CancellationCounts.NONE,
          false,
          0,
          0);

  /** Refuses what another release has stored, which lacks some of it: the count begins again. */
  CountPosition {
    if (Stream.of(settled, left, unsettled, open).anyMatch(Objects::isNull)) {
      throw new IllegalArgumentException("A position of another release");
    }
  }

  /**
   * Notifications that follow each other.
   *
   * @param after the last one before
   * @param until the last one; null = as far as there are any
   */
  record Range(UUID after, @Nullable UUID until) {}

  /** Everything that is counted. */
  @JsonIgnore
  CancellationCounts counts() {
    return settled.plus(open);
  }

  /** Whether no pass has begun, or the last one is complete. */
  @JsonIgnore
  boolean isBetweenPasses() {
    return left.isEmpty();
  }

  /**
   * Begins a pass.
   *
   * @param first the last notification before the first one that can be concerned
   */
  CountPosition begun(
      UUID first, @Nullable Map<String, Map<Integer, Long>> knownEnds, @Nullable UUID last) {
    return new CountPosition(
        knownEnds,
        last,
        passes,
        settled,
        unsettled.isEmpty() ? List.of(new Range(first, null)) : unsettled,
        List.of(),
        CancellationCounts.NONE,
        last != null,
        0,
        0);
  }

  /**
   * Passes a page of the first range that is left.
   *
   * @param last its last notification; null if the range has no more
   * @param end the last notification that could have been in the page
   * @param more what was counted
   * @param isOld whether no transaction can add to the page any more
   */
  CountPosition passed(@Nullable UUID last, UUID end, CancellationCounts more, boolean isOld) {
    Range range = left.getFirst();
    // The last range stays open until all events are planned.
    UUID until = last != null ? last : range.until() != null ? range.until() : isFinal ? end : null;
    boolean isSettled =
        until != null && more.waiting() == 0 && isOld && unsettled.size() < MAX_RANGES;
    List<Range> rest = new ArrayList<>(left.subList(1, left.size()));
    if (last != null) {
      rest.addFirst(new Range(last, range.until()));
    }
    return new CountPosition(
        ends,
        this.until,
        rest.isEmpty() ? passes + 1 : passes,
        isSettled ? settled.plus(more) : settled,
        rest,
        isSettled ? unsettled : with(new Range(range.after(), until)),
        isSettled ? open : open.plus(more),
        isFinal,
        events,
        unknown);
  }

  /** Neighbours become one. */
  private List<Range> with(Range more) {
    List<Range> ranges = new ArrayList<>(unsettled);
    if (!ranges.isEmpty() && more.after().equals(ranges.getLast().until())) {
      ranges.add(new Range(ranges.removeLast().after(), more.until()));
    } else {
      ranges.add(more);
    }
    return ranges;
  }

  /** Passes events of a list. */
  CountPosition passedEvents(int number, int moreUnknown, CancellationCounts more, boolean isLast) {
    return new CountPosition(
        ends,
        until,
        isLast ? passes + 1 : passes,
        CancellationCounts.NONE,
        isLast ? List.of() : left,
        List.of(),
        open.plus(more),
        isFinal,
        events + number,
        unknown + moreUnknown);
  }
}
