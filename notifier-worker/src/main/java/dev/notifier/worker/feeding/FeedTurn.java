package dev.notifier.worker.feeding;

import dev.notifier.contracts.sending.BatchReason;
import dev.notifier.kafka.batch.DataFailures;
import dev.notifier.kafka.clients.RedactedError;
import dev.notifier.store.feeding.FeedStore;
import dev.notifier.store.feeding.RunningBatch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One turn of sending: measures what the lanes have room for, divides it between the batches that
 * may send, and has their lines sent. Only the worker with the lease does so. Used by one thread.
 */
final class FeedTurn {
  /** Other batches wait while the lines of a turn are sent. */
  static final int MAX_LINES = 2_000;

  private static final int PAGE = 500;
  private static final int MAX_BATCHES = 5_000;

  /** A batch starts, and another worker takes over, within this time. */
  private static final Duration IDLE = Duration.ofSeconds(1);

  private static final Duration BUSY = Duration.ofMillis(200);

  private final FeedLease lease;
  private final FeedStore store;
  private final DueBatches due;
  private final LaneShares lanes;
  private final BatchFeeder feeder;
  private final BatchEnds ends;

  /** Whether a batch has left room to others. */
  private boolean isDividedAgain;

  private volatile Status status = Status.NONE;

  /**
   * What the last turn has seen.
   *
   * @param leading whether this worker has the lease
   * @param running batches that have lines to send
   * @param room lines of the lane bulk for which the route with the most room has room
   * @param perSecond what the batches with a limited rate may send in a second
   * @param waiting the batch that has waited for longest; null if none waits
   */
  record Status(
      boolean leading,
      int running,
      int room,
      long perSecond,
      DueBatches.@Nullable Waiting waiting) {
    static final Status NONE = new Status(false, 0, 0, 0, null);
  }

  /**
   * @param due what the batches may send
   * @param lanes divides the rooms of the feeder
   */
  FeedTurn(
      FeedLease lease,
      FeedStore store,
      DueBatches due,
      LaneShares lanes,
      BatchFeeder feeder,
      BatchEnds ends) {
    this.lease = lease;
    this.store = store;
    this.due = due;
    this.lanes = lanes;
    this.feeder = feeder;
    this.ends = ends;
  }

  /**
   * What a turn did.
   *
   * @param sent lines that Kafka has
   * @param pause how long to wait before the next one
   */
  record Result(int sent, Duration pause) {}

  /**
   * Does a turn.
   *
   * @throws org.apache.kafka.common.KafkaException if Kafka does not respond
   * @throws org.springframework.dao.DataAccessException if PostgreSQL is unavailable
   */
  Result turn() {
    if (!lease.isHeld()) {
      lanes.forget();
      due.clear();
      status = Status.NONE;
      return new Result(0, IDLE);
    }
    ends.lookIfDue();
    List<RunningBatch> running;
    int sent = 0;
    do {
      isDividedAgain = false;
      running = running();
      sent += feed(running, MAX_LINES - sent);
    } while (isDividedAgain && sent < MAX_LINES);
    status = new Status(true, running.size(), lanes.roomInBulk(), due.perSecond(), due.longest());
    return new Result(sent, pause(running, sent));
  }

  private Duration pause(List<RunningBatch> running, int sent) {
    if (sent > 0 && lanes.hasRoom()) {
      return Duration.ZERO;
    }
    return running.isEmpty() ? IDLE : BUSY;
  }

  private int feed(List<RunningBatch> running, int most) {
    DueBatches.Offers offers = due.offers(running);
    if (offers.isEmpty()) {
      return 0;
    }
    Map<UUID, LaneShares.Share> shares = lanes.divide(offers, most);
    int sent = 0;
    for (RunningBatch batch : running) {
      LaneShares.Share share = shares.get(batch.id());
      if (share != null && lease.isHeld()) {
        int lines = feed(batch, share.lines());
        due.sent(batch.id(), lines);
        sent += lines;
        isDividedAgain |= lanes.sent(batch, share, lines);
      }
    }
    return sent;
  }

  /** A batch that cannot be sent stops, and no other one does. */
  private int feed(RunningBatch batch, int lines) {
    try {
      return feeder.feed(batch, lines);
    } catch (RuntimeException e) {
      if (!DataFailures.isCausedByData(e)) {
        throw e;
      }
      ends.pause(batch.id(), BatchReason.notSendable(RedactedError.of(e)).sentence());
      return 0;
    }
  }

  /** The batches of which not all lines were sent. */
  private List<RunningBatch> running() {
    List<RunningBatch> running = new ArrayList<>();
    UUID after = null;
    List<RunningBatch> page;
    do {
      page = store.running(after, PAGE);
      page.stream().filter(batch -> batch.waiting() > 0).forEach(running::add);
      after = page.isEmpty() ? null : page.getLast().id();
    } while (page.size() == PAGE && running.size() < MAX_BATCHES);
    return running;
  }

  /** Lets another worker send at once. */
  void end() {
    lease.release();
  }

  /** What the last turn has seen. Thread-safe. */
  Status status() {
    return status;
  }
}
