package dev.notifier.store.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.contracts.Category;
import dev.notifier.contracts.EventDigest;
import dev.notifier.contracts.Lane;
import dev.notifier.contracts.NotificationState;
import dev.notifier.contracts.TemplateRef;
import dev.notifier.store.Database;
import dev.notifier.store.MigratedDatabase;
import dev.notifier.store.keys.BusinessKey;
import dev.notifier.store.lookup.NotificationLookup;
import dev.notifier.store.lookup.NotificationNote;
import dev.notifier.store.lookup.NotificationNote.Kind;
import dev.notifier.store.lookup.StoredNotification;
import dev.notifier.store.plan.PlannedEvent.Replaces;
import dev.notifier.store.positions.ReadRanges;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Events that correct others. */
class CorrectionsIT {
  private static final Database DATABASE = MigratedDatabase.create();
  private static final JdbcClient JDBC = JdbcClient.create(DATABASE.dataSource());

  /** A topic of which no positions are noted. */
  private static final ReadRanges TOPIC = new ReadRanges("", "", new UUID(1, 1), List.of());

  private static int nextOffset;

  private final PlanStore store = new PlanStore(DATABASE.dataSource(), missing -> {});
  private final NotificationLookup lookup =
      new NotificationLookup(DATABASE.dataSource(), Clock.systemUTC());
  private final Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
  private final UUID fact = UUID.randomUUID();

  @AfterAll
  static void close() {
    DATABASE.close();
  }

  @BeforeEach
  void deleteCancellations() {
    JDBC.sql("delete from cancellations").update();
    JDBC.sql("delete from jobs where not periodic").update();
  }

  @Test
  void theCorrectionIsSentAndTheFirstIsCancelled() throws SQLException {
    PlannedEvent wrong = event(fact, null);
    UUID first = plan(wrong);
    PlannedEvent correction = event(fact, wrong.digest());
    UUID second = plan(correction);

    assertThat(find(second).status().state()).isEqualTo(NotificationState.PLANNED);
    assertThat(find(second).supersedes()).isEqualTo(first);
    assertThat(find(first).notes())
        .singleElement()
        .satisfies(note -> {
          assertThat(note.kind()).isEqualTo(Kind.SUPERSEDED);
          assertThat(note.by()).isEqualTo(second);
        });
    assertThat(cancelledEvents())
        .as("in the same transaction")
        .containsExactly(wrong.digest().toString());
    assertThat(jobs()).isEqualTo(1);
    assertThat(find(plan(event(fact, null))).status().detail())
        .as("another event of the fact")
        .isEqualTo("the notification " + second + " was first");
  }

  @Test
  void aReplayStoresNothingAgain() throws SQLException {
    PlannedEvent wrong = event(fact, null);
    UUID first = plan(wrong);
    PlannedEvent correction = event(fact, wrong.digest());
    plan(correction);
    PlanOutcome replayed = store.store(TOPIC, now, List.of(correction)).getFirst();
    assertThat(replayed.kind()).isEqualTo(PlanOutcome.Kind.REPLAYED);
    assertThat(cancelledEvents()).hasSize(1);
    assertThat(find(first).notes()).hasSize(1);
  }

  @Test
  void aMessageThatACarrierHasIsNotCancelled() throws SQLException {
    PlannedEvent wrong = event(fact, null);
    UUID first = plan(wrong);
    JDBC.sql("update notifications set state = 'DELIVERED' where id = ?").param(first).update();
    UUID second = plan(event(fact, wrong.digest()));
    assertThat(find(second).status().state()).isEqualTo(NotificationState.PLANNED);
    assertThat(find(second).supersedes()).isEqualTo(first);
    assertThat(find(first).notes()).hasSize(1);
    assertThat(cancelledEvents()).isEmpty();
  }

  @Test
  void aCorrectionOfAnUnknownEventIsSentAndSaysSo() throws SQLException {
    UUID second = plan(event(fact, EventDigest.of("t", "/source", "never sent")));
    assertThat(find(second).status().state()).isEqualTo(NotificationState.PLANNED);
    assertThat(find(second).supersedes()).isNull();
    assertThat(find(second).notes())
        .extracting(NotificationNote::kind)
        .containsExactly(Kind.SUPERSEDES_UNKNOWN);
    assertThat(cancelledEvents()).isEmpty();
  }

  @Test
  void anEventThatCorrectsItselfCorrectsNothing() throws SQLException {
    PlannedEvent event = event(fact, null);
    UUID id =
        plan(
            new PlannedEvent(
                event.digest(),
                event.time(),
                0,
                event.offset(),
                Replaces.NOTHING,
                null,
                event.notification(),
                event.key(),
                event.digest()));
    assertThat(find(id).notes())
        .extracting(NotificationNote::kind)
        .containsExactly(Kind.SUPERSEDES_UNKNOWN);
    assertThat(cancelledEvents()).isEmpty();
  }

  @Test
  void bothMayBeInOneBatchAndOneListCancelsAllOfATenant() throws SQLException {
    PlannedEvent one = event(fact, null);
    PlannedEvent two = event(UUID.randomUUID(), null);
    List<PlanOutcome> outcomes =
        store.store(
            TOPIC, now, List.of(one, two, event(fact, one.digest()), event(null, two.digest())));
    assertThat(outcomes)
        .extracting(outcome -> Objects.requireNonNull(outcome.stored()).notification().state())
        .containsOnly(NotificationState.PLANNED);
    assertThat(cancelledEvents())
        .containsExactlyInAnyOrder(one.digest().toString(), two.digest().toString());
    assertThat(jobs()).isEqualTo(1);
  }

  private UUID plan(PlannedEvent event) throws SQLException {
    PlanOutcome outcome = store.store(TOPIC, now, List.of(event)).getFirst();
    return Objects.requireNonNull(outcome.stored()).id();
  }

  private StoredNotification find(UUID id) {
    return lookup.find("t", id).orElseThrow();
  }

  private static List<@Nullable String> cancelledEvents() {
    return JDBC.sql(
            """
            select encode(substr(events, i * 16 + 1, 16), 'hex')::uuid::text
            from cancellations, generate_series(0, length(events) / 16 - 1) i
            """)
        .query(String.class)
        .list();
  }

  private static long jobs() {
    return JDBC.sql("select count(*) from jobs where kind = 'cancellation'")
        .query(Long.class)
        .single();
  }

  private PlannedEvent event(@Nullable UUID of, @Nullable UUID supersedes) {
    int offset = nextOffset++;
    String id = "e" + offset;
    return new PlannedEvent(
        EventDigest.of("t", "/source", id),
        now,
        0,
        offset,
        Replaces.NOTHING,
        null,
        new PlannedNotification(
            new PlannedNotification.Event(
                "t", "/source", id, "type", Lane.NORMAL, Category.SERVICE, null, now, null),
            "+84912345678",
            new PlannedNotification.Message(
                new TemplateRef("t", 1, "vi"), "route", "GSM7", "text", 1, null),
            NotificationState.PLANNED,
            null,
            null,
            now),
        of == null ? null : new BusinessKey(of, Duration.ofDays(7), null),
        supersedes);
  }
}
