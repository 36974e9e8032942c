package dev.notifier.store.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.notifier.contracts.NotificationState;
import dev.notifier.store.Database;
import dev.notifier.store.MigratedDatabase;
import dev.notifier.store.audit.AuditKey;
import dev.notifier.store.counters.CounterCheck;
import dev.notifier.store.counters.CounterDeltas;
import dev.notifier.store.people.Person;
import dev.notifier.store.people.PersonalData;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** Other transactions change what a repeatable transaction has read without locks. */
class UnlockedReadsIT {
  private static final Instant RESPONDED = Instant.parse("2026-11-20T01:00:00Z");
  private static final String PHONE = "+84912345678";

  private final Database database = MigratedDatabase.create();
  private final JdbcTemplate jdbc = new JdbcTemplate(database.dataSource());
  private final TrackStore store = new TrackStore(database.dataSource());
  private int attempts;

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void withoutInterferenceNothingIsLockedOrRepeated() {
    UUID id = notification();
    accept(id, () -> assertThat(locks(id)).isFalse());
    assertThat(attempts).isEqualTo(1);
    assertThat(read(id).segmentBits().accepted()).isEqualTo(1);
  }

  @Test
  void aChangeAfterTheReadIsNotOverwritten() {
    UUID id = notification();
    accept(id, () -> inOtherTransaction(() -> deliver(id)));
    assertThat(attempts).isEqualTo(2);
    assertThat(read(id).segmentBits()).isEqualTo(new SegmentBits(1, 0, 1, 0, 0));
    assertCountersAreExact();
  }

  @Test
  void aChangeThatIsNotYetCommittedIsWaitedFor() throws Exception {
    UUID id = notification();
    CyclicBarrier changed = new CyclicBarrier(2);
    CompletableFuture<Boolean> other =
        CompletableFuture.supplyAsync(() ->
            store.inTransaction(() -> {
              deliver(id);
              await(changed);
              Awaitility.await().until(() -> waiting() > 0);
              return true;
            }));
    accept(
        id,
        () -> {
          if (attempts == 1) {
            await(changed);
          }
        });
    assertThat(other.get(30, TimeUnit.SECONDS)).isTrue();
    assertThat(attempts).isEqualTo(2);
    assertThat(read(id).segmentBits()).isEqualTo(new SegmentBits(1, 0, 1, 0, 0));
    assertCountersAreExact();
  }

  @Test
  void aChangeThatIsRolledBackDoesNotMatter() throws Exception {
    UUID id = notification();
    CyclicBarrier changed = new CyclicBarrier(2);
    CompletableFuture<Boolean> other =
        CompletableFuture.supplyAsync(() ->
            store.inTransaction(() -> {
              deliver(id);
              await(changed);
              Awaitility.await().until(() -> waiting() > 0);
              throw new IllegalStateException("rolled back");
            }));
    accept(id, () -> await(changed));
    assertThatThrownBy(() -> other.get(30, TimeUnit.SECONDS)).hasRootCauseMessage("rolled back");
    assertThat(attempts).isEqualTo(1);
    assertThat(read(id).segmentBits()).isEqualTo(new SegmentBits(1, 0, 0, 0, 0));
    assertCountersAreExact();
  }

  @Test
  void aLockAloneChangesNothing() {
    UUID id = notification();
    accept(id, () -> inOtherTransaction(() -> store.lock(List.of(id))));
    assertThat(attempts).isEqualTo(1);
    assertThat(read(id).segmentBits().accepted()).isEqualTo(1);
  }

  /** After one repetition the next transactions lock, as others may interfere for a while. */
  @Test
  void theNextTransactionLocks() {
    UUID id = notification();
    accept(id, () -> inOtherTransaction(() -> deliver(id)));
    attempts = 0;
    accept(id, () -> assertThat(locks(id)).isTrue());
    assertThat(attempts).isEqualTo(1);
  }

  @Test
  void aSweepThatEndsTheNotificationIsSeen() {
    UUID id = notification();
    accept(id, () -> {});
    SweepStore sweeps = new SweepStore(database.dataSource());
    SweepStore.Due due =
        new SweepStore.Due(List.of("r"), List.of("r"), Instant.now().plusSeconds(60), false);
    List<NotificationState> seen = new ArrayList<>();
    store.inRepeatableTransaction(() -> {
      TrackedNotification row = store.read(List.of(id)).getFirst();
      seen.add(row.delivery().state());
      if (seen.size() == 1) {
        inOtherTransaction(() -> {
          TrackedNotification swept = sweeps.lockDue(new UUID(0, 0), id, due).getFirst();
          store.save(
              List.of(
                  swept.with(with(swept.delivery(), NotificationState.NO_RECEIPT, RESPONDED, 0))));
        });
      }
      store.save(List.of(row.with(with(row.delivery(), NotificationState.DELIVERED, null, 1))));
      return true;
    });
    assertThat(seen).containsExactly(NotificationState.SUBMITTED, NotificationState.NO_RECEIPT);
    assertCountersAreExact();
  }

