package dev.notifier.worker.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.notifier.contracts.EventRecord;
import dev.notifier.contracts.FailureReason;
import dev.notifier.contracts.NotificationState;
import dev.notifier.contracts.RecordJson;
import dev.notifier.contracts.StatusRecord;
import dev.notifier.contracts.cancellation.CancellationFilter;
import dev.notifier.contracts.sending.QuietHours;
import dev.notifier.contracts.sending.SendingRules;
import dev.notifier.kafka.loop.LoopStepListener.Step;
import dev.notifier.store.lookup.NotificationLookup;
import dev.notifier.store.lookup.NotificationNote;
import dev.notifier.templates.Renderer;
import dev.notifier.worker.cancellation.CancellationRules;
import dev.notifier.worker.cancellation.TestRules;
import dev.notifier.worker.optouts.TestOptOuts;
import dev.notifier.worker.testing.PipelineDatabase;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** Messages wait for their time, and are planned again when they are released. */
class DeferredEventsIT {
  private static final ZoneId VIETNAM = ZoneId.of("Asia/Ho_Chi_Minh");

  private final MovedClock clock = new MovedClock();
  private final AtomicReference<Renderer> template =
      new AtomicReference<>(PlanHarness.rendering("text "));
  private final HikariDataSource database = PipelineDatabase.newPool();
  private final JdbcTemplate jdbc = new JdbcTemplate(database);
  private final PlanHarness plan = new PlanHarness(database, Duration.ZERO, clock);

  @AfterEach
  void close() {
    plan.close();
    database.close();
  }

  @Test
  void aMessageWaitsWithItsTextAndLeavesWhenItIsReleased() throws Exception {
    start();
    Instant due = clock.instant().plus(Duration.ofHours(1)).truncatedTo(ChronoUnit.SECONDS);
    EventRecord event = after(1, due);
    plan.send(List.of(event));
    plan.awaitAllPlanned();

    assertThat(plan.submitted()).isEmpty();
    assertThat(rows()).containsExactly("DEFERRED SEND_AFTER " + due + " text 1 true");
    Map<String, @Nullable Object> row = jdbc.queryForMap("select * from deferred");
    assertThat(row)
        .containsEntry("tenant", "tenant")
        .containsEntry("route", PlanHarness.ROUTE)
        .containsEntry("lane", "NORMAL")
        .containsEntry("reason", "SEND_AFTER")
        .containsEntry("release", 0);
    assertThat(value()).isEqualTo(event.withTemplateVersion(1));

    UUID id = id();
    clock.offset = Duration.ofHours(1);
    release(1);

    assertThat(plan.submitted())
        .singleElement()
        .satisfies(message -> {
          assertThat(message.notificationId()).isEqualTo(row.get("notification_id"));
          assertThat(message.texts()).containsExactly("text 1");
        });
    assertThat(rows()).containsExactly("PLANNED null null text 1 true");
    assertThat(plan.statuses())
        .extracting(StatusRecord.Change::state)
        .containsExactly(NotificationState.DEFERRED, NotificationState.PLANNED);
    assertThat(count()).isZero();
    assertThat(new NotificationLookup(database, clock).find("tenant", id).orElseThrow().notes())
        .singleElement()
        .satisfies(note -> {
          NotificationNote.Former was = Objects.requireNonNull(note.was());
          assertThat(was.state()).isEqualTo(NotificationState.DEFERRED);
          assertThat(was.reason()).isEqualTo("SEND_AFTER");
          assertThat(was.detail()).isEqualTo(due.toString());
          assertThat(was.at()).isBefore(note.at());
        });
    assertThat(plan.count("notifier.plan.deferred")).isOne();
    assertThat(plan.count("notifier.plan.released")).isOne();
  }

