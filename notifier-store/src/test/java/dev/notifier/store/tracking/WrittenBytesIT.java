package dev.notifier.store.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.contracts.NotificationState;
import dev.notifier.store.Database;
import dev.notifier.store.MigratedDatabase;
import dev.notifier.store.tracking.ReceivedReceipt.Position;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** What responses and receipts write; docs/adr/0028 has the reasons. */
class WrittenBytesIT {
  private static final Instant RESPONDED = Instant.parse("2026-11-20T01:00:00Z");
  private static final SubmissionKey KEY = new SubmissionKey((short) 1, "A1", 84912345678L);

  private final Database database = MigratedDatabase.create();
  private final JdbcTemplate jdbc = new JdbcTemplate(database.dataSource());
  private final TrackStore store = new TrackStore(database.dataSource());

  @AfterEach
  void close() {
    database.close();
  }

  /** The WAL has of an updated row what is between the first and the last byte that differ. */
  @Test
  void theColumnsThatResponsesAndReceiptsChangeAreNextToEachOther() {
    List<String> columns =
        jdbc.query(
            """
            select attname::text from pg_attribute
            where attrelid = (
                select inhrelid from pg_inherits where inhparent = 'notifications'::regclass limit 1)
              and attnum > 0 and not attisdropped
            order by attnum
            """,
            (row, _) -> row.getString(1));
    assertThat(columns)
        .containsSubsequence("id", "accepted_at", "body_digest", "submitted_at")
        .containsSequence(
            "submitted_at",
            "finished_at",
            "unconfirmed_since",
            "accepted_segments",
            "rejected_segments",
            "delivered_segments",
            "failed_segments",
            "unconfirmed_segments",
            "attempt",
            "possible_duplicate",
            "state",
            "reason",
            "detail",
            "confidence",
            "route",
            "first_route",
            "notes",
            "message_ids",
            "body",
            "tenant");
  }

  /** A null takes no space. */
  @Test
  void whatANotificationDoesNotHaveIsNull() {
    UUID id = notification();
    DeliveryState planned = read(id);
    assertThat(planned.segmentBits()).isEqualTo(new SegmentBits(0, 0, 0, 0, 0));
    assertThat(planned.messageIds()).isEmpty();
    save(id, planned);
    assertThat(nulls(id)).isEqualTo(5);
    DeliveryState submitted = submitted(planned);
    save(id, submitted);
    assertThat(nulls(id)).isEqualTo(4);
    assertThat(read(id)).isEqualTo(submitted);
  }

  @Test
  void theUsualReceiptIsNotWrittenToItsSubmission() {
    UUID id = notification();
    store.saveResponses(List.of(new AcceptedSegment(KEY, id, 1, RESPONDED, false)));
    String before = version();
    for (int i = 0; i < 2; i++) {
      assertThat(store.saveReceipts(List.of(receipt(Duration.ofMinutes(59)))))
          .as("also if it is repeated")
          .extracting(SubmissionOwner::notificationId)
          .containsExactly(id);
    }
    assertThat(version()).isEqualTo(before);
  }

  /** It may be about another message with the same id, of which the response is yet to come. */
  @Test
  void aReceiptAfterAnHourIsHeldBackInItsSubmission() {
    UUID id = notification();
    store.saveResponses(List.of(new AcceptedSegment(KEY, id, 1, RESPONDED, false)));
    assertThat(store.saveReceipts(List.of(receipt(Duration.ofMinutes(61))))).isEmpty();
    assertThat(
            jdbc.queryForObject(
                "select count(*) from submissions where unmatched_since is not null",
                Integer.class))
        .isEqualTo(1);
  }

  private UUID notification() {
    return Objects.requireNonNull(
        jdbc.queryForObject(
            """
            insert into notifications
              (id, tenant, source, event_id, type, lane, state, route, segments, accepted_at,
               planned_at)
            values (uuidv7(), 't', '/s', 'e', 'type', 'NORMAL', 'PLANNED', 'r', 1, now(), now())
            returning id
            """,
            UUID.class));
  }

  private DeliveryState read(UUID id) {
    return store.inTransaction(() -> store.lock(List.of(id)).getFirst().delivery());
  }

  private void save(UUID id, DeliveryState state) {
    store.inTransaction(() -> {
      store.save(List.of(store.lock(List.of(id)).getFirst().with(state)));
      return true;
    });
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
        List.of("A1"),
        RESPONDED,
        null,
        null);
  }

  private @Nullable Integer nulls(UUID id) {
    return jdbc.queryForObject(
        """
        select num_nulls(accepted_segments, rejected_segments, delivered_segments, failed_segments,
          unconfirmed_segments) from notifications where id = ?
        """,
        Integer.class,
        id);
  }

  private static ReceivedReceipt receipt(Duration after) {
    return new ReceivedReceipt(
        KEY,
        SubmissionKey.NO_NUMBER,
        ReceiptOutcome.DELIVERED,
        null,
        RESPONDED.plus(after),
        List.of(),
        new Position(0, 0, 0));
  }

  private @Nullable String version() {
    return jdbc.queryForObject("select ctid || '/' || xmin from submissions", String.class);
  }
}
