package dev.notifier.worker.uploads;

import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Which jobs may keep their files open. To open a file and to skip what was read of it takes as
 * long as the file is large, so a job has a turn of many steps, in which it works much longer than
 * that. A job that waits gets the next turn that ends: first those of the tenants with the fewest
 * turns, and of these the longest waiting. Not thread-safe.
 */
final class ReadingTurns {
  /** A spreadsheet needs some 100 MiB. */
  static final int MOST = 2;

  /** So many times as long as the opening of its file, a turn lasts if others wait. */
  private static final int LONGER = 10;

  private static final long SHORTEST = TimeUnit.MINUTES.toNanos(1);

  /** A job that has done no step for so long is done by another worker, or has ended. */
  private static final long UNUSED = TimeUnit.MINUTES.toNanos(1);

  /** No step lasts so long, so the end of this one was not seen. */
  private static final long LOST = TimeUnit.MINUTES.toNanos(15);

  /** One that waits asks more often. */
  private static final long ASKS_AGAIN = TimeUnit.SECONDS.toNanos(30);

  private final Map<UUID, Turn> turns = new HashMap<>();

  /** The longest waiting first. */
  private final Map<UUID, Waiting> waiting = new LinkedHashMap<>();

  private final LongSupplier nanoTime;

  /**
   * @param asked when it has asked last
   */
  private record Waiting(String tenant, long asked) {}

  private static final class Turn {
    private final String tenant;
    private final long begin;
    private long used;
    private @Nullable Long end;
    private boolean isReading = true;

    Turn(String tenant, long now) {
      this.tenant = tenant;
      begin = now;
      used = now;
    }
  }

  ReadingTurns(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** Begins a step of a job; returns whether it has its turn, else it waits for one. */
  boolean begin(UUID job, String tenant) {
    long now = nanoTime.getAsLong();
    Turn turn = turns.get(job);
    if (turn != null) {
      turn.isReading = true;
      turn.used = now;
      return true;
    }
    waiting.put(job, new Waiting(tenant, now));
    forgetUnused(now);
    if (!isNext(job)) {
      return false;
    }
    waiting.remove(job);
    turns.put(job, new Turn(tenant, now));
    return true;
  }

  /** Whether one of the free turns is for a job that waits. */
  private boolean isNext(UUID job) {
    Map<String, Integer> held = new HashMap<>();
    turns.values().forEach(turn -> held.merge(turn.tenant, 1, Integer::sum));
    Map<UUID, Waiting> left = new LinkedHashMap<>(waiting);
    for (int free = MOST - turns.size(); free > 0 && left.containsKey(job); free--) {
      // The first of several that are equal.
      Map.Entry<UUID, Waiting> next =
          Collections.min(
              left.entrySet(),
              Comparator.comparing(each -> held.getOrDefault(each.getValue().tenant(), 0)));
      held.merge(next.getValue().tenant(), 1, Integer::sum);
      left.remove(next.getKey());
    }
    return !left.containsKey(job);
  }

  /** Ends a step of a job; returns whether it still has its turn. */
  boolean proceed(UUID job) {
    long now = nanoTime.getAsLong();
    Turn turn = turns.get(job);
    if (turn == null) {
      return false;
    }
    turn.isReading = false;
    turn.used = now;
    if (turn.end == null) {
      turn.end = now + Math.max(SHORTEST, LONGER * (now - turn.begin));
    }
    forgetUnused(now);
    if (isOver(turn, now)) {
      turns.remove(job);
      return false;
    }
    return true;
  }

  /**
   * It is at its end for another job of the tenant, and for a tenant that has fewer turns. A tenant
   * without one need not wait until then for the second one of another tenant.
   */
  private boolean isOver(Turn turn, long now) {
    boolean isEnd = turn.end != null && now - turn.end >= 0;
    long own = held(turn.tenant);
    return waiting.values().stream()
        .map(Waiting::tenant)
        .anyMatch(tenant ->
            tenant.equals(turn.tenant)
                ? isEnd
                : held(tenant) < own && (isEnd || held(tenant) < own - 1));
  }

  private long held(String tenant) {
    return turns.values().stream().filter(turn -> turn.tenant.equals(tenant)).count();
  }

  private void forgetUnused(long now) {
    waiting.values().removeIf(each -> now - each.asked() > ASKS_AGAIN);
    turns.values().removeIf(turn -> now - turn.used >= (turn.isReading ? LOST : UNUSED));
  }

  /** The job has ended, or waits for something else. */
  void end(UUID job) {
    turns.remove(job);
    waiting.remove(job);
  }

  /** Those that have a turn. */
  Set<UUID> jobs() {
    return turns.keySet();
  }
}