  @Test
  void aReleaseThatIsRepeatedHasNoEffect() throws Exception {
    start();
    plan.send(List.of(after(1, clock.instant().plusSeconds(600))));
    plan.awaitAllPlanned();
    UUID id = id();
    byte[] value = bytes();
    clock.offset = Duration.ofHours(1);
    jdbc.update("update deferred set release = 3");
    for (int number : new int[] {0, 4, 2, 1, 3, 2, 3}) {
      plan.release(number % 3, value, EventRecord.release(id, number));
    }
    plan.release(0, value, EventRecord.release(new UUID(1, 2), 1));
    plan.release(0, value, "no release");
    plan.awaitAllPlanned();

    assertThat(plan.submitted()).hasSize(1);
    assertThat(count()).isZero();
    assertThat(rows()).hasSize(1);
  }

  /** A release from before a message was deferred again must not send it before its time. */
  @Test
  void oneThatIsDeferredAgainIgnoresEarlierReleases() throws Exception {
    start();
    plan.send(List.of(after(1, clock.instant().plusSeconds(600))));
    plan.awaitAllPlanned();
    byte[] value = bytes();
    jdbc.update("update deferred set release = 2");
    // It is not due yet by the clock of the worker.
    plan.release(0, value, EventRecord.release(id(), 1));
    plan.awaitAllPlanned();
    assertThat(jdbc.queryForMap("select release, planned from deferred"))
        .isEqualTo(Map.of("release", 2, "planned", 2));

    clock.offset = Duration.ofHours(1);
    plan.release(0, value, EventRecord.release(id(), 2));
    plan.awaitAllPlanned();
    assertThat(plan.submitted()).isEmpty();
    assertThat(rows().getFirst()).startsWith("DEFERRED");

    jdbc.update("update deferred set release = 3");
    plan.release(0, value, EventRecord.release(id(), 3));
    plan.awaitAllPlanned();
    assertThat(plan.submitted()).hasSize(1);
  }

  /** Its clock may be a minute behind that of PostgreSQL. */
  @Test
  void aWorkerThatIsBehindDoesNotDeferInALoop() throws Exception {
    clock.offset = Duration.ofHours(-1);
    start();
    plan.send(List.of(after(1, clock.instant().plusSeconds(600))));
    plan.awaitAllPlanned();
    release(1);

    assertThat(
            jdbc.queryForObject(
                "select planned = 1 and release_at > now() from deferred", Boolean.class))
        .isTrue();
  }

  @Test
  void quietHoursEndInVietnamsTime() throws Exception {
    start();
    LocalTime now = LocalTime.now(clock.withZone(VIETNAM)).truncatedTo(ChronoUnit.MINUTES);
    QuietHours hours = new QuietHours(now.minusHours(1), now.plusHours(1));
    plan.send(
        List.of(PlanHarness.event(1).withSending(new SendingRules(null, hours, null, null, null))));
    plan.awaitAllPlanned();

    Instant due =
        jdbc.queryForObject(
            "select due_at from deferred", (row, _) -> row.getTimestamp(1).toInstant());
    assertThat(due.atZone(VIETNAM).toLocalTime()).isEqualTo(hours.until());
    assertThat(rows()).containsExactly("DEFERRED QUIET_HOURS " + due + " text 1 true");
    clock.offset = Duration.ofHours(2);
    release(1);
    assertThat(plan.submitted()).hasSize(1);
  }

  @Test
  void whatChangesMeanwhileCounts() throws Exception {
    TestOptOuts optOuts = new TestOptOuts();
    plan.optOuts = optOuts;
    start();
    Instant due = clock.instant().plusSeconds(600);
    plan.send(List.of(after(1, due), expiring(after(2, due), due.plusSeconds(60)), after(3, due)));
    plan.awaitAllPlanned();
    clock.offset = Duration.ofHours(1);
    releaseOf("id-2");
    plan.rules =
        TestRules.of(
            "tenant", new CancellationFilter(null, "/source", null, null, null, null, null));
    releaseOf("id-3");
    plan.rules = CancellationRules.NONE;
    optOuts.add("+84861234567");
    releaseOf("id-1");

    assertThat(
            jdbc.queryForList(
                "select state || ' ' || reason || ' ' || (body is null) || ' '"
                    + " || (finished_at is not null) from notifications order by event_id",
                String.class))
        .containsExactly(
            "SKIPPED OPTED_OUT true true",
            "EXPIRED EXPIRED_BEFORE_SUBMISSION true true",
            "CANCELLED CANCELLED true true");
    assertThat(plan.submitted()).isEmpty();
    assertThat(count()).isZero();
  }

