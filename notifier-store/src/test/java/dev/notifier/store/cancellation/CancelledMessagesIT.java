package dev.notifier.store.cancellation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.contracts.EventDigest;
import dev.notifier.contracts.cancellation.CancellationFilter;
import dev.notifier.contracts.cancellation.CancellationRecord;
import dev.notifier.store.Database;
import dev.notifier.store.MigratedDatabase;
import dev.notifier.store.cancellation.CancelledMessages.Page;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.JdbcTemplate;

class CancelledMessagesIT {
  private static final UUID RULE = new UUID(1, 1);
  private static final UUID FIRST = new UUID(0, 0);
  private static final UUID LAST = new UUID(-1, -1);

  private final Database database = MigratedDatabase.create();
  private final JdbcTemplate jdbc = new JdbcTemplate(database.dataSource());
  private final CancelledMessages messages =
      new CancelledMessages(database.dataSource(), InstantSource.system());
  private final Instant made = Instant.now().plusSeconds(60);

  @BeforeEach
  void createPartitions() {
    LocalDate today = LocalDate.now(ZoneOffset.UTC);
    for (String table : List.of("notifications", "event_digests")) {
      jdbc.query(
          "select create_day_partitions(?, ?, ?)",
          _ -> {},
          table,
          today.minusDays(1),
          today.plusDays(1));
    }
  }

  @AfterEach
  void close() {
    database.close();
  }

  /** Each line is the state of a message, and how it counts. */
  @ParameterizedTest
  @CsvSource({
    "CANCELLED, CANCELLED, 0, false, 1 0 0 0",
    "PLANNED, , 0, false, 0 0 0 1",
    "DEFERRED, , 0, false, 0 0 0 1",
    "PLANNED, , 1, false, 0 1 0 0",
    "PLANNED, , 0, true, 0 1 0 0",
    "SUBMITTED, , 1, false, 0 1 0 0",
    "DELIVERED, , 1, false, 0 1 0 0",
    "NO_RECEIPT, , 1, false, 0 1 0 0",
    "EXPIRED, RECEIPT_EXPIRED, 1, false, 0 1 0 0",
    "EXPIRED, EXPIRED_BEFORE_SUBMISSION, 0, false, 0 0 1 0",
    "SKIPPED, NO_TEMPLATE, 0, false, 0 0 1 0",
    "REJECTED, INTERNAL, 0, false, 0 0 1 0",
    "REJECTED, CARRIER_REJECTED, 0, false, 0 1 0 0",
    "REJECTED, PARTLY_SENT, 1, false, 0 1 0 0"
  })
  void aMessageCountsByWhatACarrierHasOfIt(
      String state, @Nullable String reason, long accepted, boolean duplicate, String counted) {
    UUID id = insert("son-la", "g", "t", state);
    jdbc.update(
        "update notifications set reason = ?, accepted_segments = ?, possible_duplicate = ? where id"
            + " = ?",
        reason,
        accepted,
        duplicate,
        id);

    assertThat(text(page(group("g"), FIRST, 10).counts())).isEqualTo(counted);
  }

  @Test
  void onlyWhatTheFilterSelectsIsCounted() {
    insert("son-la", "g", "t", "PLANNED");
    insert("son-la", "h", "t", "PLANNED");
    insert("son-la", null, "t", "PLANNED");
    insert("default", "g", "t", "PLANNED");
    UUID late = insert("son-la", "g", "t", "PLANNED");
    jdbc.update(
        "update notifications set accepted_at = ? where id = ?",
        made.plusSeconds(1).atOffset(ZoneOffset.UTC),
        late);

    assertThat(text(page(group("g"), FIRST, 10).counts())).isEqualTo("0 0 0 1");
  }

  /** Plan cancels them when they are released, however late they are due. */
  @Test
  void messagesThatWaitForATimeAreReleasedOnce() {
    UUID waiting = insert("son-la", "g", "t", "DEFERRED");
    UUID released = insert("son-la", "g", "t", "DEFERRED");
    UUID other = insert("son-la", "h", "t", "DEFERRED");
    defer(waiting, 2);
    defer(released, 1);
    defer(other, 2);

    assertThat(text(page(group("g"), FIRST, 10).counts())).isEqualTo("0 0 0 2");
    assertThat(due()).containsExactly(waiting);
    digest("1", other);
    messages.count(
        CancellationRecord.of(RULE, "son-la", made, List.of(EventDigest.of("son-la", "/tst", "1"))),
        List.of(EventDigest.of("son-la", "/tst", "1")));
    assertThat(due()).containsExactlyInAnyOrder(waiting, other);
  }

