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
  private final LookupPoller waiting =
      new LookupPoller(
          time -> {
            pauses.add(time);
            nanos.addAndGet(time.toNanos());
          },
          nanos::get);

  @Test
  void whatIsThereIsNotWaitedFor() throws InterruptedException {
    assertThat(waiting.until(() -> Optional.of("there"))).contains("there");
    assertThat(pauses).isEmpty();
  }

  @Test
  void whatComesIsFoundAtTheNextQuestion() throws InterruptedException {
    AtomicInteger asked = new AtomicInteger();

    assertThat(
            waiting.until(
                () -> asked.incrementAndGet() < 4 ? Optional.empty() : Optional.of("came")))
        .contains("came");
    assertThat(pauses).extracting(Duration::toMillis).containsExactly(50L, 100L, 200L);
  }

  @Test
  void whatDoesNotComeIsGivenUpWithinTwoSeconds() throws InterruptedException {
    assertThat(waiting.until(Optional::empty)).isEmpty();
    assertThat(Duration.ofNanos(nanos.get()))
        .isBetween(Duration.ofMillis(1_750), Duration.ofSeconds(2));
    assertThat(pauses).hasSizeLessThan(12);
  }

  @Test
  void onlySoManyWaitAndTheNextOneIsAnsweredAtOnce() throws Exception {
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
        var _ = callers.submit(() -> full.until(Optional::empty));
      }
      allWait.await();

      AtomicInteger asked = new AtomicInteger();
      Optional<Object> answer =
          full.until(() -> {
            asked.incrementAndGet();
            return Optional.empty();
          });

      assertThat(answer).isEmpty();
      assertThat(asked).hasValue(1);
      end.countDown();
    }
  }
}
