package dev.notifier.worker.feeding;

import dev.notifier.store.feeding.RunningBatch;
import java.time.Duration;
import java.util.HashMap;
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
 * Measures what the lanes have room for, and divides it between batches by the weights of their
 * tenants. Not thread-safe.
 */
final class LaneShares {
  private static final Duration MEASURED = Duration.ofSeconds(1);

  /** Lines of a turn in other lanes than bulk, which come first. */
  private static final int MAX_IN_OTHER_LANES = FeedTurn.MAX_LINES / 2;

  private final Meters meters;
  private final LaneRooms rooms;
  private final FairShares ofBulk;
  private final FairShares ofOthers;
  private final LongSupplier nanoTime;

  /** Those whose next line has no room; until the next measurement it gets none. */
  private final Set<UUID> withoutRoom = new HashSet<>();

  private @Nullable Long measuredNanos;

  /**
   * Measure the lanes; they throw if Kafka does not respond.
   *
   * @param bulk of the lane bulk
   * @param normal of the lane normal, used only when batches have lines for it
   */
  record Meters(Supplier<LaneMeter.Measurement> bulk, Supplier<LaneMeter.Measurement> normal) {}

  /**
   * How many lines a batch may send.
   *
   * @param isBulk whether they go to the lane bulk
   */
  record Share(int lines, boolean isBulk) {}

  /**
   * @param rooms those of the feeder
   * @param weights of the tenants, from 1
   */
  LaneShares(Meters meters, LaneRooms rooms, ToIntFunction<String> weights, LongSupplier nanoTime) {
    this.meters = meters;
    this.rooms = rooms;
    this.ofBulk = new FairShares(weights);
    this.ofOthers = new FairShares(weights);
    this.nanoTime = nanoTime;
  }

  /**
   * Divides lines between batches. Measures the lanes before that, if it is due.
   *
   * @param most how many lines all batches may send
   * @return the shares of those that get any
   * @throws org.apache.kafka.common.KafkaException if Kafka does not respond
   */
  Map<UUID, Share> divide(DueBatches.Offers offers, int most) {
    measureIfDue(offers);
    int room = Math.min(Math.min(most, MAX_IN_OTHER_LANES), rooms.normal().most());
    Map<UUID, Integer> others = ofOthers.divide(withRoom(offers.others()), room);
    int left = most - others.values().stream().mapToInt(Integer::intValue).sum();
    Map<UUID, Integer> bulk =
        ofBulk.divide(withRoom(offers.bulk()), Math.min(left, rooms.bulk().most()));
    Map<UUID, Share> shares = new HashMap<>();
    bulk.forEach((batch, lines) -> shares.put(batch, new Share(lines, true)));
    others.forEach((batch, lines) -> shares.put(batch, new Share(lines, false)));
    return shares;
  }

  private List<FairShares.Offer> withRoom(List<FairShares.Offer> offers) {
    return offers.stream().filter(offer -> !withoutRoom.contains(offer.batch())).toList();
  }

  private void measureIfDue(DueBatches.Offers offers) {
    if (measuredNanos != null && nanoTime.getAsLong() - measuredNanos < MEASURED.toNanos()) {
      return;
    }
    rooms.unknown();
    LaneMeter.Measurement bulk = meters.bulk().get();
    LaneMeter.Measurement normal = offers.others().isEmpty() ? null : meters.normal().get();
    long now = nanoTime.getAsLong();
    if (normal == null) {
      rooms.measured(now, bulk);
    } else {
      rooms.measured(now, bulk, normal, shareOfOthers(offers));
    }
    withoutRoom.clear();
    measuredNanos = now;
  }

  /** Lines in other lanes for each in bulk; messages of callers count as those of a tenant. */
  private double shareOfOthers(DueBatches.Offers offers) {
    return (double) ofBulk.weight(offers.others()) / Math.max(1, ofBulk.weight(offers.bulk()));
  }

  /**
   * Notes how many lines a batch has sent.
   *
   * @return whether it has left room to others
   */
  boolean sent(RunningBatch batch, Share share, int lines) {
    if (!share.isBulk()) {
      ofBulk.took(batch.tenant(), lines);
    }
    boolean leavesRoom = lines < share.lines();
    if (leavesRoom) {
      withoutRoom.add(batch.id());
    }
    return leavesRoom;
  }

  /** How many lines may be fed to the lane bulk now. */
  int roomInBulk() {
    return rooms.bulk().most();
  }

  /** Whether a line may be fed to any lane now. */
  boolean hasRoom() {
    return rooms.most() > 0;
  }

  /** Nothing may be fed until the next measurement. */
  void forget() {
    rooms.unknown();
  }
}
