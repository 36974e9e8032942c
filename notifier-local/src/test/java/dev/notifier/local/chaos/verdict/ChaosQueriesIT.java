package dev.notifier.local.chaos.verdict;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.notifier.contracts.Category;
import dev.notifier.contracts.Decoded;
import dev.notifier.contracts.Lane;
import dev.notifier.contracts.NotificationState;
import dev.notifier.contracts.RecordFormat;
import dev.notifier.contracts.TemplateRef;
import dev.notifier.contracts.Topics;
import dev.notifier.contracts.VersionedRecord;
import dev.notifier.contracts.wire.RecordFormats;
import dev.notifier.kafka.batch.DataFailures;
import dev.notifier.local.bench.Target;
import dev.notifier.local.chaos.faults.BrokenRecord;
import dev.notifier.local.chaos.faults.RowLocks;
import dev.notifier.local.chaos.posting.MarkedNumber;
import dev.notifier.local.postgres.EmbeddedPostgres;
import dev.notifier.local.postgres.MigratedPostgres;
import dev.notifier.store.Database;
import dev.notifier.store.inbound.InboundMessageRow;
import dev.notifier.store.inbound.InboundMessageRow.From;
import dev.notifier.store.inbound.InboundMessageRow.Received;
import dev.notifier.store.inbound.InboundMessages;
import dev.notifier.store.plan.PlanStore;
import dev.notifier.store.plan.PlannedEvent;
import dev.notifier.store.plan.PlannedNotification;
import dev.notifier.store.plan.StoredPlan;
import dev.notifier.store.positions.ReadRanges;
import dev.notifier.store.tracking.AcceptedSegment;
import dev.notifier.store.tracking.ReceiptOutcome;
import dev.notifier.store.tracking.ReceivedReceipt;
import dev.notifier.store.tracking.SubmissionKey;
import dev.notifier.store.tracking.TrackStore;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;

/** The queries of the chaos run, on rows that the stages themselves have stored. */
class ChaosQueriesIT {
  private static final String SOURCE = "/chaos/1";
  private static final Instant START = Instant.parse("2026-12-01T01:00:00Z");

  private static Database database;
  private static Target.Database target;

  private final List<String> unlocked = new ArrayList<>();
  private int events;

  @BeforeAll
  static void start() throws Exception {
    String url = MigratedPostgres.newDatabase();
    target = new Target.Database(url, EmbeddedPostgres.USER, MigratedPostgres.PASSWORD);
    database =
        Database.open(
            new Database.Settings(
                url,
                EmbeddedPostgres.USER,
                MigratedPostgres.PASSWORD,
                "test",
                2,
                Duration.ofSeconds(30)));
  }

  @AfterAll
  static void stop() throws Exception {
    database.close();
  }

  @BeforeEach
  void empty() throws SQLException {
    execute("truncate notifications, event_digests, submissions, counters, counter_deltas");
  }

  @Test
  void theTimesOfUrgentMessagesAreRead() throws Exception {
    submit(plan(Lane.URGENT), START.plusSeconds(2));
    plan(Lane.URGENT);
    submit(plan(Lane.NORMAL), START.plusSeconds(9));
    submit(plan(Lane.BULK), START.plusSeconds(9));
    try (var rows = new NotificationRows(target, SOURCE)) {
      assertThat(rows.urgentTimes())
          .containsExactlyInAnyOrder(
              new UrgentProbe.Times(START, START.plusSeconds(2)),
              new UrgentProbe.Times(START, null));
      assertThat(rows.othersSubmitted()).isEqualTo(2);
    }
    try (var rows = new NotificationRows(target, "/chaos/2")) {
      assertThat(rows.urgentTimes()).isEmpty();
      assertThat(rows.othersSubmitted()).isZero();
    }
  }

