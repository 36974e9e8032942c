package dev.notifier.api.app;

import static dev.notifier.api.app.TenantData.PUBLISHED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.api.app.RunningApi.Reply;
import dev.notifier.api.app.TenantCalls.Call;
import dev.notifier.api.app.TenantCalls.Outcome;
import dev.notifier.api.statuses.Statuses;
import dev.notifier.contracts.Topics;
import dev.notifier.contracts.tenants.Tenants;
import dev.notifier.store.Database;
import dev.notifier.testing.TestKafka;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Every operation of the API description with a key of another tenant, which has every scope: it
 * finds and changes nothing of the national tenant, except what all may read.
 */
class TenantsIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String KEY = "key-of-a-province-with-at-least-32-characters";
  private static final String AUTHOR = "key-of-an-author-of-another-province-012";
  private static final String REVIEWER = "key-of-a-reviewer-of-another-province-01";
  private static final String TEMPLATE = TenantCalls.TEMPLATE;
  private static final ApiDescription DESCRIPTION = ApiDescription.shared();

  private static TestKafka kafka;
  private static Database database;
  private static TenantData data;
  private static RunningApi api;

  /** What the tenants had after the last call. */
  private static Map<String, String> digests = Map.of();

  @BeforeAll
  static void start() throws Exception {
    kafka = TestKafka.fresh();
    // One partition, so that all tenants share it.
    kafka.createTopic(Topics.STATUSES, 1, Map.of());
    String url = RunningApi.newStoreUrl();
    database =
        Database.open(
            new Database.Settings(url, "postgres", "", "test", 2, Duration.ofSeconds(30)));
    data = TenantData.store(database);
    api =
        RunningApi.start(
            kafka.bootstrapServers(),
            url,
            "--notifier.operators.province.key=" + KEY,
            "--notifier.operators.province.tenant=son-la",
            "--notifier.operators.author.key=" + AUTHOR,
            "--notifier.operators.author.tenant=lao-cai",
            "--notifier.operators.reviewer.key=" + REVIEWER,
            "--notifier.operators.reviewer.tenant=lao-cai");
    Awaitility.await()
        .atMost(LIMIT)
        .until(() -> api.get("/v1/event-types/card.expiring").status() == 200);
    data.author(new OperatorClient(api, RunningApi.KEY));
    kafka.send(
        List.of(
            Statuses.record(
                Tenants.NATIONAL, Statuses.change(data.notification(), TenantData.EVENT))));
  }

  @AfterAll
  static void stop() {
    api.close();
    database.close();
    kafka.close();
  }

  private static Map<String, List<Call>> calls() {
    return new TenantCalls(data, template()).all();
  }

  private static String template() {
    return api.get(TEMPLATE + "/versions/1").json().path("template").toString();
  }

  @Test
  void everyOperationIsCalled() {
    Set<String> operations = DESCRIPTION.operations().keySet();
    assertThat(calls().keySet())
        .as("say for each operation what another tenant gets")
        .containsExactlyInAnyOrderElementsOf(operations.stream().filter(TenantsIT::isV1).toList());
  }

  @Test
  void twoOperatorsOfATenantPublishItsOwnTemplate() {
    OperatorClient author = new OperatorClient(api, AUTHOR);
    OperatorClient reviewer = new OperatorClient(api, REVIEWER);
    OperatorClient national = new OperatorClient(api, RunningApi.KEY);
    JsonNode before = national.get(TEMPLATE).json();

    assertThat(author.put(TEMPLATE + "/draft", template()).status()).isEqualTo(200);
    assertThat(author.get(TEMPLATE + "/diff?from=1&to=draft").status()).isEqualTo(200);
    Reply submitted = author.post(TEMPLATE + "/draft/submit", "{}");
    assertThat(submitted.json().path("version").asInt()).as(submitted.toString()).isEqualTo(1);
    assertThat(author.post(TEMPLATE + "/versions/1/approve", "{}").code())
        .isEqualTo("self-approval");
    assertThat(reviewer.post(TEMPLATE + "/versions/1/approve", "{}").status()).isEqualTo(200);
    Reply published = reviewer.post(TEMPLATE + "/versions/1/publish", "{}");

    assertThat(published.json().path("tenant").asString("")).isEqualTo("lao-cai");
    JsonNode own = author.get(TEMPLATE).json();
    assertThat(own.path("tenant").asString("")).isEqualTo("lao-cai");
    assertThat(own.path("versions")).hasSize(1);
    assertThat(author.get("/v1/templates?limit=100").json().path("templates"))
        .filteredOn(template -> template.path("id").asString("").equals(PUBLISHED))
        .extracting(template -> template.path("tenant").asString(""))
        .containsExactly("lao-cai");
    assertThat(author.get("/v1/templates/export").json().path("files")).hasSize(1);
    assertThat(author.get(TEMPLATE + "/audit").json().path("entries")).hasSize(4);
    assertThat(national.get(TEMPLATE).json()).isEqualTo(before);
    Awaitility.await()
        .atMost(LIMIT)
        .untilAsserted(() ->
            assertThat(keys())
                .contains("lao-cai/card-expiring/1", "lao-cai/card-expiring/published"));
  }

  /** Otherwise a province could send in the name of any agency. */
  @Test
  void onlyTheNationalTenantSetsSenders() {
    OperatorClient author = new OperatorClient(api, AUTHOR);
    OperatorClient national = new OperatorClient(api, RunningApi.KEY);
    String path = "/v1/templates/with-sender/draft";
    String template =
        """
        {"id":"with-sender","eventType":"card.expiring","diacritics":"strip","maxSegments":2,
         "links":"refuse","variants":[{"locale":"vi","sender":"BANK","text":"BHXHVN: 1"}]}\
        """;

    Reply refused = author.put(path, template);
    assertThat(refused.status()).as(refused.toString()).isEqualTo(422);
    assertThat(refused.code()).isEqualTo("template-errors");
    JsonNode error = refused.json().path("errors").path(0);
    assertThat(error.path("code").asString("")).isEqualTo("bad-sender");
    assertThat(error.path("pointer").asString("")).isEqualTo("/variants/0/sender");
    assertThat(author.get(path).status()).isEqualTo(404);
    Reply imported =
        author.post(
            "/v1/templates/import",
            "{\"files\":[{\"path\":\"templates/a.yaml\",\"content\":"
                + JsonMapper.shared().writeValueAsString(template)
                + "}]}");
    assertThat(imported.json().path("errors").path(0).path("code").asString(""))
        .as(imported.toString())
        .isEqualTo("bad-sender");

    // One that was saved before is not submitted either.
    Reply saved = author.put(path, template.replace("\"sender\":\"BANK\",", ""));
    assertThat(saved.status()).as(saved.toString()).isEqualTo(200);
    JdbcClient.create(database.dataSource())
        .sql(
            "update template_drafts set source = jsonb_set(source, '{variants,0,sender}', '\"BANK\"')"
                + " where template = 'lao-cai/with-sender'")
        .update();
    Reply submitted = author.post(path + "/submit", "{}");
    assertThat(submitted.code()).as(submitted.toString()).isEqualTo("template-errors");
    assertThat(author.delete(path, "*").status()).isEqualTo(204);

    assertThat(national.put(path, template).status()).isEqualTo(200);
    assertThat(national.delete(path, "*").status()).isEqualTo(204);
  }

  @Test
  void aTenantFindsWhatIsItsOwn() {
    OperatorClient author = new OperatorClient(api, AUTHOR);
    OperatorClient national = new OperatorClient(api, RunningApi.KEY);
    data.addSkipped("lao-cai", "own-skipped");
    UUID own = data.addUnconfirmed("lao-cai", "own-unconfirmed");
    String selection = "{\"reason\":\"NO_TEMPLATE\",\"dryRun\":true}";

    assertThat(author.post("/v1/notifications/plan-again", selection).json().path("ordered"))
        .hasToString("1");
    assertThat(national.post("/v1/notifications/plan-again", selection).json().path("ordered"))
        .as("of all tenants")
        .hasToString("2");
    JsonNode unconfirmed = author.get("/v1/routes/mobi/unconfirmed").json();
    assertThat(unconfirmed.path("count").asInt()).isEqualTo(1);
    assertThat(unconfirmed.path("items"))
        .extracting(item -> item.path("eventId").asString(""))
        .containsExactly("own-unconfirmed");
    JsonNode template = author.get("/v1/notifications/" + own).json().path("template");
    assertThat(template.path("tenant").asString("")).isEqualTo("lao-cai");
    assertThat(template.path("id").asString("")).isEqualTo(PUBLISHED);
    assertThat(author.get("/v1/jobs").json().path("jobs")).isEmpty();
    assertThat(national.get("/v1/jobs").json().path("jobs")).hasSize(2);
  }

  private static List<String> keys() {
    return kafka.committed(Topics.TEMPLATES).stream()
        .map(record -> new String(record.key(), StandardCharsets.UTF_8))
        .toList();
  }

  private static boolean isV1(String operation) {
    return operation.contains(" /v1/");
  }

  @TestFactory
  List<DynamicTest> nothingOfAnotherTenantIsFoundOrChanged() {
    // The tests before this one have changed something.
    digests = Map.of();
    return calls().entrySet().stream()
        .flatMap(each ->
            each.getValue().stream()
                .map(call ->
                    DynamicTest.dynamicTest(
                        each.getKey() + " " + call.path(), () -> check(each.getKey(), call))))
        .toList();
  }

  private static void check(String operation, Call call) {
    Map<String, String> before = digests.isEmpty() ? data.digests() : digests;
    digests = Map.of();

    Reply reply = send(operation, call);

    digests = data.digests();
    assertThat(digests).isEqualTo(before);
    String body = reply.response().body();
    if (call.outcome() != Outcome.OWN || reply.status() >= 300) {
      assertThat(body).doesNotContain(data.hidden());
    }
    switch (call.outcome()) {
      case NOT_FOUND -> assertThat(reply.status()).as(body).isEqualTo(404);
      case DEFAULT_TENANT_ONLY -> {
        assertThat(reply.status()).as(body).isEqualTo(403);
        assertThat(reply.code()).isEqualTo("default-tenant-only");
      }
      case USERS_ONLY -> {
        assertThat(reply.status()).as(body).isEqualTo(403);
        assertThat(reply.code()).isEqualTo("users-only");
      }
      case WRONG_CREDENTIALS ->
          assertThat(reply.code()).as(body).isIn("wrong-credentials", "link-not-valid");
      case NOTHING -> {
        assertThat(reply.status()).as(body).isEqualTo(200);
        assertThat(isEmpty(reply)).as(body).isTrue();
      }
      case READABLE -> assertThat(reply.status()).as(body).isEqualTo(200);
      case OWN -> assertThat(reply.status()).as(body).isBetween(200, 204);
    }
  }

  /** No element of an array, and no count. */
  private static boolean isEmpty(Reply reply) {
    return reply
        .json()
        .propertyStream()
        .filter(field -> !List.of("elsewhere", "bounds").contains(field.getKey()))
        .allMatch(field ->
            field.getValue().isArray()
                ? field.getValue().isEmpty()
                : !field.getValue().isInt() || field.getValue().asInt() == 0);
  }

  private static Reply send(String operation, Call call) {
    String method = operation.substring(0, operation.indexOf(' ')).toUpperCase(Locale.ROOT);
    return api.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + api.port() + call.path()))
            .header("Authorization", "Bearer " + KEY)
            .header("Content-Type", call.contentType())
            .method(
                method,
                call.body().isEmpty()
                    ? BodyPublishers.noBody()
                    : BodyPublishers.ofString(call.body()))
            .build());
  }
}
