package dev.notifier.local.chaos;

import dev.notifier.local.bench.EventPoster;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;

/** Posts at a steady rate; some events a second time, at once or seconds later. */
final class PacedPoster {
  private static final Duration EVERY = Duration.ofMillis(200);
  private static final Duration AGAIN_AFTER = Duration.ofSeconds(5);
  private static final double TWICE = 0.01;
  private static final int MOST_AT_ONCE = 500;

  private final EventPoster poster;
  private final int rate;
  private final RandomGenerator chance;
  private final Deque<Again> again = new ArrayDeque<>();
  private volatile int posted;
  private final AtomicInteger twice = new AtomicInteger();

  PacedPoster(EventPoster poster, int rate, RandomGenerator chance) {
    this.poster = poster;
    this.rate = rate;
    this.chance = chance;
  }

  private record Again(int index, long at) {}

  /** Until the time of {@link System#nanoTime()}. */
  void work(long until) throws IOException, InterruptedException {
    var begun = System.nanoTime();
    try (var http = EventPoster.client()) {
      while (System.nanoTime() < until) {
        var due = (int) ((System.nanoTime() - begun) / 1e9 * rate);
        var batch = batch(Math.min(due, posted + MOST_AT_ONCE));
        if (!batch.isEmpty()) {
          poster.postUntilTaken(http, batch);
        }
        Thread.sleep(EVERY);
      }
      var rest = again.stream().map(Again::index).toList();
      if (!rest.isEmpty()) {
        poster.postUntilTaken(http, rest);
      }
    }
  }

  private List<Integer> batch(int to) {
    var batch = new ArrayList<Integer>();
    while (!again.isEmpty() && again.peek().at() < System.nanoTime()) {
      batch.add(again.remove().index());
    }
    var more = 0;
    for (var index = posted; index < to; index++) {
      batch.add(index);
      if (chance.nextDouble() < TWICE) {
        more++;
        if (chance.nextBoolean()) {
          batch.add(index);
        } else {
          again.add(new Again(index, System.nanoTime() + AGAIN_AFTER.toNanos()));
        }
      }
    }
    twice.addAndGet(more);
    posted = Math.max(posted, to);
    return batch;
  }

  /** Different events that were posted. */
  int posted() {
    return posted;
  }

  /** Events that were posted a second time on purpose. */
  int twice() {
    return twice.get();
  }
}
