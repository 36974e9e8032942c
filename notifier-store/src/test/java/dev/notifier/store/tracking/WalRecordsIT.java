package dev.notifier.store.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.contracts.Category;
import dev.notifier.contracts.EventDigest;
import dev.notifier.contracts.Lane;
import dev.notifier.contracts.NotificationState;
import dev.notifier.contracts.TemplateRef;
import dev.notifier.store.Database;
import dev.notifier.store.MigratedDatabase;
import dev.notifier.store.plan.PlanOutcome;
import dev.notifier.store.plan.PlanStore;
import dev.notifier.store.plan.PlannedEvent;
import dev.notifier.store.plan.PlannedNotification;
import dev.notifier.store.positions.ReadRanges;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** Which records a batch of messages writes to the WAL; docs/adr/0028 has the reasons. */
class WalRecordsIT {
  private static final int MESSAGES = 400;

  private final Database database = MigratedDatabase.create();
  private final JdbcTemplate jdbc = new JdbcTemplate(database.dataSource());
  private final PlanStore plan = new PlanStore(database.dataSource(), missing -> {});
  private final TrackStore track = new TrackStore(database.dataSource());

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void aBatchWritesNoRecordForEachInsertOrLock() throws SQLException {
    jdbc.execute("create extension pg_walinspect");
    String start = position();
    List<UUID> ids = plan();
    track.inRepeatableTransaction(() -> {
      track.saveResponses(
          ids.stream()
              .map(id -> new AcceptedSegment(key(ids, id), id, 1, Instant.now(), false))
              .toList());
      track.save(track.read(ids).stream().map(row -> row.with(submitted(row.delivery()))).toList());
      return true;
    });
    Map<String, Long> records = records(start);
    assertThat(records.getOrDefault("Heap2/MULTI_INSERT+INIT", 0L)).isPositive();
    assertThat(records.getOrDefault("Heap/INSERT", 0L))
        .as("the counters, and what others write")
        .isLessThan(MESSAGES / 4);
    assertThat(records.getOrDefault("Heap/HEAP_CONFIRM", 0L)).isLessThan(MESSAGES / 4);
    assertThat(records.getOrDefault("Heap/LOCK", 0L))
        .as("only rows that move to another page are locked")
        .isLessThan(MESSAGES / 4);
    assertThat(records.getOrDefault("Heap/HOT_UPDATE", 0L)).isGreaterThan(MESSAGES / 2);
  }

  private String position() {
    return Objects.requireNonNull(
        jdbc.queryForObject("select pg_current_wal_insert_lsn()::text", String.class));
  }

  private Map<String, Long> records(String start) {
    String end = position();
    jdbc.execute("checkpoint"); // Only what is on the disk can be inspected.
    Map<String, Long> records = new HashMap<>();
    jdbc.query(
        """
        select "resource_manager/record_type", count from pg_get_wal_stats(?::pg_lsn, ?::pg_lsn, true)
        """,
        row -> {
          records.put(row.getString(1), row.getLong(2));
        },
        start,
        end);
    return records;
  }

  private List<UUID> plan() throws SQLException {
    Instant now = Instant.now();
    List<PlannedEvent> events = new ArrayList<>();
    for (int i = 0; i < MESSAGES; i++) {
      PlannedNotification.Event event =
          new PlannedNotification.Event(
              "t", "/s", "e" + i, "type", Lane.NORMAL, Category.SERVICE, null, now, null);
      PlannedNotification.Message message =
          new PlannedNotification.Message(
              new TemplateRef("template", 1, "vi"), "r", "GSM7", "text", 1, null);
      events.add(
          new PlannedEvent(
              EventDigest.of("t", "/s", "e" + i),
              now,
              0,
              i,
              new PlannedNotification(
                  event, "+84912345678", message, NotificationState.PLANNED, null, null, now)));
    }
    List<UUID> ids = new ArrayList<>();
    for (PlanOutcome outcome :
        plan.store(new ReadRanges("", "", new UUID(1, 1), List.of()), now, events)) {
      ids.add(Objects.requireNonNull(outcome.stored()).id());
    }
    return ids;
  }

  private static SubmissionKey key(List<UUID> ids, UUID id) {
    return new SubmissionKey((short) 1, "M" + ids.indexOf(id), 84912345678L);
  }

  private static DeliveryState submitted(DeliveryState planned) {
    return new DeliveryState(
        planned.route(),
        1,
        NotificationState.SUBMITTED,
        null,
        null,
        null,
        false,
        1,
        new SegmentBits(1, 0, 0, 0, 0),
        List.of("M"),
        Instant.now(),
        null,
        null);
  }
}
