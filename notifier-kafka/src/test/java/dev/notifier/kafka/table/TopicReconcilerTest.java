package dev.notifier.kafka.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TopicReconcilerTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final List<String> published = new CopyOnWriteArrayList<>();
  private final AtomicInteger failures = new AtomicInteger();
  private final TopicReconciler<String> reconciler =
      new TopicReconciler<>(
          "letters",
          () -> List.of("a", "b", "c"),
          letter -> !published.contains(letter),
          letter -> {
            if (letter.equals("b") && failures.getAndDecrement() > 0) {
              throw new IllegalStateException("unavailable");
            }
            published.add(letter);
          });

  @AfterEach
  void close() {
    reconciler.close();
  }

  @Test
  void publishesMissingEntriesInTheirOrder() {
    reconciler.publishWithin(LIMIT);

    assertThat(published).containsExactly("a", "b", "c");
  }

  @Test
  void stopsAtAFailureAndBeginsWithTheOthersASecondLater() {
    failures.set(1);
    reconciler.publishWithin(LIMIT);
    assertThat(published).containsExactly("a");

    Awaitility.await()
        .atMost(LIMIT)
        .untilAsserted(() -> assertThat(published).containsExactly("a", "c", "b"));
  }

  @Test
  void entriesThatAreNeverPublishedKeepNoOthersWaiting() {
    Set<String> refused = Set.of("a1", "b1");
    try (TopicReconciler<String> several =
        new TopicReconciler<>(
            "letters",
            () -> List.of("a1", "b1", "c1", "a2", "c2"),
            letter -> !published.contains(letter),
            letter -> {
              if (refused.contains(letter)) {
                throw new IllegalStateException("too large");
              }
              published.add(letter);
            },
            letter -> letter.substring(0, 1))) {
      several.publishSoon();
      Awaitility.await()
          .atMost(LIMIT)
          .untilAsserted(() -> assertThat(published).contains("c1", "c2"));
      several.publishWithin(LIMIT);
      assertThat(published).as("a2 comes after a1").containsExactly("c1", "c2");
    }
  }

  /** Requests must not pile up behind a publication that takes minutes. */
  @Test
  void requestsThatWaitGetTheSameReconciliation() throws Exception {
    AtomicInteger runs = new AtomicInteger();
    CountDownLatch busy = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    try (TopicReconciler<String> slow =
        new TopicReconciler<>(
            "letters",
            () -> {
              runs.incrementAndGet();
              return List.of("a");
            },
            _ -> true,
            _ -> {
              busy.countDown();
              awaitOrFail(end);
            })) {
      slow.publishSoon();
      busy.await();
      for (int i = 0; i < 100; i++) {
        slow.publishSoon();
      }
      end.countDown();
      slow.publishWithin(LIMIT);
      slow.publishWithin(LIMIT);

      assertThat(runs).hasValueLessThanOrEqualTo(4);
    }
  }

  @Test
  void requestsAfterTheEndAreIgnored() {
    reconciler.close();
    reconciler.publishSoon();
    reconciler.publishWithin(LIMIT);

    assertThat(published).isEmpty();
  }

  private static void awaitOrFail(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
