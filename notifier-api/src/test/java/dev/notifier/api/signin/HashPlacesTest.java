package dev.notifier.api.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.notifier.api.problem.ProblemException;
import dev.notifier.api.signin.HashPlaces.Newcomer;
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
    assertThat(places.forUnknown(new Newcomer("203.0.113.7", 0), () -> true)).as("left").isTrue();
  }

  @Test
  void aMachineHasOnePlaceAndWaitsOnce() throws Exception {
    Future<Boolean> own = work("203.0.113.7");
    CountDownLatch begun = new CountDownLatch(1);
    var _ =
        threads.submit(() -> {
          begun.countDown();
          return places.forUnknown(new Newcomer("203.0.113.7", 0), () -> true);
        });
    begun.await();
    assertThatThrownBy(
            () -> {
              while (end.getCount() > 0) {
                places.forUnknown(new Newcomer("203.0.113.7", 0), () -> true);
              }
            })
        .isInstanceOf(ProblemException.class);
    assertThat(places.forUnknown(new Newcomer("203.0.113.8", 0), () -> true))
        .as("another")
        .isTrue();
    end.countDown();
    assertThat(own.get()).isTrue();
  }

  /** Works until the end of the test; returns when it has begun. */
  private Future<Boolean> work(String machine) throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    Future<Boolean> work =
        threads.submit(() ->
            places.forUnknown(
                new Newcomer(machine, 0),
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
