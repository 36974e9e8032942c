package dev.notifier.api.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.api.app.RunningApi.Reply;
import dev.notifier.contracts.origin.SubjectDigest;
import dev.notifier.store.batches.BatchLines;
import dev.notifier.store.batches.BatchSketches;
import dev.notifier.store.batches.BatchStore;
import dev.notifier.store.batches.DryRunStore;
import dev.notifier.store.batches.LineDigest;
import dev.notifier.store.batches.LineSketch;
import dev.notifier.store.batches.StoredLine;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;

/** What a release needs, by a key or by a user. */
class ReleaseChecksIT {
  private static final int LINES = 100;

  private static final String SEGMENTS =
      "{\"skipped\":[],\"routes\":[],\"ucs2Characters\":[],\"samples\":[],\"encodings\":"
          + "[{\"encoding\":\"UCS2\",\"messages\":100,\"segments\":200}]}";

  private static ApiWithStore store;
  private static RunningApi api;
  private static OperatorClient operator;
  private static JdbcTemplate jdbc;

  @BeforeAll
  static void start() {
    store = ApiWithStore.open();
    jdbc = store.jdbc();
    api = store.start();
    operator = new OperatorClient(api, RunningApi.KEY);
  }

  @AfterAll
  static void stop() {
    store.close();
  }

  @BeforeEach
  void clear() {
    jdbc.update("delete from batches");
    jdbc.update("delete from opt_out_events");
  }

