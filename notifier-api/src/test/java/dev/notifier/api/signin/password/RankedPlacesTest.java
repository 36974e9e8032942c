package dev.notifier.api.signin.password;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.notifier.api.problem.ProblemException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RankedPlacesTest {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final RankedPlaces places = new RankedPlaces(1, 2);
  private final List<String> done = Collections.synchronizedList(new ArrayList<>());
  private final ExecutorService threads = Executors.newCachedThreadPool();

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  @Test
  void theLowestRankGoesFirstAndTheHighestIsRefused() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    Future<?> working = begin(end);
    Future<?> ninth = wait(9, "ninth", 1);
    Future<?> fifth = wait(5, "fifth", 2);
    assertThatThrownBy(() -> places.in(9, () -> true))
        .as("not before those who wait")
        .isInstanceOf(ProblemException.class);
    Future<?> first = threads.submit(() -> work(1, "first"));
    assertThatThrownBy(() -> ninth.get())
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(ProblemException.class);
    end.countDown();
    working.get();
    first.get();
    fifth.get();
    assertThat(done).containsExactly("first", "fifth");
    assertThat(places.in(20, () -> true)).as("free").isTrue();
  }

  @Test
  void whoIsInterruptedLeavesTheQueue() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    Future<?> working = begin(end);
    Future<?> waiting = wait(1, "never", 1);
    waiting.cancel(true);
    await().atMost(LIMIT).until(() -> places.waiting() == 0);
    end.countDown();
    working.get();
    assertThat(places.in(1, () -> true)).isTrue();
    assertThat(done).isEmpty();
  }

  private Future<?> begin(CountDownLatch end) throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    Future<?> working =
        threads.submit(() ->
            places.in(
                0,
                () -> {
                  begun.countDown();
                  try {
                    return end.await(LIMIT.toSeconds(), TimeUnit.SECONDS);
                  } catch (InterruptedException e) {
                    return false;
                  }
                }));
    begun.await();
    return working;
  }

  private Future<?> wait(int rank, String name, int waiting) {
    Future<?> future = threads.submit(() -> work(rank, name));
    await().atMost(LIMIT).until(() -> places.waiting() == waiting);
    return future;
  }

  private boolean work(int rank, String name) {
    return places.in(rank, () -> done.add(name));
  }
}
