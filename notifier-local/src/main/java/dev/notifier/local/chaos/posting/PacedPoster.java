package dev.notifier.local.chaos.posting;

import dev.notifier.local.bench.EventPoster;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;

/** Posts events at a steady rate, and some of them a second time, immediately or seconds later. */
public final class PacedPoster {
  private static final Duration EVERY = Duration.ofMillis(200);
  private static final Duration REPEAT_AFTER = Duration.ofSeconds(5);
  private static final double SHARE_TWICE = 0.01;
  private static final int MAX_BATCH = 500;

  private final EventPoster poster;
  private final int rate;
  private final PostedListener listener;
  private final RandomGenerator random;
  private final Deque<Repeat> repeats = new ArrayDeque<>();
  private volatile int posted;
  private final AtomicInteger twice = new AtomicInteger();

  public PacedPoster(
      EventPoster poster, int rate, PostedListener listener, RandomGenerator random) {
    this.poster = poster;
    this.rate = rate;
    this.listener = listener;
    this.random = random;
  }

  /** Is called when the api has accepted new events. */
  @FunctionalInterface
  public interface PostedListener {
    void accepted(int from, int to);
  }

  private record Repeat(int index, long at) {}

  /** Runs until this value of {@link System#nanoTime()}. */
  public void run(long until) throws IOException, InterruptedException {
    runWhile(() -> System.nanoTime() < until);
  }

  /** Runs as long as this is true. */
  public void runWhile(BooleanSupplier running) throws IOException, InterruptedException {
    var begun = System.nanoTime();
    try (var http = EventPoster.client()) {
      while (running.getAsBoolean()) {
        var due = (int) ((System.nanoTime() - begun) / 1e9 * rate);
        var from = posted;
        var batch = batch(Math.min(due, posted + MAX_BATCH));
        if (!batch.isEmpty()) {
          poster.postUntilAccepted(http, batch);
          listener.accepted(from, posted);
        }
        Thread.sleep(EVERY);
      }
      var last = repeats.stream().map(Repeat::index).toList();
      if (!last.isEmpty()) {
        poster.postUntilAccepted(http, last);
      }
    }
  }

  private List<Integer> batch(int to) {
    var batch = new ArrayList<Integer>();
    while (!repeats.isEmpty() && repeats.peek().at() < System.nanoTime()) {
      batch.add(repeats.remove().index());
    }
    var more = 0;
    for (var index = posted; index < to; index++) {
      batch.add(index);
      if (random.nextDouble() < SHARE_TWICE) {
        more++;
        if (random.nextBoolean()) {
          batch.add(index);
        } else {
          repeats.add(new Repeat(index, System.nanoTime() + REPEAT_AFTER.toNanos()));
        }
      }
    }
    twice.addAndGet(more);
    posted = Math.max(posted, to);
    return batch;
  }

  /** The number of different events that were posted. */
  public int posted() {
    return posted;
  }

  /** The number of events that were posted a second time. */
  public int twice() {
    return twice.get();
  }
}