  /** It is due, but its batch may be paused, and then it is released only when it ends. */
  @Test
  void aLineThatIsDueEndsNow() {
    UUID line = insert("son-la", "g", "t", "DEFERRED");
    defer(line, 2);
    jdbc.update(
        "update deferred set batch_id = ?, release_at = now() - interval '1 hour',"
            + " ends_at = 'infinity'",
        new UUID(0, 7));

    page(group("g"), FIRST, 10);

    assertThat(
            jdbc.queryForObject(
                "select ends_at <= clock_timestamp() from deferred where notification_id = ?",
                Boolean.class,
                line))
        .isTrue();
  }

  private void defer(UUID id, int planned) {
    jdbc.update(
        """
        insert into deferred (notification_id, due_at, release_at, release, planned, tenant, lane,
          route, reason, record_value)
        values (?, now() + interval '9 days', now() + interval '9 days', 2, ?, 'son-la', 'NORMAL',
          'viettel', 'SEND_AFTER', 'v')
        """,
        id,
        planned);
  }

  private List<UUID> due() {
    return jdbc.query(
        "select notification_id from deferred where release_at <= clock_timestamp()",
        (row, _) -> row.getObject(1, UUID.class));
  }

  /** Plan does not store the template of what it cancels, only the rule. */
  @Test
  void aFilterByTemplateCountsWhatPlanCancelled() {
    insert("son-la", "g", "t", "PLANNED");
    insert("son-la", "g", "other", "PLANNED");
    UUID cancelled = insert("son-la", "g", null, "CANCELLED");
    insert("son-la", "g", null, "CANCELLED");
    jdbc.update(
        "update notifications set detail = ? where id = ?",
        CancellationCounts.CANCELLED_BY + RULE,
        cancelled);

    CancellationFilter filter = new CancellationFilter(null, null, null, "t", null, null, null);
    assertThat(text(page(filter, FIRST, 10).counts())).isEqualTo("1 0 0 1");
  }

  @Test
  void aPageEndsAtItsLimitWhateverMatches() {
    insert("son-la", "h", "t", "PLANNED");
    UUID second = insert("son-la", "g", "t", "PLANNED");
    insert("son-la", "g", "t", "CANCELLED");

    Page first = page(group("g"), FIRST, 2);
    assertThat(text(first.counts())).isEqualTo("0 0 0 1");
    assertThat(first.last()).isEqualTo(second);
    Page rest = page(group("g"), second, 2);
    assertThat(text(rest.counts())).isEqualTo("1 0 0 0");
    assertThat(rest.last()).isNull();
  }

  @Test
  void eventsOfAListAreCountedByTheirDigests() {
    UUID planned = insert("son-la", "g", "t", "PLANNED");
    UUID cancelled = insert("son-la", "g", "t", "CANCELLED");
    digest("1", planned);
    digest("2", cancelled);
    List<UUID> events =
        List.of("1", "2", "3").stream().map(id -> EventDigest.of("son-la", "/tst", id)).toList();
    CancellationRecord rule = CancellationRecord.of(RULE, "son-la", made, events);

    CancelledMessages.Found found = messages.count(rule, events);

    assertThat(text(found.counts())).isEqualTo("1 0 0 1");
    assertThat(found.unknown()).isEqualTo(1);
  }

  private void digest(String event, UUID notification) {
    jdbc.update(
        """
        insert into event_digests
          (digest, notification_id, topic_id, topic_partition, topic_offset, day)
        values (?, ?, ?, 0, 0, ?)
        """,
        EventDigest.of("son-la", "/tst", event),
        notification,
        FIRST,
        LocalDate.now(ZoneOffset.UTC));
  }

  private static CancellationFilter group(String group) {
    return new CancellationFilter(null, null, null, null, group, null, null);
  }

  private Page page(CancellationFilter filter, UUID after, int maxRows) {
    CancellationRecord rule = CancellationRecord.of(RULE, "son-la", made, filter);
    return messages.count(rule, after, LAST, made.minusSeconds(3_600), maxRows);
  }

  private static String text(CancellationCounts counts) {
    return counts.cancelled()
        + " "
        + counts.withCarriers()
        + " "
        + counts.notSent()
        + " "
        + counts.waiting();
  }

  private UUID insert(
      String tenant, @Nullable String group, @Nullable String template, String state) {
    return Objects.requireNonNull(
        jdbc.queryForObject(
            """
            insert into notifications
              (id, tenant, source, event_id, type, lane, accepted_at, planned_at, group_id, template_id,
               key_id, state)
            values (uuidv7(), ?, '/tst', 'e', 'type', 'BULK', now(), now(), ?, ?, 'k', ?) returning id
            """,
            UUID.class,
            tenant,
            group,
            template,
            state));
  }
}