  @Test
  void oneThatExpiresBeforeItIsDueEndsAtOnce() throws Exception {
    start();
    Instant due = clock.instant().plusSeconds(600);
    plan.send(List.of(expiring(after(1, due), due)));
    plan.awaitAllPlanned();

    assertThat(rows().getFirst())
        .startsWith("EXPIRED EXPIRED_BEFORE_SUBMISSION expires before " + due);
    assertThat(count()).isZero();
  }

  @Test
  void aWorkerThatEndsAfterItStoredDefersAndReleasesOnce() throws Exception {
    CrashInjector deferring = new CrashInjector(Step.STORED);
    plan.start(request -> template.get().render(request), deferring);
    plan.send(List.of(after(1, clock.instant().plusSeconds(600))));
    assertThat(deferring.awaitCrash()).isTrue();
    plan.stop(0);
    CrashInjector releasing = new CrashInjector(Step.STORED);
    start();
    plan.awaitAllPlanned();
    assertThat(plan.statuses())
        .extracting(StatusRecord.Change::reason)
        .containsExactly(FailureReason.SEND_AFTER);
    assertThat(plan.submitted()).isEmpty();
    plan.stop(1);

    clock.offset = Duration.ofHours(1);
    plan.start(request -> template.get().render(request), releasing);
    byte[] value = bytes();
    UUID id = id();
    jdbc.update("update deferred set release = 2");
    plan.release(0, value, EventRecord.release(id, 1));
    assertThat(releasing.awaitCrash()).isTrue();
    assertThat(count()).isZero();
    plan.release(0, value, EventRecord.release(id, 2));
    start();
    plan.awaitAllPlanned();
    assertThat(plan.submitted()).hasSize(1);
    assertThat(plan.statuses()).hasSize(2);
  }

  @Test
  void aReleaseThatCannotBePlannedIsRepeatedAFewTimes() throws Exception {
    start();
    plan.send(List.of(after(1, clock.instant().plusSeconds(600))));
    plan.awaitAllPlanned();
    clock.offset = Duration.ofHours(1);
    byte[] value = bytes();
    UUID id = id();
    template.set(_ -> {
      throw new IllegalStateException("broken");
    });
    for (int number = 1; number <= 9; number++) {
      release(number);
    }
    assertThat(rows().getFirst()).startsWith("DEFERRED SEND_AFTER");
    assertThat(
            jdbc.queryForObject(
                "select failures from deferred where release_at > now() + interval '8 minutes'",
                Integer.class))
        .isEqualTo(9);
    release(10);
    assertThat(rows().getFirst()).startsWith("REJECTED INTERNAL");
    assertThat(count()).isZero();
    assertThat(plan.quarantined()).hasSize(10);
    assertThat(plan.submitted()).isEmpty();

    // An operator replays one of them after the repair, first at a time when it must wait.
    template.set(PlanHarness.rendering("text "));
    clock.offset = Duration.ZERO;
    plan.releaseReplayed(value, EventRecord.release(id, 4));
    plan.awaitAllPlanned();
    assertThat(jdbc.queryForMap("select release, planned from deferred"))
        .isEqualTo(Map.of("release", 4, "planned", 4));
    clock.offset = Duration.ofHours(1);
    release(5);
    assertThat(plan.submitted()).hasSize(1);
    assertThat(rows().getFirst()).startsWith("PLANNED");
  }

