package dev.notifier.api.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.api.app.RunningApi.Reply;
import dev.notifier.store.batches.BatchStore;
import dev.notifier.store.batches.StoredBatch;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;

/** The pace of a batch changes while it runs. */
class BatchPaceIT {
  private static final String READER = "the-key-that-only-writes-batches-32-characters";

  private static ApiWithStore store;
  private static OperatorClient operator;
  private static OperatorClient sender;
  private static JdbcTemplate jdbc;

  @BeforeAll
  static void start() {
    store = ApiWithStore.shared();
    jdbc = store.jdbc();
    RunningApi api =
        store.start(
            "--notifier.operators.sender.key=" + READER,
            "--notifier.operators.sender.scopes=batches:write,batches:read");
    operator = new OperatorClient(api, RunningApi.KEY);
    sender = new OperatorClient(api, READER);
  }

  @AfterAll
  static void stop() {
    store.close();
  }

  private static UUID batch(String state) {
    UUID id = UUID.randomUUID();
    jdbc.update(
        """
        insert into batches (id, tenant, name, event_type, file_kind, state, created_by,
          type_version, template_id, template_version, valid_lines, chunks, released_at,
          sending_from, sending_until, max_per_second)
        values (?, 'default', 'October', 'card.expiring', 'csv', ?, 'user:lan', 1,
          'card-expiring', 1, 10, 1, now(), '07:00', '21:00', 300)
        """,
        id,
        state);
    return id;
  }

  private static StoredBatch stored(UUID id) {
    return new BatchStore(store.dataSource()).find(id).orElseThrow();
  }

  private static Reply change(UUID batch, String patch, String version) {
    return operator.patch("/v1/batches/" + batch + "/pace", patch, version);
  }

  @ParameterizedTest
  @CsvSource({"RUNNING", "PAUSED"})
  void whatIsNamedChangesAndTheRestStays(String state) {
    UUID batch = batch(state);
    Instant changedAt = stored(batch).times().changed();
    String finishBy = Instant.now().plus(Duration.ofHours(30)).toString();

    Reply changed =
        change(batch, "{\"maxPerSecond\":50,\"finishBy\":\"" + finishBy + "\"}", "\"1\"");

    assertThat(changed.status()).as(changed.response().body()).isEqualTo(200);
    assertThat(changed.header("ETag")).isEqualTo("\"2\"");
    JsonNode json = changed.json();
    assertThat(json.path("state").asString()).isEqualTo(state);
    assertThat(json.path("version").asInt()).isEqualTo(2);
    assertThat(json.at("/pace/maxPerSecond").asInt()).isEqualTo(50);
    assertThat(json.at("/pace/sendingHours/from").asString()).isEqualTo("07:00");
    assertThat(json.at("/pace/finishBy").asString()).startsWith(finishBy.substring(0, 19));
    assertThat(stored(batch).times().changed()).isEqualTo(changedAt);
    JsonNode entry =
        operator.get("/v1/audit?operation=changeBatchPace&limit=1").json().at("/entries/0");
    assertThat(entry.at("/target/id").asString()).isEqualTo(batch.toString());
    assertThat(entry.at("/detail/before").toString())
        .isEqualTo("{\"maxPerSecond\":300,\"sendingHours\":\"07:00-21:00\"}");
    assertThat(entry.at("/detail/after/maxPerSecond").asInt()).isEqualTo(50);

    Reply all = change(batch, "{\"maxPerSecond\":null,\"sendingHours\":null}", "");
    assertThat(all.json().at("/pace/maxPerSecond").isNull()).isTrue();
    assertThat(all.json().at("/pace/sendingHours").isNull()).isTrue();
    assertThat(all.json().at("/pace/finishBy").isNull()).isFalse();
    assertThat(change(batch, "{\"maxPerSecond\":null}", "").json().path("version").asInt())
        .as("nothing has changed")
        .isEqualTo(3);
  }

  /** A key is no person. */
  @ParameterizedTest
  @CsvSource({
    "'{\"maxPerSecond\":299}', 200",
    "'{\"sendingHours\":{\"from\":\"08:00\",\"until\":\"21:00\"}}', 200",
    "'{\"startAt\":\"LATER\",\"finishBy\":\"LATEST\"}', 200",
    "'{\"maxPerSecond\":301}', 403",
    "'{\"maxPerSecond\":null}', 403",
    "'{\"maxPerSecond\":10,\"sendingHours\":null}', 403",
    "'{\"sendingHours\":{\"from\":\"06:00\",\"until\":\"21:00\"}}', 403",
    "'{\"sendingHours\":{\"from\":\"20:00\",\"until\":\"08:00\"}}', 403",
  })
  void whatTwoPersonsHaveReleasedIsOnlyMadeNarrower(String patch, int status) {
    UUID batch = batch("RUNNING");
    jdbc.update("update batches set valid_lines = 5000 where id = ?", batch);
    Instant later = Instant.now().plus(Duration.ofHours(30));

    Reply reply =
        change(
            batch,
            patch
                .replace("LATEST", later.plusSeconds(3_600).toString())
                .replace("LATER", later.toString()),
            "");

    assertThat(reply.status()).as(reply.response().body()).isEqualTo(status);
    if (status == 403) {
      assertThat(reply.code()).isEqualTo("second-person-required");
    }
  }

  @Test
  void whatSomeoneElseHasChangedIsNotOverwritten() {
    UUID batch = batch("RUNNING");
    assertThat(change(batch, "{\"maxPerSecond\":50}", "\"1\"").status()).isEqualTo(200);

    Reply late = change(batch, "{\"maxPerSecond\":60}", "\"1\"");

    assertThat(late.status()).isEqualTo(412);
    assertThat(late.code()).isEqualTo("batch-version-mismatch");
    assertThat(stored(batch).pace().maxPerSecond()).isEqualTo(50);
  }

  @ParameterizedTest
  @CsvSource({
    "RUNNING, '{\"maxPerSecond\":0}', 400, invalid-parameter",
    "RUNNING, '{\"perSecond\":5}', 400, invalid-parameter",
    "RUNNING, '{\"sendingHours\":{\"from\":\"07:00\"}}', 400, invalid-parameter",
    "RUNNING, '{\"sendingHours\":{\"from\":\"07:00\",\"until\":\"07:00\"}}', 400, invalid-parameter",
    "RUNNING, '{\"finishBy\":\"2020-01-01T00:00:00Z\"}', 400, invalid-parameter",
    "RUNNING, '{\"startAt\":\"2999-01-01T00:00:00Z\"}', 400, invalid-parameter",
    "SENT, '{\"maxPerSecond\":5}', 409, batch-state",
    "READY, '{\"maxPerSecond\":5}', 409, batch-state",
  })
  void aPaceIsRefused(String state, String patch, int status, String code) {
    UUID batch = batch(state);

    Reply refused = change(batch, patch, "");

    assertThat(refused.status()).as(refused.response().body()).isEqualTo(status);
    assertThat(refused.code()).isEqualTo(code);
    assertThat(stored(batch).version()).isOne();
  }

  @Test
  void whoMayNotReleaseABatchDoesNotChangeItsPace() {
    UUID batch = batch("RUNNING");
    assertThat(sender.patch("/v1/batches/" + batch + "/pace", "{\"maxPerSecond\":5}", "").code())
        .isEqualTo("missing-scope");
  }
}