  @Test
  void anErasureBetweenReadAndSaveErases() {
    UUID id = notification();
    accept(id, () -> {});
    change(id, before -> with(before, NotificationState.DELIVERED, RESPONDED, 1));
    PersonalData people = new PersonalData(database.dataSource(), AuditKey.of("key of the test"));
    attempts = 0;
    accept(
        id,
        () ->
            inOtherTransaction(() -> {
              if (attempts == 1) {
                people.erase(new Person("t", PHONE, null), Instant.now(), 10);
              }
            }));
    assertThat(attempts).isEqualTo(2);
    assertThat(
            jdbc.queryForObject(
                "select coalesce(phone, '') || body || (notes ->> 0) from notifications",
                String.class))
        .startsWith("•••")
        .contains("ERASED");
  }

  /** Whatever the order of their updates is, none of two transactions is lost. */
  @Test
  void aDeadlockIsRepeated() throws Exception {
    List<UUID> ids = List.of(notification(), notification());
    CyclicBarrier updated = new CyclicBarrier(2);
    CompletableFuture<Integer> other =
        CompletableFuture.supplyAsync(() -> updateInOrder(ids, updated, 1));
    int own = updateInOrder(ids.reversed(), updated, 2);
    assertThat(own + other.get(60, TimeUnit.SECONDS)).as("one is repeated").isGreaterThan(2);
    for (UUID id : ids) {
      assertThat(read(id).segmentBits().delivered()).isEqualTo(3);
    }
    assertCountersAreExact();
  }

  private int updateInOrder(List<UUID> ids, CyclicBarrier updated, long delivered) {
    List<Boolean> tries = new ArrayList<>();
    store.inRepeatableTransaction(() -> {
      tries.add(true);
      for (TrackedNotification row :
          store.read(ids).stream()
              .sorted((a, b) -> Integer.compare(ids.indexOf(a.id()), ids.indexOf(b.id())))
              .toList()) {
        DeliveryState before = row.delivery();
        long bits = before.segmentBits().delivered() | delivered;
        store.save(List.of(row.with(with(before, NotificationState.DELIVERED, RESPONDED, bits))));
        if (tries.size() == 1 && row.id().equals(ids.getFirst())) {
          await(updated);
        }
      }
      return true;
    });
    return tries.size();
  }

  /** Adds a response as track does. */
  private void accept(UUID id, Runnable betweenReadAndSave) {
    store.inRepeatableTransaction(() -> {
      attempts++;
      TrackedNotification row = store.read(List.of(id)).getFirst();
      if (attempts == 1) {
        betweenReadAndSave.run();
      }
      SegmentBits bits = row.delivery().segmentBits();
      NotificationState state =
          bits.delivered() == 0 ? NotificationState.SUBMITTED : NotificationState.DELIVERED;
      store.save(List.of(row.with(with(row.delivery(), state, null, bits.delivered()))));
      return true;
    });
  }

  private void deliver(UUID id) {
    change(id, before -> with(before, NotificationState.DELIVERED, RESPONDED, 1));
  }

  private void change(UUID id, UnaryOperator<DeliveryState> change) {
    store.inTransaction(() -> {
      TrackedNotification row = store.lock(List.of(id)).getFirst();
      store.save(List.of(row.with(change.apply(row.delivery()))));
      return true;
    });
  }

  private static DeliveryState with(
      DeliveryState before, NotificationState state, @Nullable Instant finishedAt, long delivered) {
    return new DeliveryState(
        before.route(),
        before.segments(),
        state,
        null,
        null,
        null,
        false,
        1,
        new SegmentBits(1, 0, delivered, 0, 0),
        List.of("A1"),
        RESPONDED,
        finishedAt == null ? before.finishedAt() : finishedAt,
        null);
  }

  private static void inOtherTransaction(Runnable work) {
    CompletableFuture.runAsync(work).orTimeout(30, TimeUnit.SECONDS).join();
  }

  private static void await(CyclicBarrier barrier) {
    try {
      barrier.await(30, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** Awaitility calls it in a thread of its own, and so outside of the transaction. */
  private long waiting() {
    return Objects.requireNonNull(
        jdbc.queryForObject(
            """
            select count(*) from pg_stat_activity
            where datname = current_database() and wait_event_type = 'Lock'
            """,
            Long.class));
  }

  /** Whether another transaction has locked the row. */
  private boolean locks(UUID id) {
    return CompletableFuture.supplyAsync(() ->
            jdbc.queryForList(
                    "select id from notifications where id = ? for update skip locked",
                    UUID.class,
                    id)
                .isEmpty())
        .join();
  }

  private DeliveryState read(UUID id) {
    return store.inTransaction(() -> store.lock(List.of(id)).getFirst().delivery());
  }

  private void assertCountersAreExact() {
    Instant hour = Instant.now().truncatedTo(ChronoUnit.HOURS);
    assertThat(
            new CounterCheck(database.dataSource())
                .differences(hour.minus(Duration.ofHours(2)), hour.plus(Duration.ofHours(2))))
        .isEmpty();
  }

  private UUID notification() {
    UUID id = Objects.requireNonNull(jdbc.queryForObject("select uuidv7()", UUID.class));
    jdbc.update(
        CounterDeltas.countInserted(
            """
            insert into notifications
              (id, tenant, source, event_id, type, lane, state, route, segments, accepted_at,
               planned_at, phone, body)
            values (?, 't', '/s', 'e', 'type', 'NORMAL', 'PLANNED', 'r', 1, now(), now(), ?, 'text')
            """),
        id,
        PHONE);
    return id;
  }
}
