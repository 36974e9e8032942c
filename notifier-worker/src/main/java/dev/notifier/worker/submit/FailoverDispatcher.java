package dev.notifier.worker.submit;

import dev.notifier.contracts.FailureReason;
import dev.notifier.contracts.JournalRecord.Outcome;
import dev.notifier.contracts.JournalRecord.Response;
import dev.notifier.contracts.Lane;
import dev.notifier.contracts.SubmitRecord;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Hands the messages of a dead bind to one that lives: urgent ones soon, the rest later. What may
 * have reached the carrier in part stays and waits for the link. One thread.
 */
final class FailoverDispatcher {
  private static final Duration URGENT_AFTER = Duration.ofSeconds(1);
  private static final Duration REST_AFTER = Duration.ofSeconds(10);
  private static final int AT_ONCE_MAX = 500;

  private final LaneQueues lanes;
  private final PendingCommit step;
  private final InFlightWindow flight;
  private final IntentLog namer;
  private final FailoverTargets refuge;
  private final InstantSource clock;
  private final SubmitMetrics meters;

  FailoverDispatcher(
      LaneQueues lanes,
      PendingCommit step,
      InFlightWindow flight,
      IntentLog namer,
      FailoverTargets refuge,
      Surroundings outside) {
    this.lanes = lanes;
    this.step = step;
    this.flight = flight;
    this.namer = namer;
    this.refuge = refuge;
    clock = outside.clock();
    meters = outside.meters();
  }

  /** What it takes from outside. */
  record Surroundings(InstantSource clock, SubmitMetrics meters) {}

  /**
   * Moves what may move into the step that is committed next.
   *
   * @param deadNanos how long the bind has been dead; {@link Long#MAX_VALUE} when it will not come
   *     back
   * @param room how many segments may still be named and wait for the link
   * @return messages that must stay with this bind: they are named, so that others can pass
   */
  List<PendingSegment> gather(long deadNanos, List<String> failover, int room) {
    List<PendingSegment> kept = new ArrayList<>();
    for (Lane lane : Lane.values()) {
      Duration patience = lane == Lane.URGENT ? URGENT_AFTER : REST_AFTER;
      if (deadNanos >= patience.toNanos()) {
        fromAhead(lane, failover);
        fromLane(lane, failover, room, kept);
      }
    }
    return kept;
  }

  private void fromLane(Lane lane, List<String> failover, int room, List<PendingSegment> kept) {
    while (step.sends.size() < AT_ONCE_MAX) {
      LaneQueues.Waiting next = lanes.peek(lane);
      if (next == null) {
        return;
      }
      SubmitRecord message = next.message();
      if (namer.isExpired(message)) {
        lanes.take(lane);
        namer.drop(message, FailureReason.EXPIRED_BEFORE_SUBMISSION);
      } else if (!message.isUntouched()) {
        if (kept.size() + message.pending().size() > room) {
          return;
        }
        lanes.take(lane);
        namer.name(next, kept);
      } else {
        FailoverTargets.Place place = place(message, failover);
        if (place == null) {
          return;
        }
        lanes.take(lane);
        send(message, lane, place);
      }
    }
  }

  /** What is named and was surely never written: only whole messages move. */
  private void fromAhead(Lane lane, List<String> failover) {
    Map<UUID, Integer> waiting = new HashMap<>();
    for (PendingSegment open : flight.unwritten()) {
      waiting.merge(open.message().notificationId(), 1, Integer::sum);
    }
    List<PendingSegment> whole =
        flight.unwritten().stream()
            .filter(open -> open.naming().lane() == lane)
            .filter(open -> !open.naming().resent() && open.message().isUntouched())
            .filter(open -> isWhole(open, waiting))
            .toList();
    Map<UUID, FailoverTargets.Place> places = new HashMap<>();
    for (PendingSegment open : whole) {
      UUID id = open.message().notificationId();
      FailoverTargets.Place place = places.get(id);
      if (place == null && !places.containsKey(id)) {
        place = place(open.message(), failover);
        places.put(id, place);
        if (place != null) {
          send(open.message(), lane, place);
        }
      }
      if (place != null) {
        flight.forget(open);
        step.answers.add(moved(open));
      }
    }
  }

  private static boolean isWhole(PendingSegment open, Map<UUID, Integer> waiting) {
    return waiting.getOrDefault(open.message().notificationId(), 0)
        == open.message().texts().size();
  }

  private FailoverTargets.@Nullable Place place(SubmitRecord message, List<String> failover) {
    return message.hops() >= FailoverTargets.HOPS_MAX ? null : refuge.any(failover);
  }

  private void send(SubmitRecord message, Lane lane, FailoverTargets.Place place) {
    step.sends.add(FailoverTargets.handOn(message, lane, place, message.attempt()));
    meters.handedOn(place.route());
  }

  private Response moved(PendingSegment open) {
    long now = clock.millis();
    return new Response(
        open.naming().number(),
        open.naming().segment(),
        open.naming().of(),
        open.naming().attempt(),
        open.naming().resent(),
        Outcome.MOVED,
        0,
        null,
        null,
        now,
        now);
  }
}
