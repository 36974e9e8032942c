package dev.notifier.api.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.api.app.RunningApi.Reply;
import dev.notifier.store.batches.BatchLines;
import dev.notifier.store.batches.BatchPace;
import dev.notifier.store.batches.BatchStore;
import dev.notifier.store.batches.StoredLine;
import dev.notifier.store.feeding.FeedStore;
import dev.notifier.store.feeding.RunningBatch.Position;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;

/** What is known and can be done when the lines of a batch have ended; no worker is part of it. */
class BatchOutcomeIT {
  private static final String READER = "the-key-that-only-reads-batches-32-characters";

  private static ApiWithStore store;
  private static OperatorClient operator;
  private static OperatorClient reader;
  private static JdbcTemplate jdbc;
  private static BatchStore batches;

  @BeforeAll
  static void start() {
    store = ApiWithStore.shared();
    jdbc = store.jdbc();
    batches = new BatchStore(store.dataSource());
    RunningApi api =
        store.start(
            "--notifier.operators.reader.key=" + READER,
            "--notifier.operators.reader.scopes=batches:read");
    operator = new OperatorClient(api, RunningApi.KEY);
    reader = new OperatorClient(api, READER);
  }

  @AfterAll
  static void stop() {
    store.close();
  }

  /** A batch that was read, with its lines in one chunk. */
  private static UUID ready(int... lines) {
    UUID id =
        Objects.requireNonNull(
            jdbc.queryForObject(
                """
                insert into batches (tenant, name, event_type, file_kind, state, created_by,
                  type_version, template_id, template_version, valid_lines, chunks)
                values ('default', 'October', 'card.expiring', 'csv', 'READY', 'user:lan', 1,
                  'card-expiring', 1, ?, 1)
                returning id
                """,
                UUID.class,
                lines.length));
    new BatchLines(store.dataSource())
        .write(id, 0, Arrays.stream(lines).mapToObj(BatchOutcomeIT::line).toList());
    return id;
  }

  private static void release(UUID id) {
    assertThat(
            batches.release(
                batches.find(id).orElseThrow(), UUID.randomUUID(), BatchPace.NONE, "user:minh"))
        .isTrue();
  }

  @Test
  void theOutcomeOfEachLineIsFetchedAsAFile() {
    UUID id = ready(2, 3, 4, 5);
    String path = "/v1/batches/" + id;
    assertThat(operator.get(path + "/outcome").code()).isEqualTo("batch-state");
    release(id);
    planned(id, 2, "DELIVERED", null, null);
    planned(id, 3, "REJECTED", "CARRIER_REJECTED", "=0x45");
    jdbc.update("update batches set fed_of_chunk = 3, fed_lines = 3 where id = ?", id);

    Reply running = operator.get(path + "/outcome");
    assertThat(operator.post(path + "/cancel", "").status()).isEqualTo(200);
    Reply cancelled = reader.get(path + "/outcome");

    assertThat(running.response().headers().firstValue("X-Batch-Final")).hasValue("false");
    assertThat(running.response().headers().firstValue("Content-Disposition").orElseThrow())
        .contains("not-finished-" + id);
    assertThat(running.response().body().lines())
        .hasSize(4)
        .anyMatch(row -> row.startsWith("\"false\"") && row.contains("\"2\",\"DELIVERED\",\"\""))
        .anyMatch(row ->
            row.contains(
                "\"3\",\"REJECTED\",\"CARRIER_REJECTED\",\"The carrier rejected the message.\","
                    + "\"'=0x45\",\"viettel\",\"'+84391234567\""))
        .anyMatch(row -> row.contains("\"5\",\"NOT_FED\",\"\""));
    assertThat(cancelled.response().body())
        .contains("\"5\",\"CANCELLED\",\"CANCELLED\"", "'+84391***567")
        .doesNotContain("+84391234567");
    assertThat(operator.get(path + "/outcome?format=xlsx").response().body()).startsWith("PK");
    assertThat(operator.get("/v1/audit?operation=getBatchOutcome&limit=5").json().path("entries"))
        .hasSize(3);
  }

  private static StoredLine line(int number) {
    return new StoredLine(number, "+84391234567", Map.of(), Map.of("cardNo", "1"), null, 1);
  }