  /** As a worker of an earlier release that lacks a constant. */
  @Test
  void aReleaseThatCannotBeReadIsRepeatedAFewTimes() throws Exception {
    start();
    plan.send(List.of(after(1, clock.instant().plusSeconds(600))));
    plan.awaitAllPlanned();
    clock.offset = Duration.ofHours(1);
    byte[] unreadable =
        new String(bytes(), StandardCharsets.UTF_8)
            .replace("\"SERVICE\"", "\"OF_THE_FUTURE\"")
            .getBytes(StandardCharsets.UTF_8);
    jdbc.update("update deferred set record_value = ?", unreadable);
    for (int number = 1; number <= 9; number++) {
      release(number);
    }
    assertThat(rows().getFirst()).startsWith("DEFERRED SEND_AFTER");
    release(10);
    assertThat(rows().getFirst()).startsWith("REJECTED INTERNAL");
    assertThat(count()).isZero();
    assertThat(plan.quarantined()).hasSize(10);
  }

  /** A worker may end after it counted a release, and before Kafka has its record. */
  @Test
  void aFailedReleaseIsCountedOnce() throws Exception {
    start();
    plan.send(List.of(after(1, clock.instant().plusSeconds(600))));
    plan.awaitAllPlanned();
    clock.offset = Duration.ofHours(1);
    template.set(_ -> {
      throw new IllegalStateException("broken");
    });
    release(1);
    release(1);
    assertThat(jdbc.queryForObject("select failures from deferred", Integer.class)).isOne();
    release(2);
    assertThat(jdbc.queryForObject("select failures from deferred", Integer.class)).isEqualTo(2);
  }

  private void start() {
    plan.start(request -> template.get().render(request), _ -> {});
  }

  private void release(int number) throws Exception {
    jdbc.update("update deferred set release = ?", number);
    plan.release(0, bytes(), EventRecord.release(id(), number));
    plan.awaitAllPlanned();
  }

  private void releaseOf(String event) throws Exception {
    UUID id =
        Objects.requireNonNull(
            jdbc.queryForObject(
                "select id from notifications where event_id = ?", UUID.class, event));
    jdbc.update("update deferred set release = 1 where notification_id = ?", id);
    byte[] value =
        Objects.requireNonNull(
            jdbc.queryForObject(
                "select record_value from deferred where notification_id = ?", byte[].class, id));
    plan.release(0, value, EventRecord.release(id, 1));
    plan.awaitAllPlanned();
  }

  private UUID id() {
    return Objects.requireNonNull(
        jdbc.queryForObject("select notification_id from deferred", UUID.class));
  }

  private byte[] bytes() {
    return Objects.requireNonNull(
        jdbc.queryForObject("select record_value from deferred", byte[].class));
  }

  private EventRecord value() {
    return RecordJson.read(bytes(), EventRecord.class);
  }

  private int count() {
    return Objects.requireNonNull(
        jdbc.queryForObject("select count(*) from deferred", Integer.class));
  }

  private List<String> rows() {
    return jdbc.query(
        "select state, reason, detail, body, finished_at is null = (state in ('DEFERRED',"
            + " 'PLANNED')) as open from notifications order by event_id",
        (row, _) ->
            row.getString(1)
                + " "
                + row.getString(2)
                + " "
                + row.getString(3)
                + " "
                + row.getString(4)
                + " "
                + row.getBoolean(5));
  }

  static EventRecord after(int n, Instant sendAfter) {
    return PlanHarness.event(n).withSending(new SendingRules(sendAfter, null, null, null, null));
  }

  private static EventRecord expiring(EventRecord event, @Nullable Instant expiresAt) {
    return new EventRecord(
        event.v(),
        event.tenant(),
        event.source(),
        event.id(),
        event.type(),
        event.time(),
        event.subject(),
        event.phone(),
        event.recipient(),
        event.data(),
        event.category(),
        expiresAt,
        event.acceptedAt(),
        event.templateVersion(),
        event.bodyDigest(),
        event.secret(),
        event.group(),
        event.keyId(),
        event.reply(),
        event.sending());
  }
}
