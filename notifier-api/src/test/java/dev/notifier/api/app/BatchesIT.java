package dev.notifier.api.app;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.api.app.RunningApi.Reply;
import dev.notifier.store.batches.BatchLines;
import dev.notifier.store.batches.BatchStore;
import dev.notifier.store.batches.DryRunStore;
import dev.notifier.store.batches.RefusedLine;
import dev.notifier.store.batches.StoredBatch;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;

/** Files are sent, and batches released; the worker that reads the files is not part of it. */
class BatchesIT {
  private static final String BATCHES = "/v1/batches";
  private static final String CARDS = BATCHES + "?type=card.expiring&name=October";
  private static final String FILE = "phone,cardNo\n0391234567,HC4010110129425\n";
  private static final String PROVINCE = "the-key-of-a-province-with-32-characters";
  private static final String READER = "the-key-that-only-reads-batches-32-characters";

  private static final String SUMMARY =
      """
      {"encoding":"utf-8","delimiter":",","sheet":null,"headerRow":1,"header":["phone","cardNo"],
       "columns":[],"ignoredColumns":[],"hiddenRows":0,"blankRows":0,"faults":[],"repairs":[],
       "duplicates":0,"repeated":{"numbers":0,"lines":0}}
      """;

  private static ApiWithStore store;
  private static RunningApi api;
  private static OperatorClient operator;
  private static OperatorClient province;
  private static OperatorClient reader;
  private static JdbcTemplate jdbc;
  private static BatchStore batches;
  private static DryRunStore dryRuns;

  @BeforeAll
  static void start() {
    store = ApiWithStore.shared();
    jdbc = store.jdbc();
    batches = new BatchStore(store.dataSource());
    dryRuns = new DryRunStore(store.dataSource());
    api =
        store.start(
            "--notifier.operators.province.key=" + PROVINCE,
            "--notifier.operators.province.tenant=son-la",
            "--notifier.operators.reader.key=" + READER,
            "--notifier.operators.reader.scopes=batches:read");
    operator = new OperatorClient(api, RunningApi.KEY);
    province = new OperatorClient(api, PROVINCE);
    reader = new OperatorClient(api, READER);
  }

  @AfterAll
  static void stop() {
    store.close();
  }

  @BeforeEach
  void clear() {
    jdbc.update("delete from batches");
    jdbc.update("delete from jobs where not periodic");
  }

  private static Reply send(String path, String type, String file) {
    return send(RunningApi.KEY, path, type, file);
  }