  private static void planned(
      UUID batch, int line, String state, @Nullable String reason, @Nullable String detail) {
    jdbc.update(
        """
        insert into notifications (id, tenant, source, event_id, type, lane, state, reason, detail,
          route, phone, segments, body, accepted_at, planned_at, batch_id)
        values (uuidv7(), 'default', ?, ?, 'card.expiring', 'BULK', ?, ?, ?, 'viettel',
          '+84391234567', 1, 'text', now(), now(), ?)
        """,
        "/batches/" + batch,
        String.valueOf(line),
        state,
        reason,
        detail,
        batch);
  }

  /** Counts lines of a batch as plan and track do. */
  static void count(JdbcTemplate jdbc, UUID batch, String state, String reason, int number) {
    jdbc.update(
        """
        insert into counter_deltas (hour, tenant, type, template, route, lane, state, reason,
          batch_id, group_id, number, segments)
        select date_trunc('hour', now()), tenant, event_type, '', '', 'BULK', ?, ?, id, null, ?, 0
        from batches where id = ?
        """,
        state,
        reason,
        number,
        batch);
  }

  @Test
  void failedLinesBecomeAnotherBatch() {
    UUID id = ready(2, 3);
    String path = "/v1/batches/" + id + "/retry";
    assertThat(operator.post(path, "").code()).isEqualTo("batch-state");
    jdbc.update("update batches set state = 'DONE', released_at = now() where id = ?", id);
    count(jdbc, id, "REJECTED", "OPTED_OUT", 1);
    assertThat(operator.post(path, "").code()).isEqualTo("nothing-to-retry");
    count(jdbc, id, "REJECTED", "CARRIER_QUEUE_FULL", 1);

    Reply made = operator.post(path, "");
    Reply same = operator.post(path, "");

    assertThat(made.status()).as(made.response().body()).isEqualTo(201);
    assertThat(made.json().path("state").asString()).isEqualTo("PARSING");
    assertThat(made.json().path("retryOf").asString()).isEqualTo(id.toString());
    assertThat(made.json().path("templateVersion").asInt()).isOne();
    assertThat(same.status()).isEqualTo(200);
    String retry = made.json().path("batchId").asString();
    assertThat(same.json().path("batchId").asString()).isEqualTo(retry);
    assertThat(operator.post("/v1/batches/" + retry + "/cancel", "").status()).isEqualTo(200);
    assertThat(operator.post(path, "").status()).isEqualTo(201);
    jdbc.update(
        "update batches set state = 'READY' where retry_of is not null and ended_at is null");
    String second = operator.post(path, "").json().path("batchId").asString();
    assertThat(operator.post("/v1/batches/" + second + "/settings", "{}").code())
        .isEqualTo("batch-state");
    assertThat(reader.post(path, "").code()).isEqualTo("missing-scope");
  }

  @Test
  void aRunningBatchShowsItsSpeed() {
    UUID id = ready(2, 3, 4, 5);
    String path = "/v1/batches/" + id;
    assertThat(operator.get(path).json().path("speed").isNull()).isTrue();
    release(id);
    assertThat(operator.get(path).json().at("/speed/linesPerSecond").isNull()).isTrue();
    jdbc.update("update batches set valid_lines = 3000 where id = ?", id);
    FeedStore feed = new FeedStore(store.dataSource());
    assertThat(feed.fed(id, new Position(0, 0, 0), new Position(0, 2, 100))).isTrue();
    jdbc.update("update batches set next_measured_at = now() - interval '100 seconds'");
    assertThat(feed.fed(id, new Position(0, 2, 100), new Position(0, 3, 1000))).isTrue();

    JsonNode speed = operator.get(path).json().path("speed");

    assertThat(speed.path("linesPerSecond").asDouble()).isBetween(7.0, 10.0);
    assertThat(Instant.parse(speed.path("estimatedEnd").asString()))
        .isBetween(Instant.now().plusSeconds(150), Instant.now().plusSeconds(300));
    jdbc.update("update batches set next_measured_at = now() - interval '1 hour'");
    assertThat(feed.fed(id, new Position(0, 3, 1000), new Position(0, 4, 1001))).isTrue();
    assertThat(operator.get(path).json().at("/speed/linesPerSecond").isNull())
        .as("it was paused")
        .isTrue();
  }
}
