package dev.notifier.worker.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.notifier.contracts.Category;
import dev.notifier.contracts.EventRecord;
import dev.notifier.contracts.FailureReason;
import dev.notifier.contracts.StatusRecord;
import dev.notifier.contracts.SubmitRecord;
import dev.notifier.contracts.Topics;
import dev.notifier.kafka.loop.LoopStepListener;
import dev.notifier.kafka.loop.LoopStepListener.Step;
import dev.notifier.numbers.MobileNumber;
import dev.notifier.store.directory.Recipient;
import dev.notifier.store.directory.RecipientStore;
import dev.notifier.templates.RenderRequest;
import dev.notifier.templates.Renderer;
import dev.notifier.worker.testing.PipelineDatabase;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** Events that name a person without a number. */
class DirectoryIT {
  private static final String PREFERRED = "+84861234501";

  private static final Renderer SHOWING =
      request -> FixedTextRenderer.of(request.locale() + " " + kind(request)).render(request);

  private static @Nullable Object kind(RenderRequest request) {
    return request.data().get("recipient") instanceof Map<?, ?> recipient
        ? recipient.get("kind")
        : null;
  }

  private static void store(
      DataSource database, String tenant, String reference, String... phones) {
    new RecipientStore(database, 1_000_000)
        .store(
            tenant, List.of(new Recipient(reference, List.of(phones), "en", "WORKER", null, null)));
  }

  private static EventRecord event(int n, @Nullable String phone, Map<String, Object> recipient) {
    Map<String, Object> complete = new HashMap<>(recipient);
    if (phone != null) {
      complete.put("phone", phone);
    }
    return new EventRecord(
        EventRecord.VERSION,
        "tenant",
        "/source",
        "id-" + n,
        "card.expiring",
        Instant.parse("2026-11-20T01:00:00Z"),
        null,
        phone,
        complete,
        Map.of("n", n),
        Category.SERVICE,
        null,
        Instant.parse("2026-11-20T01:00:01Z"),
        null,
        null,
        null);
  }

  private static Map<String, String> ends(PlanHarness plan) {
    return plan.statuses().stream()
        .collect(
            Collectors.toMap(
                StatusRecord.Change::eventId, each -> each.state() + " " + each.reason()));
  }

  @Test
  void aPersonGetsTheMessageAtThePreferredNumber() throws Exception {
    try (HikariDataSource database = PipelineDatabase.newPool();
        PlanHarness plan = new PlanHarness(database)) {
      store(database, "tenant", "P-1", PREFERRED, "+84861234502", "+84861234503");
      store(database, "other", "P-2", "+84861234504");
      plan.send(
          List.of(
              event(1, null, Map.of("personRef", "P-1")),
              event(2, null, Map.of("personRef", "P-2")),
              event(3, null, Map.of("personRef", "P-1", "locale", "vi", "kind", "STAFF")),
              event(4, "+84861234509", Map.of("personRef", "P-1"))));
      plan.start(SHOWING, LoopStepListener.NONE);
      plan.awaitAllPlanned();

      assertThat(plan.submitted())
          .extracting(message -> message.phone() + " " + message.texts().getFirst())
          .containsExactlyInAnyOrder(
              PREFERRED + " en WORKER", PREFERRED + " vi STAFF", "+84861234509 vi null");
      assertThat(ends(plan))
          .as("another tenant's person")
          .containsEntry("id-2", "SKIPPED " + FailureReason.NO_NUMBER);
      assertThat(
              new JdbcTemplate(database)
                  .queryForList(
                      "select event_id || ' ' || coalesce(phone, '-') || ' ' || person_ref"
                          + " from notifications order by 1",
                      String.class))
          .containsExactly(
              "id-1 " + PREFERRED + " P-1",
              "id-2 - P-2",
              "id-3 " + PREFERRED + " P-1",
              "id-4 +84861234509 P-1");
    }
  }

  /** What selects messages by their number later reads the keys. */
  @Test
  void theMessageHasTheKeyOfItsNumber() throws Exception {
    try (HikariDataSource database = PipelineDatabase.newPool();
        PlanHarness plan = new PlanHarness(database)) {
      store(database, "tenant", "P-1", PREFERRED);
      plan.send(List.of(event(1, null, Map.of("personRef", "P-1"))));
      plan.start(SHOWING, LoopStepListener.NONE);
      plan.awaitAllPlanned();
      assertThat(plan.kafka.committed(Topics.submit(PlanHarness.ROUTE, PlanHarness.LANE)))
          .singleElement()
          .extracting(record -> record.key())
          .isEqualTo(
              new DirectoryLookup(database, PlanHarness.PRIVACY_KEY)
                  .recordKey(new MobileNumber(PREFERRED)));
    }
  }

  @Test
  void aReplayGoesToTheStoredNumber() throws Exception {
    try (HikariDataSource database = PipelineDatabase.newPool();
        PlanHarness plan = new PlanHarness(database)) {
      store(database, "tenant", "P-1", PREFERRED);
      plan.send(List.of(event(1, null, Map.of("personRef", "P-1"))));
      CrashInjector crash = new CrashInjector(Step.STORED);
      plan.start(SHOWING, crash);
      assertThat(crash.awaitCrash()).isTrue();
      store(database, "tenant", "P-1", "+84861234502");
      plan.start(SHOWING, LoopStepListener.NONE);
      plan.awaitAllPlanned();
      assertThat(plan.submitted()).extracting(SubmitRecord::phone).containsExactly(PREFERRED);
    }
  }

  @Test
  void aSkippedEventIsPlannedAgainWhenTheDirectoryHasThePerson() throws Exception {
    try (HikariDataSource database = PipelineDatabase.newPool();
        PlanHarness plan = new PlanHarness(database)) {
      plan.send(List.of(event(1, null, Map.of("personRef", "P-1"))));
      plan.start(SHOWING, LoopStepListener.NONE);
      plan.awaitAllPlanned();
      assertThat(plan.submitted()).isEmpty();
      byte[] kept =
          Objects.requireNonNull(
              new JdbcTemplate(database)
                  .queryForObject(
                      "select record_value from skipped_events where reason = 'NO_NUMBER'",
                      byte[].class));

      store(database, "tenant", "P-1", PREFERRED);
      plan.planAgain(kept, 1);
      plan.awaitAllPlanned();
      assertThat(plan.submitted()).extracting(SubmitRecord::phone).containsExactly(PREFERRED);
    }
  }
}
