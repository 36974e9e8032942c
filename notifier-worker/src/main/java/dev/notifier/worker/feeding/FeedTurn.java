package dev.notifier.worker.feeding;

import dev.notifier.contracts.sending.BatchReason;
import dev.notifier.kafka.clients.RedactedError;
import dev.notifier.kafka.loop.DataFailures;
import dev.notifier.store.feeding.FeedStore;
import dev.notifier.store.feeding.RunningBatch;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * One turn of sending: measures what the lanes have room for, divides it between the batches that
 * may send, and has their lines sent. Only the worker with the lease does so. Used by one thread.
 */
final class FeedTurn {
  /** Other batches wait while the lines of a turn are sent. */
  private static final int MAX_LINES = 2_000;

  /** Those of other lanes than bulk, which come first. */
  private static final int MAX_IN_OTHER_LANES = MAX_LINES / 2;

  private static final int PAGE = 500;
  private static final int MAX_BATCHES = 5_000;
  private static final Duration LEASE = Duration.ofSeconds(10);
  private static final Duration RENEWED = Duration.ofSeconds(2);
  private static final Duration MEASURED = Duration.ofSeconds(1);
  private static final Duration ENDS_LOOKED_AT = Duration.ofSeconds(5);

  /** A batch starts, and another worker takes over, within this time. */
  private static final Duration IDLE = Duration.ofSeconds(1);

  private static final Duration BUSY = Duration.ofMillis(200);

  private final String owner;
  private final FeedStore store;
  private final BatchFeeder feeder;
  private final BatchEnds ends;
  private final Supplier<LaneMeter.Measurement> bulk;
  private final Supplier<LaneMeter.Measurement> normal;
  private final LaneRooms rooms;
  private final FairShares shares;
  private final FairShares sharesOfOthers;
  private final InstantSource clock;
  private final LongSupplier nanoTime;
  private final DueBatches due;

  /** Those whose next line has no room; until the next measurement it gets none. */
  private final Set<UUID> withoutRoom = new HashSet<>();

  /** Whether a batch has left room to others. */
  private boolean isDividedAgain;

  private @Nullable Long renewedNanos;
  private @Nullable Long measuredNanos;
  private @Nullable Long lookedNanos;
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
   * @param owner unique among all workers
   * @param due what the batches may send
   * @param bulk measures the lane bulk; throws if Kafka does not respond
   * @param normal the same for the lane normal, when batches have lines for it
   * @param rooms those of the feeder
   * @param weights of the tenants, from 1
   */
  FeedTurn(
      String owner,
      FeedStore store,
      BatchFeeder feeder,
      DueBatches due,
      BatchEnds ends,
      Supplier<LaneMeter.Measurement> bulk,
      Supplier<LaneMeter.Measurement> normal,
      LaneRooms rooms,
      ToIntFunction<String> weights,
      InstantSource clock,
      LongSupplier nanoTime) {
    this.owner = owner;
    this.store = store;
    this.feeder = feeder;
    this.due = due;
    this.ends = ends;
    this.bulk = bulk;
    this.normal = normal;
    this.rooms = rooms;
    this.shares = new FairShares(weights);
    this.sharesOfOthers = new FairShares(weights);
    this.clock = clock;
    this.nanoTime = nanoTime;
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
    if (!isLeading()) {
      rooms.unknown();
      due.clear();
      status = Status.NONE;
      return new Result(0, IDLE);
    }
    if (isDue(lookedNanos, ENDS_LOOKED_AT)) {
      ends.look();
      lookedNanos = nanoTime.getAsLong();
    }
    List<RunningBatch> running;
    int sent = 0;
    do {
      isDividedAgain = false;
      running = running();
      sent += feed(running, MAX_LINES - sent);
    } while (isDividedAgain && sent < MAX_LINES);
    status =
        new Status(
            true,
            running.size(),
            rooms.bulk().most(),
            due.perSecond(),
            due.longest(nanoTime.getAsLong()));
    return new Result(sent, pause(running, sent));
  }

  private Duration pause(List<RunningBatch> running, int sent) {
    if (sent > 0 && rooms.most() > 0) {
      return Duration.ZERO;
    }
    return running.isEmpty() ? IDLE : BUSY;
  }

  private int feed(List<RunningBatch> running, int most) {
    DueBatches.Offers offers = due.offers(running, clock.instant(), nanoTime.getAsLong());
    if (offers.isEmpty()) {
      return 0;
    }
    measureIfDue(offers);
    Map<UUID, Integer> ofOthers =
        sharesOfOthers.divide(
            withRoom(offers.others()),
            Math.min(Math.min(most, MAX_IN_OTHER_LANES), rooms.normal().most()));
    int left = most - ofOthers.values().stream().mapToInt(Integer::intValue).sum();
    Map<UUID, Integer> ofBulk =
        shares.divide(withRoom(offers.bulk()), Math.min(left, rooms.bulk().most()));
    int sent = 0;
    for (RunningBatch batch : running) {
      Integer other = ofOthers.get(batch.id());
      Integer share = other == null ? ofBulk.get(batch.id()) : other;
      if (share != null && isLeading()) {
        int lines = feed(batch, share);
        if (other != null) {
          shares.took(batch.tenant(), lines);
        }
        due.sent(batch.id(), lines);
        sent += lines;
        if (lines < share) {
          withoutRoom.add(batch.id());
          isDividedAgain = true;
        }
      }
    }
    return sent;
  }

  private List<FairShares.Offer> withRoom(List<FairShares.Offer> offers) {
    return offers.stream().filter(offer -> !withoutRoom.contains(offer.batch())).toList();
  }

  /** A batch that cannot be sent stops, and no other one does. */
  private int feed(RunningBatch batch, int share) {
    try {
      return feeder.feed(batch, share);
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

  private void measureIfDue(DueBatches.Offers offers) {
    if (!isDue(measuredNanos, MEASURED)) {
      return;
    }
    rooms.unknown();
    LaneMeter.Measurement ofBulk = bulk.get();
    LaneMeter.Measurement ofNormal = offers.others().isEmpty() ? null : normal.get();
    long now = nanoTime.getAsLong();
    if (ofNormal == null) {
      rooms.measured(now, ofBulk);
    } else {
      rooms.measured(now, ofBulk, ofNormal, shareOfOthers(offers));
    }
    withoutRoom.clear();
    measuredNanos = now;
  }

  /** Lines in other lanes for each in bulk; messages of callers count as those of a tenant. */
  private double shareOfOthers(DueBatches.Offers offers) {
    return (double) shares.weight(offers.others()) / Math.max(1, shares.weight(offers.bulk()));
  }

  private boolean isLeading() {
    if (!isDue(renewedNanos, RENEWED)) {
      return true;
    }
    long now = nanoTime.getAsLong();
    if (store.lease(owner, LEASE)) {
      renewedNanos = now;
      return true;
    }
    renewedNanos = null;
    return false;
  }

  private boolean isDue(@Nullable Long last, Duration period) {
    return last == null || nanoTime.getAsLong() - last >= period.toNanos();
  }

  /** Lets another worker send at once. */
  void end() {
    if (renewedNanos != null) {
      renewedNanos = null;
      store.giveBack(owner);
    }
  }

  /** What the last turn has seen. Thread-safe. */
  Status status() {
    return status;
  }
}
