package dev.notifier.api.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.api.app.RunningApi.Reply;
import dev.notifier.store.batches.BatchStore;
import dev.notifier.store.batches.DryRunStore;
import dev.notifier.store.batches.StoredBatch;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;

/** Two persons release a large batch, and callers without the right see no value of its file. */
class BatchReleaseIT {
  private static final String READER = "the-key-that-only-reads-batches-32-characters";
  private static final String DRY_RUN =
      "{\"skipped\":[],\"encodings\":[],\"routes\":[],\"ucs2Characters\":[],\"samples\":[]}";

  private static ApiWithStore store;
  private static OperatorClient key;
  private static OperatorClient reader;
  private static SignedInUser lan;
  private static SignedInUser minh;
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
    key = new OperatorClient(api, RunningApi.KEY);
    reader = new OperatorClient(api, READER);
    lan = SignedInUser.make(api, jdbc, "lan", "default", "{sender}", "{}").enrol(Instant.now());
    minh = SignedInUser.make(api, jdbc, "minh", "default", "{sender}", "{}").enrol(Instant.now());
  }

  @AfterAll
  static void stop() {
    store.close();
  }

  @BeforeEach
  void clear() {
    jdbc.update("delete from batches");
  }

  private static UUID ready(String createdBy, @Nullable String settingsBy) {
    UUID id = UUID.randomUUID();
    jdbc.update(
        """
        insert into batches (id, tenant, name, event_type, file_kind, state, created_by, settings_by,
          type_version, template_id, template_version, valid_lines, chunks)
        values (?, 'default', 'October', 'card.expiring', 'csv', 'READY', ?, ?, 1, 'card-expiring', 1,
          11, 1)
        """,
        id,
        createdBy,
        settingsBy);
    return id;
  }

  private static UUID dryRun(UUID batch) {
    DryRunStore dryRuns = new DryRunStore(store.dataSource());
    UUID id = dryRuns.order(batches.find(batch).orElseThrow(), "user:lan");
    dryRuns.finish(id, DRY_RUN, 11);
    return id;
  }

  private static Reply release(String who, UUID batch, UUID dryRun, String times) {
    String path = "/v1/batches/" + batch + "/release";
    String body = "{\"dryRunId\":\"" + dryRun + "\"" + times + "}";
    return switch (who) {
      case "lan" -> lan.post(path, body);
      case "minh" -> minh.post(path, body);
      default -> key.post(path, body);
    };
  }

  /** Each one releases; the state after it, or the code of the refusal. */
  @ParameterizedTest
  @CsvSource({
    // Another person than the one who sent the file.
    "user:lan, , minh, RUNNING",
    "user:lan, , lan lan minh, AWAITING_RELEASE second-person-required RUNNING",
    "user:lan, , api api minh, AWAITING_RELEASE second-person-required RUNNING",
    // A key can be used by anyone: two persons take part besides.
    "key:crm, , lan lan minh, AWAITING_RELEASE second-person-required RUNNING",
    "key:crm, , api lan minh, second-person-required AWAITING_RELEASE RUNNING",
    "oidc:lan, , minh lan, AWAITING_RELEASE RUNNING",
    // Who says how the file is read decides what is sent.
    "user:lan, user:minh, minh minh, AWAITING_RELEASE second-person-required",
    "user:lan, user:lan, minh, RUNNING",
    "key:crm, user:minh, lan minh, AWAITING_RELEASE second-person-required",
  })
  void aLargeBatchNeedsTwoPersons(
      String createdBy, @Nullable String settingsBy, String people, String outcomes) {
    UUID batch = ready(createdBy, settingsBy);
    UUID dryRun = dryRun(batch);
    String[] all = people.split(" ");
    String[] expected = outcomes.split(" ");

    String[] actual =
        Arrays.stream(all)
            .map(who -> release(who, batch, dryRun, ""))
            .map(reply ->
                reply.status() == 200 ? reply.json().path("state").asString() : reply.code())
            .toArray(String[]::new);

    assertThat(actual).containsExactly(expected);
  }

  @Test
  void saysWhetherAnotherPersonIsNeeded() {
    UUID large = ready("user:lan", null);

    assertThat(needsSecondPerson(lan.get(path(large)))).isEqualTo("true");
    assertThat(needsSecondPerson(key.get(path(large)))).isEqualTo("true");
    assertThat(needsSecondPerson(minh.get(path(large)))).isEqualTo("false");
    release("minh", large, dryRun(large), "");
    assertThat(needsSecondPerson(lan.get(path(large)))).isEqualTo("null");
    UUID small = ready("user:lan", null);
    jdbc.update("update batches set valid_lines = 10 where id = ?", small);
    assertThat(needsSecondPerson(lan.get(path(small)))).isEqualTo("false");
  }

  /** One person would be enough, but has asked for another one. */
  @ParameterizedTest
  @CsvSource({
    "user:lan, , lan? lan minh, AWAITING_RELEASE second-person-required RUNNING",
    "user:lan, , lan? minh? minh, AWAITING_RELEASE AWAITING_RELEASE RUNNING",
    "user:lan, , api? minh, AWAITING_RELEASE RUNNING",
    "user:lan, , minh? lan minh, AWAITING_RELEASE second-person-required second-person-required",
    "key:crm, , lan? api minh, AWAITING_RELEASE second-person-required RUNNING",
    "key:crm, , api? api, second-person-required RUNNING",
    "user:lan, user:minh, minh? lan, AWAITING_RELEASE second-person-required",
  })
  void aSmallBatchCanBeLeftToAnotherPerson(
      String createdBy, @Nullable String settingsBy, String people, String outcomes) {
    UUID batch = ready(createdBy, settingsBy);
    jdbc.update("update batches set valid_lines = 10 where id = ?", batch);
    UUID dryRun = dryRun(batch);
    List<String> actual = new ArrayList<>();
    for (String who : people.split(" ", -1)) {
      boolean asks = who.endsWith("?");
      Reply reply =
          release(
              asks ? who.substring(0, who.length() - 1) : who,
              batch,
              dryRun,
              asks ? ",\"secondPerson\":true" : "");
      actual.add(reply.status() == 200 ? reply.json().path("state").asString() : reply.code());
    }

    assertThat(actual).containsExactly(outcomes.split(" "));
  }

  @Test
  void theAuditTellsAReleaseFromARequestForOne() {
    UUID batch = ready("user:lan", null);
    UUID dryRun = dryRun(batch);
    release("lan", batch, dryRun, "");
    String path = "/v1/audit?operation=releaseBatch&target=batch:" + batch;

    JsonNode asked = key.get(path).json().path("entries");

    assertThat(asked.size()).isEqualTo(1);
    assertThat(asked.at("/0/outcome").asString()).isEqualTo("requested");
    assertThat(asked.at("/0/detail/secondPerson").asString()).isEqualTo("needed");
    assertThat(asked.at("/0/detail/messages").asInt()).isEqualTo(11);
    release("minh", batch, dryRun, "");
    JsonNode released = key.get(path).json().path("entries");
    assertThat(released.at("/0/outcome").asString()).isEqualTo("done");
    assertThat(released.at("/0/actor").asString()).isEqualTo("user:minh");
    assertThat(released.at("/0/detail/secondPerson").isMissingNode()).isTrue();
  }

  @Test
  void settingsWithdrawTheRequestForAnotherPerson() {
    UUID batch = ready("user:lan", null);
    jdbc.update("update batches set valid_lines = 10 where id = ?", batch);
    release("lan", batch, dryRun(batch), ",\"secondPerson\":true");
    assertThat(needsSecondPerson(lan.get(path(batch)))).isEqualTo("true");
    assertThat(needsSecondPerson(minh.get(path(batch)))).isEqualTo("false");

    assertThat(lan.post(path(batch) + "/settings", "{}").status()).isEqualTo(200);
    jdbc.update("update batches set state = 'READY', valid_lines = 10 where id = ?", batch);

    assertThat(needsSecondPerson(lan.get(path(batch)))).isEqualTo("false");
  }

  private static String needsSecondPerson(Reply reply) {
    return reply.json().path("needsSecondPerson").toString();
  }

  private static String path(UUID batch) {
    return "/v1/batches/" + batch;
  }

  @Test
  void aTenantCanHaveItsOwnLimit() {
    UUID batch = ready("key:crm", null);
    UUID dryRun = dryRun(batch);
    assertThat(release("api", batch, dryRun, "").code()).isEqualTo("second-person-required");
    limit(",\"releaseLimit\":11");

    Reply released = release("api", batch, dryRun, "");

    assertThat(released.json().path("state").asString()).isEqualTo("RUNNING");
    UUID other = ready("key:crm", null);
    limit(",\"releaseLimit\":0");
    assertThat(release("api", other, dryRun(other), "").code()).isEqualTo("second-person-required");
    limit("");
    assertThat(key.put("/v1/tenants/default", "{\"title\":\"t\",\"releaseLimit\":-1}").code())
        .isEqualTo("invalid-tenant");
  }

  private static void limit(String releaseLimit) {
    Reply reply = key.put("/v1/tenants/default", "{\"title\":\"National\"" + releaseLimit + "}");
    assertThat(reply.status()).as(reply.response().body()).isBetween(200, 201);
    assertThat(reply.json().has("releaseLimit")).isTrue();
  }

  @Test
  void whoSendsSettingsIsRemembered() {
    UUID batch = ready("user:lan", null);

    assertThat(minh.post("/v1/batches/" + batch + "/settings", "{\"headerRow\":1}").status())
        .isEqualTo(200);

    assertThat(batches.find(batch).map(StoredBatch::people).orElseThrow().settingsBy())
        .isEqualTo("user:minh");
  }

  @Test
  void theTimesOfTheRequestRemain() {
    UUID batch = ready("user:lan", null);
    String tomorrow = Instant.now().plusSeconds(86_400).toString();
    String requested =
        ",\"startAt\":\"%s\",\"sendingHours\":{\"from\":\"07:00\",\"until\":\"21:00\"},\"maxPerSecond\":50"
            .formatted(tomorrow);
    assertThat(release("lan", batch, dryRun(batch), requested).status()).isEqualTo(200);
    UUID own = dryRun(batch);

    Reply tooEarly =
        release("minh", batch, own, ",\"finishBy\":\"" + Instant.now().plusSeconds(3_600) + "\"");
    Reply released = release("minh", batch, own, ",\"maxPerSecond\":20");

    assertThat(tooEarly.status()).isEqualTo(400);
    assertThat(released.status()).as(released.response().body()).isEqualTo(200);
    JsonNode pace = released.json().path("pace");
    assertThat(pace.path("startAt").asString().substring(0, 16))
        .isEqualTo(tomorrow.substring(0, 16));
    assertThat(pace.at("/sendingHours/from").asString()).isEqualTo("07:00");
    assertThat(pace.path("maxPerSecond").asInt()).isEqualTo(20);
  }

  /** Anyone who may write can say that a row of values is the header. */
  @Test
  void namesOfColumnsAreValues() {
    UUID batch = ready("user:lan", null);
    jdbc.update(
        """
        update batches set summary = '{"encoding":"utf-8","delimiter":",","sheet":null,
          "headerRow":1,"hiddenRows":0,"blankRows":0,"faults":[],"repairs":[],"duplicates":0,
          "repeated":{"numbers":0,"lines":0},"header":["0391234567","","Mai"],
          "columns":[{"column":"0391234567","field":"phone"}],"ignoredColumns":["Mai"]}',
          question = '{"kind":"mapping","subject":"phone","text":"?","choices":["0391234567","Mai"],
          "samples":["Mai"]}'
        """);
    String path = "/v1/batches/" + batch;

    String hidden = reader.get(path).response().body();

    assertThat(hidden).doesNotContain("0391234567", "Mai");
    JsonNode summary = reader.get(path).json().path("summary");
    assertThat(summary.path("header").toString()).isEqualTo("[\"A\",\"B\",\"C\"]");
    assertThat(summary.at("/columns/0/column").asString()).isEqualTo("A");
    assertThat(summary.at("/ignoredColumns/0").asString()).isEqualTo("C");
    assertThat(reader.get(path).json().at("/question/choices").isEmpty()).isTrue();
    assertThat(reader.get("/v1/batches").response().body()).doesNotContain("0391234567", "Mai");
    assertThat(key.get(path).response().body()).contains("0391234567", "Mai");
  }
}
