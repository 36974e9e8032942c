package dev.notifier.api.statuses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TenantTurnsTest {
  private final List<Runnable> threads = new ArrayList<>();
  private final List<String> done = new ArrayList<>();

  @Test
  void tenantsTakeTurns() {
    TenantTurns turns = new TenantTurns(threads::add, new TenantTurns.Limits(1, 1, 100));
    for (int i = 0; i < 3; i++) {
      note(turns, "large", "large " + i);
    }
    note(turns, "small", "small 0");
    note(turns, "other", "other 0");

    assertThat(threads).hasSize(1);
    threads.getFirst().run();

    assertThat(done).containsExactly("large 0", "small 0", "other 0", "large 1", "large 2");
  }

  @Test
  void aTenantDoesNotHaveAllThreads() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    CountDownLatch begun = new CountDownLatch(2);
    CountDownLatch small = new CountDownLatch(1);
    CountDownLatch all = new CountDownLatch(64);
    try (ExecutorService executor = Executors.newFixedThreadPool(4)) {
      TenantTurns turns = new TenantTurns(executor, new TenantTurns.Limits(4, 2, 100));
      for (int i = 0; i < 64; i++) {
        turns.run(
            "large",
            () -> {
              begun.countDown();
              await(end);
              all.countDown();
            });
      }
      await(begun);
      turns.run("small", small::countDown);

      await(small);
      end.countDown();
      await(all);
    }
  }

  @Test
  void tooMuchIsRefusedAndAFailureHoldsNoPlace() {
    TenantTurns turns = new TenantTurns(threads::add, new TenantTurns.Limits(1, 1, 2));
    turns.run(
        "a",
        () -> {
          throw new IllegalStateException("expected");
        });
    note(turns, "a", "next");
    assertThatThrownBy(() -> note(turns, "b", "third"))
        .isInstanceOf(RejectedExecutionException.class);
    assertThatThrownBy(() -> threads.removeFirst().run()).hasMessage("expected");

    note(turns, "b", "later");
    assertThat(threads).as("the same thread as before").hasSize(1);
    threads.removeFirst().run();

    assertThat(done).containsExactly("next", "later");
  }

  @Test
  void anErrorHoldsNoPlace() {
    TenantTurns turns = new TenantTurns(threads::add, new TenantTurns.Limits(1, 1, 2));
    turns.run(
        "a",
        () -> {
          throw new StackOverflowError("expected");
        });
    note(turns, "a", "next");
    assertThatThrownBy(() -> threads.removeFirst().run()).isInstanceOf(StackOverflowError.class);

    threads.removeFirst().run();

    assertThat(done).containsExactly("next");
  }

  @Test
  void workThatFailsWithoutAThreadForTheNextHoldsNoPlace() {
    TenantTurns turns =
        new TenantTurns(
            work -> {
              if (!threads.isEmpty()) {
                throw new RejectedExecutionException("expected");
              }
              threads.add(work);
            },
            new TenantTurns.Limits(1, 1, 2));
    turns.run(
        "a",
        () -> {
          throw new IllegalStateException("failed");
        });
    assertThatThrownBy(() -> threads.getFirst().run())
        .isInstanceOf(RejectedExecutionException.class);
    threads.clear();

    note(turns, "a", "later");
    threads.removeFirst().run();

    assertThat(done).containsExactly("later");
  }

  private void note(TenantTurns turns, String tenant, String text) {
    turns.run(tenant, () -> done.add(text));
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
