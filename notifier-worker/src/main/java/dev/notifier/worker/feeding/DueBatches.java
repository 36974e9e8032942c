package dev.notifier.worker.feeding;

import dev.notifier.contracts.Lane;
import dev.notifier.store.batches.BatchPace;
import dev.notifier.store.feeding.RunningBatch;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What each running batch may send now by its pace, and since when it waits although it may. Not
 * thread-safe.
 */
final class DueBatches {
  private final PinnedTypes types;
  private final InstantSource clock;
  private final LongSupplier nanoTime;
  private final Map<UUID, Credit> credits = new HashMap<>();

  DueBatches(PinnedTypes types, InstantSource clock, LongSupplier nanoTime) {
    this.types = types;
    this.clock = clock;
    this.nanoTime = nanoTime;
  }

  /**
   * What batches may send.
   *
   * @param bulk those whose lines go to the lane bulk
   * @param others those whose lines go to another one
   */
  record Offers(List<FairShares.Offer> bulk, List<FairShares.Offer> others) {
    boolean isEmpty() {
      return bulk.isEmpty() && others.isEmpty();
    }
  }

  private static final class Credit {
    private BatchPace pace;
    private OpenHours hours;
    private double lines;
    private long nanos;
    private @Nullable Long dueSinceNanos;
    private int perSecond;

    Credit(BatchPace pace, OpenHours hours, long nanos) {
      this.pace = pace;
      this.hours = hours;
      this.nanos = nanos;
    }
  }

  /** A batch that waits although its pace lets it send. */
  record Waiting(UUID batch, Duration time) {}

  /** Returns what the batches may send now, and forgets all others. */
  Offers offers(List<RunningBatch> running) {
    Instant now = clock.instant();
    long nanos = nanoTime.getAsLong();
    Set<UUID> present = running.stream().map(RunningBatch::id).collect(Collectors.toSet());
    credits.keySet().retainAll(present);
    Offers offers = new Offers(new ArrayList<>(), new ArrayList<>());
    for (RunningBatch batch : running) {
      Credit credit =
          credits.computeIfAbsent(
              batch.id(), _ -> new Credit(batch.pace(), types.hours(batch), nanos));
      if (!credit.pace.equals(batch.pace())) {
        credit.pace = batch.pace();
        credit.hours = types.hours(batch);
      }
      credit.perSecond = FeedRate.perSecond(batch.pace(), credit.hours, batch.waiting(), now);
      credit.lines =
          FeedRate.credit(credit.lines, credit.perSecond, Duration.ofNanos(nanos - credit.nanos));
      credit.nanos = nanos;
      int lines = credit.perSecond == 0 ? 0 : Math.min(batch.waiting(), (int) credit.lines);
      if (lines > 0) {
        credit.dueSinceNanos = credit.dueSinceNanos == null ? nanos : credit.dueSinceNanos;
        List<FairShares.Offer> ofLane =
            types.lane(batch) == Lane.BULK ? offers.bulk() : offers.others();
        ofLane.add(new FairShares.Offer(batch.tenant(), batch.id(), lines));
      } else {
        credit.dueSinceNanos = null;
      }
    }
    return offers;
  }

  /** Notes that lines of a batch were sent. */
  void sent(UUID batch, int lines) {
    Credit credit = credits.get(batch);
    if (credit != null && lines > 0) {
      credit.lines = Math.max(0, credit.lines - lines);
      credit.dueSinceNanos = null;
    }
  }

  /** The batch that has waited for longest; null if none waits. */
  @Nullable Waiting longest() {
    long nanos = nanoTime.getAsLong();
    Waiting longest = null;
    for (Map.Entry<UUID, Credit> each : credits.entrySet()) {
      Long since = each.getValue().dueSinceNanos;
      if (since != null && (longest == null || nanos - since > longest.time().toNanos())) {
        longest = new Waiting(each.getKey(), Duration.ofNanos(nanos - since));
      }
    }
    return longest;
  }

  /** What all batches with a limited rate may send in a second. */
  long perSecond() {
    return credits.values().stream()
        .filter(credit -> credit.perSecond != FeedRate.UNLIMITED)
        .mapToLong(credit -> credit.perSecond)
        .sum();
  }

  int size() {
    return credits.size();
  }

  void clear() {
    credits.clear();
  }
}
