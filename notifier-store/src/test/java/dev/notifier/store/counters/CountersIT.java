package dev.notifier.store.counters;

import static dev.notifier.store.counters.CountedNotifications.event;
import static dev.notifier.store.counters.CountedNotifications.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import dev.notifier.contracts.FailureReason;
import dev.notifier.contracts.NotificationState;
import dev.notifier.store.counters.CounterStore.Count;
import dev.notifier.store.counters.CounterStore.Selection;
import dev.notifier.store.plan.PlannedEvent;
import dev.notifier.store.plan.PlannedEvent.Replaces;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;

/** What each change of notifications counts. */
class CountersIT {
  private final CountedNotifications notifications = new CountedNotifications();

  @AfterEach
  void close() {
    notifications.assertExact();
    notifications.foldAll();
    notifications.assertExact();
    notifications.close();
  }

  @Test
  void countsWhatWasInsertedOnce() throws SQLException {
    PlannedEvent first = event("b1", 1);
    PlannedEvent copy = event("b1", 2);
    notifications.plan(first, event("2", 3), copy);
    notifications.plan(first);
    notifications.plan(copy);
    assertThat(notifications.counters.totals(CountedNotifications.today()))
        .extracting(Count::state, Count::number)
        .containsExactly(tuple("PLANNED", 2L));
    assertThat(notifications.counters.ofBatch("t", CountedNotifications.BATCH))
        .extracting(Count::number)
        .containsExactly(1L);
    assertThat(notifications.counters.ofBatch("other", CountedNotifications.BATCH)).isEmpty();
  }

  @Test
  void movesWhatWasReallyChanged() throws SQLException {
    notifications.plan(event("1", 1), event("g2", 2), event("b3", 3));
    List<UUID> ids = notifications.ids();
    notifications.change(ids, state -> with(state, "viettel", NotificationState.SUBMITTED, null));
    notifications.change(ids, state -> with(state, "viettel", NotificationState.SUBMITTED, null));
    notifications.change(
        ids.subList(0, 1),
        state -> with(state, "vina", NotificationState.REJECTED, FailureReason.PARTLY_SENT));
    assertThat(notifications.counters.totals(route("vina")))
        .extracting(Count::state, Count::reason)
        .containsExactly(tuple("REJECTED", "PARTLY_SENT"));
    assertThat(notifications.counters.totals(route("viettel")))
        .extracting(Count::number)
        .containsExactly(2L);
  }

  private static Selection route(String route) {
    Selection all = CountedNotifications.today();
    return new Selection(all.from(), all.to(), "t", null, null, route);
  }

  @Test
  void replacesWhatIsPlannedAgain() throws SQLException {
    notifications.plan(
        event("b1", 1, Replaces.NOTHING, NotificationState.SKIPPED, FailureReason.NO_TEMPLATE),
        event("2", 2, Replaces.NOTHING, NotificationState.REJECTED, FailureReason.INTERNAL));
    PlannedEvent again =
        event("b1", 3, new Replaces.Skipped(1, false), NotificationState.PLANNED, null);
    PlannedEvent replayed = event("2", 4, Replaces.REJECTED, NotificationState.PLANNED, null);
    notifications.plan(again, replayed);
    notifications.plan(again, replayed);
    assertThat(notifications.counters.totals(CountedNotifications.today()))
        .extracting(Count::state, Count::number)
        .containsExactly(tuple("PLANNED", 2L));
    PlannedEvent rejected =
        event("2", 4, Replaces.NOTHING, NotificationState.REJECTED, FailureReason.INTERNAL);
    notifications.plan.reject(CountedNotifications.TOPIC, CountedNotifications.TIME, rejected);
    notifications.plan.reject(CountedNotifications.TOPIC, CountedNotifications.TIME, rejected);
    assertThat(notifications.counters.totals(CountedNotifications.today()))
        .extracting(Count::state)
        .containsExactly("PLANNED", "REJECTED");
  }

