package dev.notifier.local.chaos.verdict;

import dev.notifier.local.chaos.posting.ChaosEvents;
import dev.notifier.local.chaos.verdict.NotificationRows.Row;
import java.io.IOException;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Compares PostgreSQL with what the simulator accepted. Not thread-safe. */
public final class VerdictChecker {
  /** Accepted events without a notification, or with one that has not ended. */
  final VerdictItem lost = new VerdictItem();

  /** Messages with a segment that was accepted twice, not marked as possible duplicates. */
  final VerdictItem repeatedUnmarked = new VerdictItem();

  /** Messages with a segment that was accepted twice, marked as possible duplicates. */
  final VerdictItem repeatedMarked = new VerdictItem();

  /** DELIVERED messages of which the simulator accepted no segment. */
  final VerdictItem deliveredNeverAccepted = new VerdictItem();

  /** Events with more than one notification. */
  final VerdictItem plannedTwice = new VerdictItem();

  /**
   * Messages that are reported as not sent, although the simulator accepted a segment. This is not
   * wrong by itself: a rejection can follow a response that was lost.
   */
  final VerdictItem acceptedReportedNotSent = new VerdictItem();

  /** Counters that differ from a full count. */
  final VerdictItem counters = new VerdictItem();

  /** Messages in a state that needs a reason, without one. */
  final VerdictItem unexplained = new VerdictItem();

  private final AcceptedNumbers simulator;
  private final ChaosEvents events;
  private final Map<String, Integer> repeats;
  private final BitSet found = new BitSet();

  /**
   * Creates a checker.
   *
   * @param repeats by phone number, how many segments were accepted although they had been before
   */
  public VerdictChecker(
      AcceptedNumbers simulator, Map<String, Integer> repeats, ChaosEvents events) {
    this.simulator = simulator;
    this.repeats = Map.copyOf(repeats);
    this.events = events;
  }

  /** The phone numbers for which the simulator accepted a segment. */
  @FunctionalInterface
  public interface AcceptedNumbers {
    boolean contains(String number) throws IOException, InterruptedException;
  }

  /** What was found so far, by a short name. */
  public Map<String, Long> counts() {
    var counts = new LinkedHashMap<String, Long>();
    counts.put("lost", lost.count());
    counts.put("repeated, not marked", repeatedUnmarked.count());
    counts.put("repeated, marked", repeatedMarked.count());
    counts.put("planned twice", plannedTwice.count());
    return counts;
  }

  /** Whether nothing is lost, planned twice, or repeated without a mark. */
  public boolean isKept() {
    return lost.count() + repeatedUnmarked.count() + plannedTwice.count() == 0;
  }

  /** Checks the next notification. */
  public void check(Row row) throws IOException, InterruptedException {
    var index = events.index(row.eventId());
    if (found.get(index)) {
      plannedTwice.add(row.eventId());
    }
    found.set(index);
    if (row.isInProgress()) {
      lost.add(row.eventId() + " is " + row.state() + " " + row.reason());
    }
    var times = repeats.getOrDefault(row.number(), 0);
    if (times > 0) {
      (row.possibleDuplicate() ? repeatedMarked : repeatedUnmarked)
          .add(row.eventId() + " is " + row.state() + ", repeated segments: " + times);
    }
    if (LookUpSample.WITH_REASON.contains(row.state()) && row.reason().isEmpty()) {
      unexplained.add(row.eventId() + " is " + row.state() + " without a reason");
    }
    switch (row.state()) {
      case "DELIVERED" -> {
        if (!simulator.contains(row.number())) {
          deliveredNeverAccepted.add(row.eventId() + " is DELIVERED");
        }
      }
      case "SKIPPED", "CANCELLED", "REJECTED", "EXPIRED" -> {
        if (simulator.contains(row.number())) {
          acceptedReportedNotSent.add(row.eventId() + " is " + row.state() + " " + row.reason());
        }
      }
      default -> {}
    }
  }

  /**
   * Adds the events without a notification. Called after the last notification.
   *
   * @param probes the number of urgent events
   */
  public void finish(int posted, int probes) {
    addMissing(0, posted);
    addMissing(ChaosEvents.FIRST_PROBE, ChaosEvents.FIRST_PROBE + probes);
  }

  /** Adds what the counters lack, see {@link NotificationRows#counterDifferences}. */
  public void addCounterDifferences(List<@Nullable String> differences) {
    differences.forEach(difference -> counters.add(String.valueOf(difference)));
  }

  private void addMissing(int from, int to) {
    for (var index = found.nextClearBit(from); index < to; index = found.nextClearBit(index + 1)) {
      lost.add(events.id(index) + " has no notification");
    }
  }
}
