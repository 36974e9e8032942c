package dev.notifier.api.signin.password;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.notifier.api.problem.ProblemException;
import dev.notifier.api.signin.password.HashPlaces.Newcomer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HashPlacesTest {
  private final HashPlaces places = new HashPlaces(3);
  private final CountDownLatch end = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newCachedThreadPool();

  @AfterEach
  void stop() {
    end.countDown();
    threads.shutdownNow();
  }

  @Test
  void unknownMachinesLeaveAPlace() throws Exception {
    List<Future<Boolean>> working = List.of(work("203.0.113.7"), work("203.0.113.8"));
    assertThat(places.forKnown(() -> true)).isTrue();
    end.countDown();
    for (Future<Boolean> each : working) {
      assertThat(each.get()).isTrue();
    }
    assertThat(places.forUnknown(new Newcomer("203.0.113.7", null, 0), () -> true))
        .as("left")
        .isTrue();
  }

  @Test
  void aMachineHasOnePlaceAndWaitsOnce() throws Exception {
    Future<Boolean> own = work("203.0.113.7");
    CountDownLatch begun = new CountDownLatch(1);
    var _ =
        threads.submit(() -> {
          begun.countDown();
          return places.forUnknown(new Newcomer("203.0.113.7", null, 0), () -> true);
        });
    begun.await();
    assertThatThrownBy(
            () -> {
              while (end.getCount() > 0) {
                places.forUnknown(new Newcomer("203.0.113.7", null, 0), () -> true);
              }
            })
        .isInstanceOf(ProblemException.class);
    assertThat(places.forUnknown(new Newcomer("203.0.113.8", null, 0), () -> true))
        .as("another")
        .isTrue();
    end.countDown();
    assertThat(own.get()).isTrue();
  }

  /** One site may have 65,536 networks of 64 bits. */
  @Test
  void aNetworkOfManyMachinesLeavesPlacesToOthers() throws Exception {
    List<Future<Boolean>> working = List.of(work("203.0.113.7"), work("203.0.113.8"));
    List<Future<Boolean>> waiting = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      Newcomer newcomer = new Newcomer("machine " + i, "2001:db8:1:*", 0);
      waiting.add(threads.submit(() -> places.forUnknown(newcomer, () -> true)));
    }
    await().atMost(Duration.ofSeconds(30)).until(() -> places.newcomers("2001:db8:1:*") == 4);

    assertThatThrownBy(
            () -> places.forUnknown(new Newcomer("machine 4", "2001:db8:1:*", 0), () -> true))
        .isInstanceOf(ProblemException.class);
    Future<Boolean> other =
        threads.submit(
            () -> places.forUnknown(new Newcomer("machine 5", "2001:db8:2:*", 0), () -> true));
    await().atMost(Duration.ofSeconds(30)).until(() -> places.newcomers("2001:db8:2:*") == 1);
    end.countDown();
    assertThat(other.get()).isTrue();
    for (Future<Boolean> each : waiting) {
      assertThat(each.get()).isTrue();
    }
    for (Future<Boolean> each : working) {
      assertThat(each.get()).isTrue();
    }
    assertThat(places.newcomers("2001:db8:1:*")).isZero();
  }

  /** Works until the end of the test; returns when it has begun. */
  private Future<Boolean> work(String machine) throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    Future<Boolean> work =
        threads.submit(() ->
            places.forUnknown(
                new Newcomer(machine, null, 0),
                () -> {
                  begun.countDown();
                  try {
                    end.await();
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                  return true;
                }));
    begun.await();
    return work;
  }
}