  private static Reply send(String key, String path, String type, String file) {
    return api.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + api.port() + path))
            .header("Authorization", "Bearer " + key)
            .header("Content-Type", type)
            .POST(BodyPublishers.ofString(file))
            .build());
  }

  private static String sent(String file) {
    Reply reply = send(CARDS, "text/csv", file);
    assertThat(reply.status()).as(reply.response().body()).isEqualTo(201);
    return BATCHES + "/" + reply.json().path("batchId").asString();
  }

  private static StoredBatch stored(String path) {
    return batches.find(UUID.fromString(path.substring(BATCHES.length() + 1))).orElseThrow();
  }

  /** A batch as the worker leaves it, with a dry run. */
  private static String ready(String file, int messages) {
    String path = sent(file);
    StoredBatch batch = stored(path);
    batches.ready(
        batch,
        new StoredBatch.Type("card.expiring", 1, "card-expiring", 1),
        new StoredBatch.Lines(messages, messages, 0, 1, 0, 0),
        SUMMARY);
    return path;
  }

  private static String dryRun(String path, int messages) {
    Reply ordered = operator.post(path + "/dry-run", "");
    assertThat(ordered.status()).as(ordered.response().body()).isEqualTo(202);
    String id = ordered.json().path("dryRunId").asString();
    dryRuns.finish(
        UUID.fromString(id),
        """
        {"skipped":[],"encodings":[],"routes":[],"ucs2Characters":[],
         "samples":[{"line":2,"phone":"+84391234567","text":"marker","segments":1,
           "locale":"vi"},{"line":3,"phone":"+84391234567","text":"marker","segments":2,"locale":"hmn"}]}
        """,
        messages);
    return id;
  }

  private static String release(String dryRun) {
    return "{\"dryRunId\":\"" + dryRun + "\",\"maxPerSecond\":5}";
  }

  private static int rows(String table) {
    return requireNonNull(jdbc.queryForObject("select count(*) from " + table, Integer.class));
  }

  @Test
  void aFileBecomesABatchWithAJob() {
    String path = sent(FILE);

    JsonNode batch = operator.get(path).json();
    assertThat(batch.path("state").asString()).isEqualTo("PARSING");
    assertThat(batch.at("/file/bytes").asInt())
        .isEqualTo(FILE.getBytes(StandardCharsets.UTF_8).length);
    assertThat(batch.at("/file/kind").asString()).isEqualTo("csv");
    assertThat(
            jdbc.queryForObject(
                "select count(*) from jobs where kind = 'parse-batches'", int.class))
        .isOne();
    assertThat(operator.get(BATCHES + "?state=PARSING&limit=1").json().path("batches")).hasSize(1);
    assertThat(operator.get(BATCHES + "?type=other").json().path("batches")).isEmpty();
    JsonNode made = operator.get("/v1/audit?operation=createBatch&limit=1").json();
    assertThat(made.at("/entries/0/detail").toString())
        .isEqualTo("{\"kind\":\"csv\",\"type\":\"card.expiring\"}");
  }

  @Test
  void theSameFileIsTheFirstBatch() {
    String path = sent(FILE);

    Reply same = send(CARDS, "text/csv", FILE);
    Reply again = send(CARDS + "&again=corrected%20texts", "text/csv", FILE);

    assertThat(same.status()).isEqualTo(200);
    assertThat(path).endsWith(same.json().path("batchId").asString());
    assertThat(again.status()).isEqualTo(201);
    assertThat(again.json().at("/file/again").asString()).isEqualTo("corrected texts");
    assertThat(jdbc.queryForObject("select count(*) from batches", int.class)).isEqualTo(2);
    assertThat(send(PROVINCE, CARDS, "text/csv", FILE).status()).isEqualTo(201);
  }

  @Test
  void aLargeFileHasSeveralParts() {
    String file = "a,b\n".repeat(600_000);

    String path = sent(file);

    assertThat(
            jdbc.queryForObject(
                "select count(*) from upload_chunks where batch_id = ?",
                int.class,
                stored(path).id()))
        .isEqualTo(3);
    assertThat(stored(path).file().bytes()).isEqualTo(file.length());
  }

  @ParameterizedTest
  @CsvSource({
    "?type=card.expiring&name=October, text/plain, a, unsupported-media-type",
    "?type=card.expiring&name=October, text/csv, '', empty-body",
    "?type=card.expiring, text/csv, a, missing-parameter",
    "?name=October, text/csv, a, missing-parameter",
    "?type=card.expirin&name=October, text/csv, a, unknown-type",
    "?type=account.password.reset&name=October, text/csv, a, type-not-for-batches",
  })
  void aFileIsRefused(String query, String type, String body, String code) {
    assertThat(send(BATCHES + query, type, body).code()).isEqualTo(code);
    assertThat(jdbc.queryForObject("select count(*) from batches", int.class)).isZero();
  }

  @Test
  void aFileThatBreaksOffLeavesNothing() throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), api.port())) {
      String head =
          """
          POST %s HTTP/1.1
          Host: localhost
          Authorization: Bearer %s
          Content-Type: text/csv
          Content-Length: 5000000

          """
              .formatted(CARDS, RunningApi.KEY)
              .replace("\n", "\r\n");
      socket.getOutputStream().write(head.getBytes(StandardCharsets.UTF_8));
      socket.getOutputStream().write(new byte[2_000_000]);
      socket.getOutputStream().flush();
      Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> rows("upload_chunks") > 0);
    }

    Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> rows("batches") == 0);
    assertThat(rows("upload_chunks")).isZero();
  }

  @Test
  void aTenantHasFewBatches() {
    jdbc.update(
        """
        insert into batches (tenant, name, event_type, file_kind, state, created_by)
        select 'default', 'n', 'card.expiring', 'csv', 'READY', 'lan' from generate_series(1, 100)
        """);

    assertThat(send(CARDS, "text/csv", FILE).code()).isEqualTo("too-many-batches");
    assertThat(send(PROVINCE, CARDS, "text/csv", FILE).status()).isEqualTo(201);
  }

  @Test
  void aQuestionIsAnsweredAndTheFileReadAgain() {
    String path = sent(FILE);
    assertThat(operator.post(path + "/settings", "{}").code()).isEqualTo("batch-state");
    batches.ask(
        stored(path),
        """
        {"kind":"encoding","subject":"","text":"Are these texts right?",
         "choices":["windows-1258"],"samples":["marker"]}
        """);
    assertThat(operator.get(path).json().at("/question/samples/0").asString()).isEqualTo("marker");
    assertThat(reader.get(path).response().body()).doesNotContain("marker");
    assertThat(reader.get(path).json().at("/question/choices/0").asString())
        .isEqualTo("windows-1258");

    Reply answer =
        operator.post(
            path + "/settings", "{\"encoding\":\"windows-1258\",\"mapping\":{\"phone\":\"Số\"}}");

    assertThat(answer.status()).as(answer.response().body()).isEqualTo(200);
    assertThat(answer.json().path("state").asString()).isEqualTo("PARSING");
    assertThat(answer.json().path("question").isNull()).isTrue();
    assertThat(answer.json().at("/settings/mapping/phone").asString()).isEqualTo("Số");
    assertThat(
            jdbc.queryForObject(
                "select count(*) from jobs where kind = 'parse-batches'", int.class))
        .isEqualTo(2);
    assertThat(operator.post(path + "/settings", "{\"encoding\":\"x\"}").status()).isEqualTo(400);
  }

  @Test
  void aSmallBatchIsReleasedWithItsDryRun() {
    String path = ready(FILE, 3);
    assertThat(operator.post(path + "/release", release(UUID.randomUUID().toString())).code())
        .isEqualTo("dry-run-not-found");
    String dryRun = dryRun(path, 3);

    Reply released = operator.post(path + "/release", release(dryRun));

    assertThat(released.status()).as(released.response().body()).isEqualTo(200);
    assertThat(released.json().path("state").asString()).isEqualTo("RUNNING");
    assertThat(released.json().at("/pace/maxPerSecond").asInt()).isEqualTo(5);
    assertThat(operator.post(path + "/release", release(dryRun)).status()).isEqualTo(200);
    JsonNode entry = operator.get("/v1/audit?operation=releaseBatch&limit=5").json();
    assertThat(entry.at("/entries/0/target/id").asString()).isEqualTo(stored(path).id().toString());
    assertThat(operator.post(path + "/pause", "").json().path("state").asString())
        .isEqualTo("PAUSED");
    assertThat(operator.post(path + "/pause", "").status()).isEqualTo(200);
    assertThat(operator.post(path + "/resume", "").json().path("state").asString())
        .isEqualTo("RUNNING");
    assertThat(operator.post(path + "/cancel", "").json().path("state").asString())
        .isEqualTo("CANCELLED");
    assertThat(operator.post(path + "/resume", "").code()).isEqualTo("batch-state");
  }

  @Test
  void aCancelledBatchCancelsWhatHasNotLeftAndSaysWhatHas() {
    String path = ready(FILE, 3);
    assertThat(operator.get(path).json().path("progress").isNull()).isTrue();
    assertThat(operator.post(path + "/release", release(dryRun(path, 3))).status()).isEqualTo(200);
    UUID id = stored(path).id();
    jdbc.update("update batches set valid_lines = 9, fed_lines = 6 where id = ?", id);
    count(id, "SUBMITTED", "", 1);
    count(id, "DELIVERED", "", 1);
    count(id, "SKIPPED", "OPTED_OUT", 1);
    count(id, "PLANNED", "", 2);

    Reply cancelled = operator.post(path + "/cancel", "");

    assertThat(cancelled.status()).as(cancelled.response().body()).isEqualTo(200);
    assertThat(cancelled.json().path("progress").toString())
        .isEqualTo(
            """
            {"fed":6,"notFed":3,"planned":5,"waiting":2,"submitted":1,"delivered":1,"failed":[],\
            "skipped":[{"reason":"OPTED_OUT","lines":1}],"cancelled":0,"noReceipt":0,\
            "withCarriers":2}\
            """);
    assertThat(operator.post(path + "/cancel", "").status()).isEqualTo(200);
    List<JsonNode> rules = new ArrayList<>();
    operator
        .get("/v1/cancellations")
        .json()
        .path("cancellations")
        .forEach(rule -> {
          if (rule.at("/filter/source").asString().equals("/batches/" + id)) {
            rules.add(rule);
          }
        });
    assertThat(rules).hasSize(1);
    assertThat(rules.getFirst().path("reason").asString()).isEqualTo("The batch was cancelled");
    assertThat(operator.get(BATCHES + "?state=CANCELLED").json().toString())
        .contains("\"withCarriers\":2");
  }

  @Test
  void aBatchThatWasNotReleasedIsCancelledWithoutARule() {
    String path = ready(FILE, 3);
    assertThat(operator.post(path + "/cancel", "").json().path("progress").isNull()).isTrue();
    assertThat(operator.get("/v1/cancellations").json().toString())
        .doesNotContain(stored(path).id().toString());
  }

  private static void count(UUID batch, String state, String reason, int number) {
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
  void aKeyDoesNotReleaseALargeBatch() {
    String path = ready(FILE, 11);
    String dryRun = dryRun(path, 11);

    Reply ofKey = operator.post(path + "/release", release(dryRun));
    jdbc.update("update batches set created_by = 'user:lan'");
    Reply first = operator.post(path + "/release", release(dryRun));
    Reply second = operator.post(path + "/release", release(dryRun));

    assertThat(ofKey.code()).isEqualTo("second-person-required");
    assertThat(first.json().path("state").asString()).isEqualTo("AWAITING_RELEASE");
    assertThat(first.json().path("requestedBy").asString()).isEqualTo("api");
    assertThat(second.code()).isEqualTo("second-person-required");
    assertThat(second.status()).isEqualTo(403);
  }

  @Test
  void aDryRunOfAnotherReadingIsNotEnough() {
    String path = ready(FILE, 3);
    String dryRun = dryRun(path, 3);
    assertThat(operator.post(path + "/settings", "{\"headerRow\":1}").status()).isEqualTo(200);
    assertThat(operator.post(path + "/release", release(dryRun)).code()).isEqualTo("batch-state");
    batches.ready(
        stored(path),
        new StoredBatch.Type("card.expiring", 1, "card-expiring", 1),
        new StoredBatch.Lines(3, 3, 0, 1, 0, 0),
        SUMMARY);

    assertThat(operator.post(path + "/release", release(dryRun)).code()).isEqualTo("batch-changed");
    Reply pending = operator.post(path + "/dry-run", "");
    JsonNode listed = operator.get(path + "/dry-runs").json().path("dryRuns");
    assertThat(listed.valueStream())
        .extracting(each -> each.path("dryRunId").asString())
        .containsExactly(pending.json().path("dryRunId").asString(), dryRun);
    assertThat(listed.at("/1/messages").asInt()).isEqualTo(3);
    assertThat(listed.valueStream()).noneMatch(each -> each.path("releasable").asBoolean());
    jdbc.update("update batch_dry_runs set messages = 3");
    assertThat(operator.get(path + "/dry-runs").json().at("/dryRuns/0/releasable").asBoolean())
        .isTrue();
    jdbc.update(
        "update batch_dry_runs set messages = null where id = ?::uuid",
        pending.json().path("dryRunId").asString());
    assertThat(
            operator
                .post(path + "/release", release(pending.json().path("dryRunId").asString()))
                .code())
        .isEqualTo("dry-run-not-complete");
  }

  @Test
  void samplesOfADryRunAreMasked() {
    String path = ready(FILE, 3);
    String dryRun = path + "/dry-runs/" + dryRun(path, 3);

    assertThat(operator.get(dryRun).json().at("/result/samples/0/text").asString())
        .isEqualTo("marker");
    assertThat(reader.get(dryRun).response().body()).doesNotContain("marker", "391234567", "hmn");
    JsonNode samples = reader.get(dryRun).json().at("/result/samples");
    assertThat(samples.toString())
        .contains("+84391***567", "\"locale\":\"vi\"", "\"locale\":\"•••\"", "\"segments\":2");
  }

  @Test
  void anotherTenantFindsNothing() {
    String path = ready(FILE, 3);
    String dryRun = dryRun(path, 3);

    assertThat(province.get(path).code()).isEqualTo("batch-not-found");
    assertThat(province.get(path + "/dry-runs/" + dryRun).code()).isEqualTo("batch-not-found");
    assertThat(province.post(path + "/release", release(dryRun)).code())
        .isEqualTo("batch-not-found");
    assertThat(province.get(BATCHES).json().path("batches")).isEmpty();
    assertThat(reader.post(path + "/cancel", "").code()).isEqualTo("missing-scope");
  }

  @Test
  void refusedLinesAreFetchedAsAFile() {
    String path = sent(FILE);
    assertThat(operator.get(path + "/report").code()).isEqualTo("batch-state");
    new BatchLines(store.dataSource())
        .writeRefused(
            stored(path).id(),
            0,
            List.of(
                new RefusedLine(
                    2,
                    Arrays.asList("0391", null),
                    List.of(new RefusedLine.Fault("not-mobile", "A", "phone", "Correct it.")))));
    batches.ready(
        stored(path),
        new StoredBatch.Type("card.expiring", 1, "card-expiring", 1),
        new StoredBatch.Lines(1, 0, 1, 0, 0, 0),
        SUMMARY.replace("\"delimiter\":\",\"", "\"delimiter\":\";\""));

    Reply csv = operator.get(path + "/report");
    Reply xlsx = operator.get(path + "/report?format=xlsx");

    assertThat(csv.status()).as(csv.response().body()).isEqualTo(200);
    assertThat(csv.response().body())
        .contains(
            "\"phone\";\"cardNo\";\"Lỗi\";\"Mã lô\"",
            "\"0391\";\"\";",
            "Cột A (phone)",
            stored(path).id().toString());
    assertThat(xlsx.response().body()).startsWith("PK");
    assertThat(reader.get(path + "/report").code()).isEqualTo("missing-scope");
    assertThat(operator.get(path + "/report?format=pdf").code()).isEqualTo("invalid-parameter");
    assertThat(operator.get("/v1/audit?operation=getBatchReport&limit=1").json().path("entries"))
        .hasSize(1);
  }

  @Test
  void anExampleHasTheColumnsOfItsType() {
    Reply csv = operator.get("/v1/event-types/card.expiring/example.csv");

    assertThat(csv.response().body()).contains("Số điện thoại", "cardNo", "HC4010110129425");
    assertThat(operator.get("/v1/event-types/card.expiring/example.xlsx").response().body())
        .startsWith("PK");
    assertThat(operator.get("/v1/event-types/no.such/example.csv").code())
        .isEqualTo("event-type-not-found");
  }
}
