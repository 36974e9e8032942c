package dev.notifier.api.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LookupPollerTest {
  private final AtomicLong nanos = new AtomicLong();
  private final List<Duration> pauses = new ArrayList<>();
  private final LookupPoller poller =
      new LookupPoller(
          time -> {
            pauses.add(time);
            nanos.addAndGet(time.toNanos());
          },
          nanos::get);

  @Test
  void doesNotWaitIfTheFirstLookupFindsSomething() throws InterruptedException {
    assertThat(poller.poll(() -> Optional.of("found"), Optional::empty)).contains("found");
    assertThat(pauses).isEmpty();
  }

  @Test
  void findsWhatAppearsWhileItWaits() throws InterruptedException {
    AtomicInteger lookups = new AtomicInteger();

    assertThat(
            poller.poll(
                Optional::empty,
                () -> lookups.incrementAndGet() < 3 ? Optional.empty() : Optional.of("found")))
        .contains("found");
    assertThat(pauses).extracting(Duration::toMillis).containsExactly(50L, 100L, 200L);
  }

  @Test
  void givesUpAfterTwoSeconds() throws InterruptedException {
    assertThat(poller.poll(Optional::empty, Optional::empty)).isEmpty();
    assertThat(pauses)
        .extracting(Duration::toMillis)
        .containsExactly(50L, 100L, 200L, 250L, 250L, 250L, 250L, 250L, 250L);
  }

  @Test
  void returnsAtOnceIfSixtyFourCallersAreWaiting() throws Exception {
    CountDownLatch allWait = new CountDownLatch(64);
    CountDownLatch end = new CountDownLatch(1);
    LookupPoller full =
        new LookupPoller(
            _ -> {
              allWait.countDown();
              end.await();
              nanos.addAndGet(Duration.ofSeconds(3).toNanos());
            },
            nanos::get);
    try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 64; i++) {
        var _ = callers.submit(() -> full.poll(Optional::empty, Optional::empty));
      }
      allWait.await();

      AtomicInteger lookups = new AtomicInteger();
      Optional<Object> result =
          full.poll(
              () -> {
                lookups.incrementAndGet();
                return Optional.empty();
              },
              Optional::empty);

      assertThat(result).isEmpty();
      assertThat(lookups).hasValue(1);
      end.countDown();
    }
  }
}
