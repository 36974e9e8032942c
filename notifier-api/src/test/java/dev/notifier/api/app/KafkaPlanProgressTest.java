package dev.notifier.api.app;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;

/** Checks that fail or block; LookupIT and BadInputIT have checks that succeed. */
@Timeout(60)
class KafkaPlanProgressTest {
  private final AtomicLong nanos = new AtomicLong();

  @Test
  void aCallerDoesNotWaitForTheCheckOfAnotherOne() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    KafkaPlanProgress progress =
        new KafkaPlanProgress(
            () -> {
              begun.countDown();
              try {
                end.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              throw new KafkaException("no broker");
            },
            nanos::get);
    CompletableFuture<Boolean> first = CompletableFuture.supplyAsync(() -> ask(progress));
    begun.await();

    assertThat(ask(progress)).isFalse();
    progress.close();

    assertThat(first).isNotDone();
    end.countDown();
    assertThat(first.get()).isFalse();
  }

  @Test
  void aSlowCheckIsNotRepeatedRightAfterItsEnd() {
    AtomicInteger checks = new AtomicInteger();
    try (KafkaPlanProgress progress =
        new KafkaPlanProgress(
            () -> {
              checks.incrementAndGet();
              nanos.addAndGet(Duration.ofSeconds(6).toNanos());
              throw new KafkaException("no broker");
            },
            nanos::get)) {
      ask(progress);
      ask(progress);
      assertThat(checks).hasValue(1);

      nanos.addAndGet(Duration.ofSeconds(1).toNanos());
      ask(progress);
      assertThat(checks).hasValue(2);
    }
  }

  @Test
  void aMissingPermissionIsLoggedOnce() {
    Logger logger = (Logger) LoggerFactory.getLogger(KafkaPlanProgress.class);
    ListAppender<ILoggingEvent> lines = new ListAppender<>();
    lines.start();
    logger.addAppender(lines);
    try (KafkaPlanProgress progress =
        new KafkaPlanProgress(
            () -> {
              throw new GroupAuthorizationException("notifier-plan");
            },
            nanos::get)) {
      for (int i = 0; i < 3; i++) {
        nanos.addAndGet(Duration.ofSeconds(2).toNanos());
        assertThat(ask(progress)).isFalse();
      }
    } finally {
      logger.detachAppender(lines);
    }
    assertThat(lines.list)
        .singleElement()
        .extracting(ILoggingEvent::getFormattedMessage)
        .asString()
        .contains("GroupAuthorizationException", "Allow the api to describe the groups");
  }

  private boolean ask(KafkaPlanProgress progress) {
    return progress.hasPlannedAllBefore(nanos.get());
  }
}
