package dev.notifier.kafka.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TopicReconcilerTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final List<String> published = new CopyOnWriteArrayList<>();
  private final Map<String, RuntimeException> failures = new ConcurrentHashMap<>();
  private final AtomicLong nanos = new AtomicLong();
  private volatile List<String> stored = List.of("a", "b", "c");
  private final TopicReconciler<String> reconciler =
      new TopicReconciler<>(
          new TopicReconciler.Source<>(
              "letters",
              () -> stored,
              letter -> !published.contains(letter),
              this::publish,
              letter -> letter.substring(0, 1)),
          nanos::get);

  private void publish(String letter) {
    RuntimeException failure = failures.get(letter);
    if (failure != null) {
      throw failure;
    }
    published.add(letter);
  }

  private static RuntimeException unavailable() {
    return new KafkaException("unavailable");
  }

  private static RuntimeException tooLarge() {
    return new KafkaException("refused", new RecordTooLargeException("too large"));
  }

  @AfterEach
  void close() {
    reconciler.close();
  }

  private void reconcile() {
    reconciler.publishWithin(LIMIT);
  }

  private void isSoonPublished(String... letters) {
    Awaitility.await()
        .atMost(LIMIT)
        .untilAsserted(() -> assertThat(published).containsExactly(letters));
  }

  @Test
  void publishesMissingEntriesInTheirOrder() {
    reconcile();

    assertThat(published).containsExactly("a", "b", "c");
  }

  @Test
  void stopsAtAFailureAndBeginsWithTheOthersASecondLater() {
    failures.put("b", unavailable());
    reconcile();
    assertThat(published).containsExactly("a");

    isSoonPublished("a", "c");
    failures.clear();
    isSoonPublished("a", "c", "b");
  }

  @Test
  void entriesThatAreNeverPublishedKeepNoOthersWaiting() {
    stored = List.of("a1", "b1", "c1", "a2", "c2");
    failures.put("a1", unavailable());
    failures.put("b1", unavailable());
    reconciler.publishSoon();
    isSoonPublished("c1", "c2");

    reconcile();
    assertThat(published).as("a2 comes after a1").containsExactly("c1", "c2");
  }

  /** Else an entry that has failed once would wait behind one that fails each time. */
  @Test
  void theEntryThatFailedTheLongestAgoIsTriedFirst() {
    failures.put("a", unavailable());
    failures.put("b", unavailable());
    reconcile();
    isSoonPublished("c");
    reconcile();
    failures.remove("b");
    isSoonPublished("c", "b");
  }

  /** With very many of them, others would wait for hours, if each ended a reconciliation. */
  @Test
  void entriesThatKafkaRefusesStopNothing() {
    stored =
        Stream.concat(
                IntStream.range(0, 5_000).mapToObj(i -> (char) (1_000 + i) + "1"),
                Stream.of("a1", "b1", "a2", "b2"))
            .toList();
    stored.stream()
        .filter(letter -> letter.charAt(0) >= 1_000)
        .forEach(letter -> failures.put(letter, tooLarge()));
    failures.put("a1", tooLarge());
    reconcile();

    assertThat(published).as("a2 comes after a1").containsExactly("b1", "b2");
  }

  @Test
  void saysForHowLongAnEntryWasNotPublished() {
    reconcile();
    assertThat(reconciler.oldestFailure()).isZero();

    published.remove("b");
    failures.put("b", tooLarge());
    nanos.addAndGet(Duration.ofMinutes(1).toNanos());
    reconcile();
    nanos.addAndGet(Duration.ofMinutes(2).toNanos());
    published.remove("a");
    failures.put("a", unavailable());
    reconcile();
    assertThat(reconciler.oldestFailure()).isEqualTo(Duration.ofMinutes(2));

    stored = List.of("a", "c");
    reconcile();
    nanos.addAndGet(Duration.ofMinutes(1).toNanos());
    assertThat(reconciler.oldestFailure())
        .as("b is not stored any more")
        .isEqualTo(Duration.ofMinutes(1));

    failures.clear();
    reconcile();
    assertThat(reconciler.oldestFailure()).isZero();
  }

  /** Requests must not pile up behind a publication that takes minutes. */
  @Test
  void requestsThatWaitGetTheSameReconciliation() throws Exception {
    AtomicInteger runs = new AtomicInteger();
    CountDownLatch busy = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    try (TopicReconciler<String> slow =
        new TopicReconciler<>(
            new TopicReconciler.Source<>(
                "letters",
                () -> {
                  runs.incrementAndGet();
                  return List.of("a");
                },
                _ -> true,
                _ -> {
                  busy.countDown();
                  awaitOrFail(end);
                }),
            nanos::get)) {
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
