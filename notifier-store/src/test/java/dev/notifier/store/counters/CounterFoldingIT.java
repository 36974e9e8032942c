package dev.notifier.store.counters;

import static dev.notifier.store.counters.CountedNotifications.event;
import static dev.notifier.store.counters.CountedNotifications.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.contracts.FailureReason;
import dev.notifier.contracts.NotificationState;
import dev.notifier.store.plan.PlannedEvent;
import dev.notifier.store.plan.PlannedEvent.Replaces;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Counters are exact at every moment, whatever happens in which order. */
class CounterFoldingIT {
  private static final List<NotificationState> STATES =
      List.of(
          NotificationState.PLANNED,
          NotificationState.UNCONFIRMED,
          NotificationState.SUBMITTED,
          NotificationState.NO_RECEIPT,
          NotificationState.UNDELIVERED,
          NotificationState.REJECTED,
          NotificationState.DELIVERED);
  private static final List<String> ROUTES = List.of("viettel", "vina", "mobi");

  /** Events of a batch. */
  private static final int MOST = 6;

  private final CountedNotifications notifications = new CountedNotifications();

  @AfterEach
  void close() {
    notifications.close();
  }

  @Test
  void anyOrderOfChangesAndFoldsIsExact() throws SQLException {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    try {
      for (int i = 0; i < 300; i++) {
        doSomething(random);
        if (i % 10 == 0) {
          notifications.assertExact();
        }
      }
      notifications.foldAll();
      notifications.assertExact();
    } catch (AssertionError | RuntimeException | SQLException e) {
      throw new AssertionError("with the seed " + seed, e);
    }
  }

  private void doSomething(Random random) throws SQLException {
    switch (random.nextInt(6)) {
      case 0, 1 -> notifications.plan(events(random));
      case 2 -> notifications.folding.fold(1 + random.nextInt(20));
      case 3 -> rollBack(random);
      default -> changeSome(random);
    }
  }

  /** Few ids and offsets, so that there are copies, replays and replacements. */
  private static PlannedEvent[] events(Random random) {
    PlannedEvent[] events = new PlannedEvent[1 + random.nextInt(MOST)];
    for (int i = 0; i < events.length; i++) {
      String id = List.of("", "b", "g", "bg").get(random.nextInt(4)) + random.nextInt(30);
      // No two records of a batch have the same offset.
      long offset = (long) MOST * random.nextInt(170) + i;
      events[i] =
          switch (random.nextInt(5)) {
            case 0 ->
                event(
                    id,
                    offset,
                    Replaces.NOTHING,
                    NotificationState.SKIPPED,
                    FailureReason.NO_TEMPLATE);
            case 1 ->
                event(
                    id,
                    offset,
                    Replaces.NOTHING,
                    NotificationState.REJECTED,
                    FailureReason.INTERNAL);
            case 2 -> event(id, offset, Replaces.REJECTED, NotificationState.PLANNED, null);
            case 3 ->
                event(id, offset, new Replaces.Skipped(1, true), NotificationState.PLANNED, null);
            default -> event(id, offset);
          };
    }
    return events;
  }

  private void changeSome(Random random) {
    notifications.change(
        some(random),
        state ->
            with(
                state,
                ROUTES.get(random.nextInt(ROUTES.size())),
                STATES.get(random.nextInt(STATES.size())),
                random.nextBoolean() ? null : FailureReason.PARTLY_SENT));
  }

  private List<UUID> some(Random random) {
    return notifications.ids().stream().filter(_ -> random.nextInt(3) == 0).toList();
  }

  private void rollBack(Random random) {
    try {
      notifications.track.inTransaction(() -> {
        notifications.changeInTransaction(
            some(random), state -> with(state, "mobi", NotificationState.DELIVERED, null));
        throw new IllegalStateException("rolled back");
      });
    } catch (IllegalStateException e) {
      // expected
    }
  }

  /** Two folders, two writers, and a reader that compares everything meanwhile. */
  @Test
  void concurrentFoldsAndChangesAreExactAtEveryMoment() throws Exception {
    AtomicInteger writers = new AtomicInteger(2);
    AtomicInteger offsets = new AtomicInteger();
    try (ExecutorService threads = Executors.newFixedThreadPool(5)) {
      List<Future<Boolean>> tasks = new ArrayList<>();
      for (int writer = 0; writer < 2; writer++) {
        Random random = new Random(writer);
        tasks.add(
            threads.submit(() -> {
              try {
                for (int i = 0; i < 60; i++) {
                  int offset = offsets.incrementAndGet();
                  notifications.plan(event("b" + offset, offset), event("g" + offset, -offset));
                  changeSome(random);
                }
              } finally {
                writers.decrementAndGet();
              }
              return true;
            }));
      }
      Callable<Boolean> fold =
          () -> {
            while (writers.get() > 0) {
              notifications.folding.fold(7);
            }
            return true;
          };
      tasks.add(threads.submit(fold));
      tasks.add(threads.submit(fold));
      tasks.add(
          threads.submit(() -> {
            while (writers.get() > 0) {
              assertThat(
                      notifications.check.differences(
                          CountedNotifications.today().from(), CountedNotifications.today().to()))
                  .isEmpty();
            }
            return true;
          }));
      for (Future<Boolean> task : tasks) {
        task.get(60, TimeUnit.SECONDS);
      }
    }
    assertThat(addedUntil()).as("reading begins later").isPositive();
    notifications.foldAll();
    notifications.assertExact();
  }

  private long addedUntil() {
    return Objects.requireNonNull(
        notifications.jdbc.queryForObject("select added_until from counter_folds", Long.class));
  }

  private void foldSome() {
    for (int i = 0; i < 5; i++) {
      notifications.folding.fold(100);
    }
  }

  /** It has drawn its ids before later transactions did, which are folded meanwhile. */
  @Test
  void aTransactionThatStaysOpenIsNotForgotten() throws SQLException {
    notifications.plan(event("b1", 1), event("2", 2));
    foldSome();
    List<UUID> ids = notifications.ids();
    notifications.track.inTransaction(() -> {
      notifications.changeInTransaction(
          ids.subList(0, 1), state -> with(state, "vina", NotificationState.DELIVERED, null));
      long opened = lastId();
      runElsewhere(() -> {
        for (int i = 3; i < 9; i++) {
          notifications.plan(event("g" + i, i));
          foldSome();
        }
        return true;
      });
      assertThat(addedUntil()).isLessThan(opened);
      return null;
    });
    notifications.assertExact();
    foldSome();
    notifications.assertExact();
    notifications.plan(event("10", 10));
    foldSome();
    notifications.plan(event("11", 11));
    foldSome();
    assertThat(addedUntil()).isEqualTo(lastId());
    notifications.assertExact();
  }

  private long lastId() {
    return Objects.requireNonNull(
        notifications.jdbc.queryForObject(
            "select last_value from counter_deltas_id_seq", Long.class));
  }

  private static void runElsewhere(Callable<Boolean> work) {
    try (ExecutorService thread = Executors.newSingleThreadExecutor()) {
      assertThat(thread.submit(work).get(60, TimeUnit.SECONDS)).isTrue();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void theOldestChangeThatWaitsHasAnAge() throws SQLException {
    assertThat(notifications.counters.oldestUnfolded()).isZero();
    notifications.plan(event("1", 1));
    notifications.jdbc.update("update counter_deltas set at = at - interval '1 hour'");
    assertThat(notifications.counters.oldestUnfolded())
        .isBetween(Duration.ofMinutes(59), Duration.ofMinutes(70));
    notifications.foldAll();
    assertThat(notifications.counters.oldestUnfolded()).isZero();
  }
}