  @Test
  void aTransactionThatIsRolledBackCountsNothing() throws SQLException {
    notifications.plan(event("1", 1));
    assertThatThrownBy(() ->
            notifications.track.inTransaction(() -> {
              notifications.changeInTransaction(
                  notifications.ids(),
                  state -> with(state, "viettel", NotificationState.DELIVERED, null));
              throw new IllegalStateException("crash");
            }))
        .isInstanceOf(IllegalStateException.class);
    assertThat(notifications.counters.totals(CountedNotifications.today()))
        .extracting(Count::state)
        .containsExactly("PLANNED");
  }

  /** A crash in the middle leaves nothing half done, neither of a change nor of the folding. */
  @Test
  void aStatementThatFailsInTheMiddleChangesNothing() throws SQLException {
    notifications.plan(event("b1", 1));
    for (String table : List.of("counters", "batch_counters", "counter_folds")) {
      failOn(table, "insert or update");
      assertThatThrownBy(() -> notifications.folding.fold(10))
          .isInstanceOf(DataAccessException.class);
      notifications.jdbc.execute("drop trigger failing on " + table);
      notifications.assertExact();
    }
    failOn("counter_deltas", "insert");
    assertThatThrownBy(() -> notifications.plan(event("b2", 2))).isInstanceOf(SQLException.class);
    notifications.jdbc.execute("drop trigger failing on counter_deltas");
    notifications.plan(event("b2", 2));
  }

  private void failOn(String table, String events) {
    notifications.jdbc.execute(
        """
        create or replace function fail() returns trigger language plpgsql as $$
        begin raise exception 'crash'; end $$
        """);
    notifications.jdbc.execute(
        "create trigger failing before %s on %s for each row execute function fail()"
            .formatted(events, table));
  }

  /** Otherwise one event with a long type would stop the folding of all. */
  @Test
  void anyValueFitsIntoTheKey() {
    notifications.jdbc.update(
        CounterDeltas.countInserted(
            """
            insert into notifications
              (id, tenant, source, event_id, type, lane, route, template_id, state, reason,
               accepted_at, planned_at)
            select uuidv7(), v, '/s', 'b g', v, v, v, v, v, v, now(), now()
            from (select (select string_agg(chr(19968 + (i * 7919) %% 20000), '')
              from generate_series(1, 3000) i) as v) v
            """
                .formatted()));
    notifications.foldAll();
    assertThat(notifications.counters.totals(CountedNotifications.today())).hasSize(1);
    notifications.jdbc.execute("truncate notifications, counters, batch_counters");
  }

  @Test
  void hoursAreThoseOfTheIds() {
    Instant day = Instant.now().truncatedTo(ChronoUnit.DAYS);
    notifications.jdbc.update(
        CounterDeltas.countInserted(
            """
            insert into notifications
              (id, tenant, source, event_id, type, lane, state, accepted_at, planned_at)
            select uuidv7('%s'::timestamptz - clock_timestamp() + t), 't', '/s', t::text, 'type', 'NORMAL',
              'SKIPPED', now(), now()
            from unnest(array[interval '1 hour', '1 hour 59 minutes 59 seconds', '2 hours']) t
            """
                .formatted(day.plusMillis(20))));
    Duration hour = Duration.ofHours(1);
    Instant first = day.plus(hour);
    assertThat(number(first, first.plus(hour))).isEqualTo(2);
    assertThat(number(first.plus(hour), first.plus(hour).plus(hour))).isEqualTo(1);
    notifications.foldAll();
    assertThat(number(first, first.plus(hour))).isEqualTo(2);
  }

  private long number(Instant from, Instant to) {
    return notifications.counters.totals(Selection.of(from, to)).stream()
        .mapToLong(Count::number)
        .sum();
  }

  @Test
  void countersStayWhenNotificationsAreDropped() throws SQLException {
    notifications.plan(event("b1", 1));
    List<Count> before = notifications.counters.totals(CountedNotifications.today());
    notifications.jdbc.execute("truncate notifications");
    assertThat(notifications.counters.totals(CountedNotifications.today())).isEqualTo(before);
    notifications.foldAll();
    assertThat(notifications.counters.totals(CountedNotifications.today())).isEqualTo(before);
    notifications.jdbc.execute("truncate counters, batch_counters");
  }
}
