package dev.notifier.store.counters;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.contracts.Category;
import dev.notifier.contracts.EventDigest;
import dev.notifier.contracts.FailureReason;
import dev.notifier.contracts.Lane;
import dev.notifier.contracts.NotificationState;
import dev.notifier.contracts.TemplateRef;
import dev.notifier.store.Database;
import dev.notifier.store.MigratedDatabase;
import dev.notifier.store.plan.PlanOutcome;
import dev.notifier.store.plan.PlanStore;
import dev.notifier.store.plan.PlannedEvent;
import dev.notifier.store.plan.PlannedEvent.Replaces;
import dev.notifier.store.plan.PlannedNotification;
import dev.notifier.store.positions.ReadRanges;
import dev.notifier.store.tracking.DeliveryState;
import dev.notifier.store.tracking.TrackStore;
import dev.notifier.store.tracking.TrackedNotification;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** Plans and changes notifications through the stores, and compares them with their counters. */
final class CountedNotifications implements AutoCloseable {

  /** A topic of which no positions are noted. */
  static final ReadRanges TOPIC = new ReadRanges("", "", new UUID(1, 1), List.of());

  static final UUID BATCH = new UUID(7, 7);
  static final Instant TIME = Instant.parse("2026-11-20T01:00:00Z");

  final Database database = MigratedDatabase.create();
  final JdbcTemplate jdbc = new JdbcTemplate(database.dataSource());
  final PlanStore plan = new PlanStore(database.dataSource(), missing -> {});
  final TrackStore track = new TrackStore(database.dataSource());
  final CounterStore counters = new CounterStore(database.dataSource());
  final CounterFolding folding = new CounterFolding(database.dataSource());
  final CounterCheck check = new CounterCheck(database.dataSource());

  CountedNotifications() {
    // The ids of these events are those of no lines.
    jdbc.execute(
        """
        create function assign_batch() returns trigger language plpgsql as $$
        begin
          new.batch_id := case when new.event_id like '%b%' then uuid '00000000-0000-0007-0000-000000000007' end;
          new.group_id := case when new.event_id like '%g%' then 'group' end;
          return new;
        end $$
        """);
    jdbc.execute(
        """
        create trigger assign_batch before insert on notifications
        for each row execute function assign_batch()
        """);
  }

  /**
   * An event that is planned; a {@code b} in its id puts it in the batch, a {@code g} in the group.
   */
  static PlannedEvent event(String id, long offset) {
    return event(id, offset, Replaces.NOTHING, NotificationState.PLANNED, null);
  }

  static PlannedEvent event(
      String id,
      long offset,
      Replaces replaces,
      NotificationState state,
      @Nullable FailureReason reason) {
    boolean planned = state == NotificationState.PLANNED;
    int variant = Math.floorMod(id.hashCode(), 3);
    PlannedNotification.Message message =
        planned
            ? new PlannedNotification.Message(
                new TemplateRef("template-" + variant, 1, "vi"),
                "viettel",
                "GSM7",
                "text",
                variant + 1,
                null)
            : null;
    return new PlannedEvent(
        EventDigest.of("t", "/source", id),
        TIME,
        0,
        offset,
        replaces,
        null,
        new PlannedNotification(
            new PlannedNotification.Event(
                "t",
                "/source",
                id,
                "type." + variant,
                Lane.NORMAL,
                Category.SERVICE,
                null,
                TIME,
                null),
            planned ? "+84912345678" : null,
            message,
            state,
            reason,
            null,
            TIME));
  }

  List<PlanOutcome> plan(PlannedEvent... events) throws SQLException {
    return plan.store(TOPIC, TIME, List.of(events));
  }

  /** Changes notifications as track does. */
  void change(List<UUID> ids, UnaryOperator<DeliveryState> change) {
    track.inTransaction(() -> {
      changeInTransaction(ids, change);
      return null;
    });
  }

  void changeInTransaction(List<UUID> ids, UnaryOperator<DeliveryState> change) {
    List<TrackedNotification> changed = new ArrayList<>();
    for (TrackedNotification row : track.lock(ids)) {
      changed.add(row.with(change.apply(row.delivery())));
    }
    track.save(changed);
  }

  static DeliveryState with(
      DeliveryState before, String route, NotificationState state, @Nullable FailureReason reason) {
    return new DeliveryState(
        route,
        before.segments(),
        state,
        reason,
        null,
        null,
        before.possibleDuplicate(),
        before.attempt(),
        before.segmentBits(),
        before.messageIds(),
        before.submittedAt(),
        before.finishedAt(),
        before.unconfirmedSince());
  }

  List<UUID> ids() {
    return jdbc.query(
        "select id from notifications order by id", (row, _) -> row.getObject(1, UUID.class));
  }

  static CounterStore.Selection today() {
    Instant today = Instant.now().truncatedTo(ChronoUnit.DAYS);
    return CounterStore.Selection.of(
        today.minus(Duration.ofDays(1)), today.plus(Duration.ofDays(2)));
  }

  void foldAll() {
    while (folding.fold(1_000) > 0) {
      // the next page
    }
  }

  /** Compares every counter, and what the readers return, with a full count. */
  void assertExact() {
    assertThat(check.differences(today().from(), today().to())).isEmpty();
    assertThat(counters.totals(today())).isEqualTo(count("true"));
    assertThat(counters.ofBatch("t", BATCH)).isEqualTo(count("batch_id is not null"));
    assertThat(counters.ofGroup("t", "group")).isEqualTo(count("group_id is not null"));
  }

  List<CounterStore.Count> count(String where) {
    return jdbc.query(
        "select state, reason, count(*), sum(segments) from notifications where "
            + where
            + " group by state, reason order by state, coalesce(reason, '')",
        (row, _) ->
            new CounterStore.Count(
                row.getString(1), row.getString(2), row.getLong(3), row.getLong(4)));
  }

  @Override
  public void close() {
    database.close();
  }
}