  /** A batch with the lines of some persons, as the worker leaves it. */
  private static UUID ready(int firstPerson) {
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
                LINES));
    List<StoredLine> lines =
        IntStream.range(0, LINES)
            .mapToObj(i ->
                new StoredLine(
                    i + 2,
                    "+8439%07d".formatted(firstPerson + i),
                    Map.of(),
                    Map.of("cardNo", "1"),
                    null,
                    1))
            .toList();
    new BatchLines(store.dataSource()).write(id, 0, lines);
    LineSketch sketch = new LineSketch();
    LineDigest digest = new LineDigest(SubjectDigest.of("a privacy key of a test"));
    lines.forEach(line -> sketch.add(digest.of("default", "card.expiring", line)));
    new BatchSketches(store.dataSource()).add(id, sketch);
    return id;
  }

  private static UUID dryRun(UUID batch) {
    return dryRun(batch, "{}");
  }

  private static UUID dryRun(UUID batch, String result) {
    DryRunStore dryRuns = new DryRunStore(store.dataSource());
    UUID id =
        dryRuns.order(new BatchStore(store.dataSource()).find(batch).orElseThrow(), "user:lan");
    dryRuns.finish(id, result, LINES);
    return id;
  }

  private static Reply release(UUID batch, UUID dryRun, String reason) {
    return operator.post(
        "/v1/batches/" + batch + "/release", "{\"dryRunId\":\"" + dryRun + "\"" + reason + "}");
  }

  @Test
  void linesOfAnEarlierBatchNeedAReason() {
    UUID first = ready(0);
    UUID second = ready(70);
    UUID other = ready(80);
    assertThat(release(first, dryRun(first), "").status()).isEqualTo(200);

    Reply refused = release(second, dryRun(second), "");
    Reply released = release(second, dryRun(second), ",\"reason\":\"The first was wrong\"");

    assertThat(refused.code()).isEqualTo("lines-sent-before");
    assertThat(refused.json().path("detail").asString()).contains("30 %", first.toString());
    assertThat(released.status()).as(released.response().body()).isEqualTo(200);
    assertThat(operator.get("/v1/audit?operation=releaseBatch&limit=1").response().body())
        .contains("\"sameLinesPercent\":30", "\"sameLinesBatch\":\"" + first);
    assertThat(release(other, dryRun(other), "").code()).isEqualTo("lines-sent-before");
    jdbc.update("delete from batches where id = ?", second);
    assertThat(release(other, dryRun(other), "").status()).as("20 % are few").isEqualTo(200);
  }

  @Test
  void anotherCorrectedCopyOfAReportNeedsAReason() {
    UUID report = ready(1_000);
    UUID first = ready(1_200);
    UUID second = ready(1_400);
    jdbc.update("update batches set correction_of = ? where id in (?, ?)", report, first, second);
    assertThat(release(first, dryRun(first), "").status()).isEqualTo(200);
    UUID dryRun = dryRun(second);

    Reply refused = release(second, dryRun, "");

    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.code()).isEqualTo("report-corrected-before");
    assertThat(refused.json().path("detail").asString()).contains(first.toString());
    assertThat(release(second, dryRun, ",\"reason\":\"Other lines\"").status()).isEqualTo(200);
    assertThat(release(report, dryRun(report), "").status()).as("it corrects none").isEqualTo(200);

    jdbc.update("update batches set state = 'CANCELLED', fed_lines = 0");
    UUID third = ready(1_600);
    jdbc.update("update batches set correction_of = ? where id = ?", report, third);
    assertThat(release(third, dryRun(third), "").status())
        .as("the others have sent nothing")
        .isEqualTo(200);
  }

  @Test
  void aBatchNeedsRoomInTheQuotaUnlessItIsSentBeyondIt() {
    String tenant = "/v1/tenants/default";
    Reply limited = operator.put(tenant, "{\"title\":\"All\",\"monthlySegments\":150}");
    assertThat(limited.status()).as(limited.response().body()).isBetween(200, 201);
    UUID general = ready(2_000);
    jdbc.update("update batches set event_type = 'notice.published' where id = ?", general);
    UUID dryRun = dryRun(general, SEGMENTS);
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(() ->
            operator
                    .get("/v1/batches/" + general + "/dry-runs/" + dryRun)
                    .json()
                    .path("quotaLeft")
                    .asInt(-1)
                == 150);

    Reply refused = release(general, dryRun, "");
    UUID service = ready(2_200);
    Reply released = release(service, dryRun(service, SEGMENTS), "");
    String half = SEGMENTS.replace("200", "100");
    Reply first = release(general, dryRun(general, half), "");
    UUID other = ready(2_400);
    jdbc.update("update batches set event_type = 'notice.published' where id = ?", other);
    UUID directory =
        dryRun(
            other,
            "{\"skipped\":[{\"reason\":\"NUMBER_IN_DIRECTORY\",\"lines\":60}],\"encodings\":[]}");
    Reply unsent = release(other, directory, "");
    jdbc.update("update batches set fed_lines = valid_lines where id = ?", general);
    Reply afterwards = release(other, directory, "");
    operator.put(tenant, "{\"title\":\"All\"}");

    assertThat(first.status()).as(first.response().body()).isEqualTo(200);
    assertThat(unsent.code()).isEqualTo("batch-over-quota");
    assertThat(unsent.json().path("detail").asString()).contains("60 segments", "need 100");
    assertThat(afterwards.status()).as(afterwards.response().body()).isEqualTo(200);
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.code()).isEqualTo("batch-over-quota");
    assertThat(refused.json().path("detail").asString()).contains("200 segments", "150 are left");
    assertThat(released.status()).as(released.response().body()).isEqualTo(200);
  }

  private static OperatorClient key(String name, String kind, String permissions) {
    Reply made =
        operator.post(
            "/v1/keys",
            """
            {"name":"%s","owner":"Office 8","kind":"%s","permissions":%s,
             "scopes":["batches:read","batches:write","batches:release"]}
            """
                .formatted(name, kind, permissions));
    assertThat(made.status()).as(made.response().body()).isEqualTo(201);
    OperatorClient key = new OperatorClient(api, made.json().path("key").asString());
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> key.get("/v1/batches").status() == 200);
    return key;
  }

  @ParameterizedTest
  @CsvSource({
    "types, live, '{\"eventTypes\":[\"visit.recorded\"]}'",
    "office, team, '{\"teamNumbers\":[\"0912345678\"]}'",
  })
  void aKeyStopsABatchThatItMayNotSendAndDoesNotStartIt(
      String name, String kind, String permissions) {
    OperatorClient key = key(name, kind, permissions);
    UUID batch = ready(6_000);
    String path = "/v1/batches/" + batch;
    UUID dryRun = dryRun(batch);

    assertThat(release(key, batch, dryRun).code()).isEqualTo("type-not-allowed");
    assertThat(key.post(path + "/settings", "{}").code()).isEqualTo("type-not-allowed");
    assertThat(key.post(path + "/retry", "").code()).isEqualTo("type-not-allowed");
    assertThat(release(batch, dryRun, ",\"maxPerSecond\":50").status()).isEqualTo(200);
    assertThat(key.patch(path + "/pace", "{\"maxPerSecond\":51}", "").code())
        .isEqualTo("type-not-allowed");
    assertThat(key.patch(path + "/pace", "{\"maxPerSecond\":49}", "").status()).isEqualTo(200);
    assertThat(key.post(path + "/pause", "").status()).isEqualTo(200);
    assertThat(key.post(path + "/resume", "").code()).isEqualTo("type-not-allowed");
    assertThat(key.post(path + "/cancel", "").status()).isEqualTo(200);
  }

  @Test
  void aKeyReleasesBatchesOfItsCategories() {
    OperatorClient key = key("services", "live", "{\"categories\":[\"SERVICE\"]}");
    UUID batch = ready(6_200);

    assertThat(release(key, batch, dryRun(batch)).status()).isEqualTo(200);
    assertThat(key.post("/v1/batches/" + batch + "/pause", "").status()).isEqualTo(200);
    assertThat(key.post("/v1/batches/" + batch + "/resume", "").status()).isEqualTo(200);
  }

  @Test
  void aKeyReleasesAsManyLinesAsItMaySendInADay() {
    OperatorClient key = key("daily", "live", "{\"messagesPerDay\":150}");
    UUID report = ready(4_000);
    UUID corrected = ready(4_200);
    UUID second = ready(4_400);
    jdbc.update(
        "update batches set correction_of = ? where id in (?, ?)", report, corrected, second);
    assertThat(release(corrected, dryRun(corrected), "").status()).isEqualTo(200);
    UUID ofSecond = dryRun(second, SEGMENTS);
    assertThat(leftToday(key, second, ofSecond).asInt()).isEqualTo(150);
    assertThat(release(key, second, ofSecond).code()).isEqualTo("report-corrected-before");
    assertThat(leftToday(key, second, ofSecond).asInt()).as("not released").isEqualTo(150);

    UUID first = ready(4_600);
    assertThat(release(key, first, dryRun(first)).status()).isEqualTo(200);
    UUID other = ready(4_800);
    UUID dryRun = dryRun(other, SEGMENTS);
    assertThat(leftToday(key, other, dryRun).asInt()).isEqualTo(50);
    Reply refused = release(key, other, dryRun);
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.code()).isEqualTo("batch-over-daily-limit");
    assertThat(refused.json().path("detail").asString()).contains("100 lines", "50 more");
    assertThat(leftToday(operator, other, dryRun).isNull()).isTrue();
    assertThat(release(other, dryRun, "").status()).isEqualTo(200);
  }

  private static JsonNode leftToday(OperatorClient client, UUID batch, UUID dryRun) {
    return client.get("/v1/batches/" + batch + "/dry-runs/" + dryRun).json().path("dailyLimitLeft");
  }

  private static Reply release(OperatorClient client, UUID batch, UUID dryRun) {
    return client.post("/v1/batches/" + batch + "/release", "{\"dryRunId\":\"" + dryRun + "\"}");
  }

  /** Some were counted, or they were too many to be counted. */
  @ParameterizedTest
  @CsvSource({
    "'{\"numbers\":1,\"lines\":6}', occur in more than 5 lines",
    "null, were not counted",
  })
  void repeatedNumbersNeedAConfirmation(String repeated, String detail) {
    UUID batch = ready(7_000);
    jdbc.update(
        """
        update batches set summary = '{"encoding":"utf-8","delimiter":",","sheet":null,
          "headerRow":1,"header":["phone"],"columns":[],"ignoredColumns":[],"hiddenRows":0,
          "blankRows":0,"faults":[],"repairs":[],"duplicates":null}'::jsonb
            || jsonb_build_object('repeated', ?::jsonb) where id = ?
        """,
        repeated,
        batch);
    UUID dryRun = dryRun(batch);

    Reply refused = release(batch, dryRun, "");
    Reply released = release(batch, dryRun, ",\"acceptRepeated\":true");

    assertThat(refused.code()).isEqualTo("repeated-numbers");
    assertThat(refused.json().path("detail").asString()).contains(detail);
    assertThat(released.status()).as(released.response().body()).isEqualTo(200);
  }

  @Test
  void changedOptOutsNeedAnotherDryRun() {
    UUID batch = ready(0);
    UUID dryRun = dryRun(batch);
    jdbc.update("update batch_dry_runs set created_at = now() - interval '10 minutes'");
    optOut(1_000, 500);
    optOut(0, 2);

    Reply refused = release(batch, dryRun, "");
    jdbc.update("delete from opt_out_events where phone = '+84390000001'");
    Reply released = release(batch, dryRun, "");

    assertThat(refused.code()).isEqualTo("dry-run-outdated");
    assertThat(refused.json().path("detail").asString()).contains(" 2 numbers", "100 messages");
    assertThat(released.status()).as(released.response().body()).isEqualTo(200);
  }

  @Test
  void linesWhoseNumbersAreFoundLaterAreMessagesOfADryRun() {
    UUID batch = ready(0);
    jdbc.update("update batches set valid_lines = 300000, chunks = 300 where id = ?", batch);
    DryRunStore dryRuns = new DryRunStore(store.dataSource());
    UUID dryRun =
        dryRuns.order(new BatchStore(store.dataSource()).find(batch).orElseThrow(), "user:lan");
    dryRuns.finish(dryRun, "{\"skipped\":[{\"reason\":\"NUMBER_IN_DIRECTORY\",\"lines\":300}]}", 0);
    jdbc.update("update batch_dry_runs set created_at = now() - interval '10 minutes'");
    jdbc.update("update batches set created_by = 'key:crm' where id = ?", batch);
    optOut(1_000, 4);

    Reply refused = release(batch, dryRun, "");
    jdbc.update("delete from opt_out_events where phone = '+84390001000'");
    Reply released = release(batch, dryRun, "");

    assertThat(refused.code()).isEqualTo("dry-run-outdated");
    assertThat(refused.json().path("detail").asString()).contains(" 4 numbers", "300 messages");
    // It has passed this check, and is too large for one person.
    assertThat(released.code()).isEqualTo("second-person-required");
  }

  @Test
  void earlierOptOutsAreInTheDryRun() {
    UUID batch = ready(0);
    optOut(0, 50);
    jdbc.update("update opt_out_events set id = uuidv7(interval '-5 minutes')");

    assertThat(release(batch, dryRun(batch), "").status()).isEqualTo(200);
  }

  private static void optOut(int firstPerson, int persons) {
    jdbc.update(
        """
        insert into opt_out_events (at, recipient, opted_out, purpose, scope, tenant, channel,
          entered_by, phone)
        select now(), gen_random_uuid(), true, 'SERVICE', 'default', 'default', 'api', 'lan',
          '+8439' || lpad(n::text, 7, '0')
        from generate_series(?, ?) n
        """,
        firstPerson,
        firstPerson + persons - 1);
  }
}