  @Test
  void eachLaneHasItsPlannedAndOverdueMessages() throws Exception {
    for (var lane : Lane.values()) {
      plan(lane);
      submit(plan(lane), START.plusSeconds(1));
    }
    plan(Lane.BULK, MarkedNumber.UNKNOWN.phone(0).replaceFirst("0", "+84"));
    try (var rows = new NotificationRows(target, SOURCE)) {
      assertThat(rows.lanes(START, Instant.EPOCH))
          .isEqualTo(
              Map.of(
                  Lane.URGENT, new ProgressCheck.LaneCounts(2, 1),
                  Lane.NORMAL, new ProgressCheck.LaneCounts(2, 1),
                  Lane.BULK, new ProgressCheck.LaneCounts(3, 1)));
      assertThat(rows.lanes(START, START).get(Lane.NORMAL))
          .isEqualTo(new ProgressCheck.LaneCounts(2, 0));
      assertThat(rows.lanes(START.minusSeconds(1), Instant.EPOCH)).isEmpty();
    }
  }

  @Test
  void allRowsAndStatesAreRead() throws Exception {
    submit(plan(Lane.NORMAL), START.plusSeconds(1));
    try (var rows = new NotificationRows(target, SOURCE)) {
      List<NotificationRows.Row> found = new ArrayList<>();
      rows.forEach(found::add);
      assertThat(found)
          .containsExactly(
              new NotificationRows.Row("e-1", phone(1).substring(1), "SUBMITTED", "", false));
      assertThat(rows.states().in("SUBMITTED")).isEqualTo(1);
    }
  }

  @Test
  void theCountersAreComparedWithAFullCount() throws Exception {
    plan(Lane.NORMAL);
    try (var rows = new NotificationRows(target, SOURCE)) {
      assertThat(rows.counterDifferences(Instant.now())).isEmpty();
      execute("update notifications set state = 'DELIVERED'");
      assertThat(rows.counterDifferences(Instant.now()))
          .satisfiesExactly(
              line -> assertThat(line).contains("DELIVERED", "lack 1 notifications"),
              line -> assertThat(line).contains("PLANNED", "lack -1 notifications"));
    }
  }

  @Test
  void theNewestNotificationIsLockedUntilTheEnd() throws Exception {
    plan(Lane.NORMAL);
    plan(Lane.NORMAL);
    var locks = locks("select event_id from notifications for update skip locked");
    assertThat(locks.lockNotification()).isTrue();
    assertThat(unlocked).containsExactly("e-1");
    execute("update notifications set state = 'DELIVERED'");
    assertThat(locks.lockNotification()).isFalse();
  }

  @Test
  void aSubmissionThatWaitsForItsReceiptIsLockedUntilTheEnd() throws Exception {
    var before = plan(Lane.NORMAL);
    submit(before, START.plusSeconds(1));
    respond(before, "m-1");
    execute("update submissions set receipt_state = 'DELIVERED'");
    var waiting = plan(Lane.NORMAL);
    submit(waiting, START.plusSeconds(2));
    respond(waiting, "m-2");
    var locks = locks("select message_id from submissions for update skip locked");
    assertThat(locks.lockSubmission()).isTrue();
    assertThat(unlocked).containsExactly("m-1");
    execute("update submissions set receipt_state = 'DELIVERED'");
    assertThat(locks.lockSubmission()).isFalse();
  }

  /** Otherwise such a fault would only be missing in the verdict. */
  @Test
  void aQueryThatDoesNotFitTheTablesEndsTheRun() throws Exception {
    execute("alter table submissions rename column notification_id to renamed");
    try {
      assertThatThrownBy(() -> new RowLocks(target, SOURCE).lockSubmission())
          .isInstanceOf(IllegalStateException.class);
    } finally {
      execute("alter table submissions rename column renamed to notification_id");
    }
  }

  @Test
  void theStageTrackGetsRecordsThatItCanReadAndNotStore() throws Exception {
    var refused =
        BrokenRecord.all().stream()
            .filter(record -> record.kind().equals(BrokenRecord.REFUSED))
            .toList();
    assertThat(refused)
        .extracting(BrokenRecord::topic)
        .containsExactlyInAnyOrder(Topics.RECEIPTS, Topics.INBOUND);
    assertThat(refused).allMatch(BrokenRecord::quarantined);
    for (var record : refused) {
      assertThat(catchThrowable(() -> store(record)))
          .as(record.label())
          .isInstanceOf(DataAccessException.class)
          .matches(DataFailures::isCausedByData);
    }
  }

