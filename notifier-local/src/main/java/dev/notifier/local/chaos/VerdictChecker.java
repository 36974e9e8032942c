package dev.notifier.local.chaos;

import dev.notifier.local.chaos.NotificationRows.Row;
import java.io.IOException;
import java.util.BitSet;
import java.util.Map;

/** Holds what PostgreSQL says against what the simulator took. For one thread. */
final class VerdictChecker {
  /** Accepted, and without a notification or not at an end. */
  final VerdictItem lost = new VerdictItem();

  /** Taken more than once, and not marked. */
  final VerdictItem unmarked = new VerdictItem();

  /** Told delivered, and never taken. */
  final VerdictItem contradicted = new VerdictItem();

  /** Several notifications of one event. */
  final VerdictItem plannedTwice = new VerdictItem();

  /** Messages of which a segment was taken more than once, and that say so. */
  final VerdictItem marked = new VerdictItem();

  /** Told as not sent, and taken: not wrong by itself, a refusal can follow a lost answer. */
  final VerdictItem takenAfterAll = new VerdictItem();

  private final Taken centre;
  private final ChaosEvents events;
  private final Map<String, Integer> repeats;
  private final BitSet found = new BitSet();

  /**
   * @param repeats segments that were taken more than once, by number
   */
  VerdictChecker(Taken centre, Map<String, Integer> repeats, ChaosEvents events) {
    this.centre = centre;
    this.repeats = Map.copyOf(repeats);
    this.events = events;
  }

  /** What the simulator knows. */
  @FunctionalInterface
  interface Taken {
    /** Whether any segment to this number was taken. */
    boolean hasTaken(String number) throws IOException, InterruptedException;
  }

  /** The next notification. */
  void look(Row row) throws IOException, InterruptedException {
    var index = events.index(row.eventId());
    if (found.get(index)) {
      plannedTwice.add(row.eventId());
    }
    found.set(index);
    if (row.isUnderWay()) {
      lost.add(row.eventId() + " is " + row.state() + " " + row.reason());
    }
    var times = repeats.getOrDefault(row.number(), 0);
    if (times > 0) {
      (row.marked() ? marked : unmarked)
          .add(row.eventId() + " is " + row.state() + ", segments repeated: " + times);
    }
    switch (row.state()) {
      case "DELIVERED" -> {
        if (!centre.hasTaken(row.number())) {
          contradicted.add(row.eventId() + " is DELIVERED");
        }
      }
      case "SKIPPED", "CANCELLED", "REJECTED", "EXPIRED" -> {
        if (centre.hasTaken(row.number())) {
          takenAfterAll.add(row.eventId() + " is " + row.state() + " " + row.reason());
        }
      }
      default -> {}
    }
  }

  /** After the last notification: the events of which there is none. */
  void end(int posted) {
    for (var index = found.nextClearBit(0); index < posted; index = found.nextClearBit(index + 1)) {
      lost.add(events.id(index) + " has no notification");
    }
  }
}
