package dev.notifier.worker.uploads;

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
 * that. A job that waits gets the next turn that ends, in the order of their waiting. Not
 * thread-safe.
 */
final class ReadingTurns {
  /** A spreadsheet needs some 100 MiB. */
  static final int MOST = 2;

  /** So many times as long as the opening of its file, a turn lasts if others wait. */
  private static final int LONGER = 10;

  private static final long SHORTEST = TimeUnit.MINUTES.toNanos(1);

  /** A job that has done no step for so long is done by another worker, or has ended. */
  private static final long UNUSED = TimeUnit.MINUTES.toNanos(1);

  /** One that waits asks more often. */
  private static final long ASKS_AGAIN = TimeUnit.SECONDS.toNanos(30);

  private final Map<UUID, Turn> turns = new HashMap<>();

  /** When each has asked last, the longest waiting first. */
  private final Map<UUID, Long> waiting = new LinkedHashMap<>();

  private final LongSupplier nanoTime;

  private static final class Turn {
    private final long begin;
    private long used;
    private @Nullable Long end;
    private boolean isReading = true;

    Turn(long now) {
      begin = now;
      used = now;
    }
  }

  ReadingTurns(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** Begins a step of a job; returns whether it has its turn, else it waits for one. */
  boolean begin(UUID job) {
    long now = nanoTime.getAsLong();
    Turn turn = turns.get(job);
    if (turn != null) {
      turn.isReading = true;
      return true;
    }
    waiting.put(job, now);
    forgetUnused(now);
    long before = waiting.keySet().stream().takeWhile(each -> !each.equals(job)).count();
    if (turns.size() + before >= MOST) {
      return false;
    }
    waiting.remove(job);
    turns.put(job, new Turn(now));
    return true;
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
    if (now - turn.end >= 0 && !waiting.isEmpty()) {
      turns.remove(job);
      return false;
    }
    return true;
  }

  private void forgetUnused(long now) {
    waiting.values().removeIf(asked -> now - asked > ASKS_AGAIN);
    turns.values().removeIf(turn -> !turn.isReading && now - turn.used >= UNUSED);
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