  /** As the stages store it. */
  private static void store(BrokenRecord record) {
    var value = requireNonNull(record.value()).formatted("1").getBytes(StandardCharsets.UTF_8);
    switch (record.topic()) {
      case Topics.INBOUND -> {
        var message = read(RecordFormats.INBOUND, value);
        new InboundMessages(database.dataSource())
            .insert(
                List.of(
                    new InboundMessageRow(
                        new UUID(0, 0),
                        new From(new UUID(0, 0), "", "", message.route(), "sms", null, null),
                        "",
                        new Received(List.of(), List.of(), List.of(), false),
                        message.receivedAt(),
                        null)));
      }
      case Topics.RECEIPTS -> {
        var receipt = read(RecordFormats.INBOUND, value);
        new TrackStore(database.dataSource())
            .saveReceipts(
                List.of(
                    new ReceivedReceipt(
                        new SubmissionKey((short) 1, "F", 0),
                        0,
                        ReceiptOutcome.DELIVERED,
                        null,
                        receipt.receivedAt(),
                        List.of(),
                        new ReceivedReceipt.Position(0, 0, 0))));
      }
      default -> throw new AssertionError(record.topic());
    }
  }

  private static <T extends VersionedRecord> T read(RecordFormat<T> format, byte[] value) {
    var decoded = format.decode(value);
    assertThat(decoded).isInstanceOf(Decoded.Complete.class);
    return ((Decoded.Complete<T>) decoded).record();
  }

  /** Collects what this query, which skips locked rows, returns while a row is locked. */
  private RowLocks locks(String query) {
    return new RowLocks(
        target,
        SOURCE,
        () -> {
          try (var connection = target.connect();
              var statement = connection.createStatement();
              var row = statement.executeQuery(query)) {
            while (row.next()) {
              unlocked.add(row.getString(1));
            }
          }
        });
  }

  private StoredPlan plan(Lane lane) throws SQLException {
    return plan(lane, phone(events + 1));
  }

  /** Stores the next event as the plan stage does. */
  private StoredPlan plan(Lane lane, String phone) throws SQLException {
    events++;
    var notification =
        new PlannedNotification(
            new PlannedNotification.Event(
                "default",
                SOURCE,
                "e-" + events,
                "card.expiring",
                lane,
                Category.SERVICE,
                null,
                START,
                null),
            phone,
            new PlannedNotification.Message(
                new TemplateRef("card-expiring", 1, "vi"), "a", "GSM7", "-", 1, null),
            NotificationState.PLANNED,
            null,
            null,
            START);
    return requireNonNull(
        new PlanStore(database.dataSource(), missing -> {})
            .store(
                new ReadRanges("", "", new UUID(0, 1), List.of()),
                START,
                List.of(new PlannedEvent(new UUID(1, events), START, 0, events, notification)))
            .getFirst()
            .stored());
  }

  private static String phone(int event) {
    return "+8498800000" + event;
  }

  private static void submit(StoredPlan notification, Instant at) throws SQLException {
    try (var connection = target.connect();
        var statement =
            connection.prepareStatement(
                "update notifications set state = 'SUBMITTED', submitted_at = ? where id = ?")) {
      statement.setTimestamp(1, Timestamp.from(at));
      statement.setObject(2, notification.id());
      statement.executeUpdate();
    }
  }

  /** Stores the response of the carrier as the track stage does. */
  private static void respond(StoredPlan notification, String messageId) {
    var key =
        new SubmissionKey(
            (short) 1,
            messageId,
            Long.parseLong(requireNonNull(notification.notification().phone()).substring(1)));
    new TrackStore(database.dataSource())
        .saveResponses(
            List.of(new AcceptedSegment(key, notification.id(), 1, START.plusSeconds(3), false)));
  }

  private static void execute(String sql) throws SQLException {
    try (var connection = target.connect();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
