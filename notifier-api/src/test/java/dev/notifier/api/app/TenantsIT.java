package dev.notifier.api.app;

import static dev.notifier.api.app.TenantData.DRAFT;
import static dev.notifier.api.app.TenantData.PUBLISHED;
import static dev.notifier.api.app.TenantData.ROUTE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.api.app.RunningApi.Reply;
import dev.notifier.contracts.Topics;
import dev.notifier.store.Database;
import dev.notifier.testing.TestKafka;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/**
 * Every operation of the API description with a key of another tenant, which has every scope: it
 * finds and changes nothing of the national tenant, except what all may read.
 */
class TenantsIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String KEY = "key-of-a-province-with-at-least-32-characters";
  private static final String AUTHOR = "key-of-an-author-of-another-province-012";
  private static final String REVIEWER = "key-of-a-reviewer-of-another-province-01";
  private static final String TEMPLATE = "/v1/templates/" + PUBLISHED;
  private static final String UNPUBLISHED = "/v1/templates/" + DRAFT;
  private static final ApiDescription DESCRIPTION = new ApiDescription();

  private static TestKafka kafka;
  private static Database database;
  private static TenantData data;
  private static RunningApi api;

  @BeforeAll
  static void start() {
    kafka = TestKafka.fresh();
    String url = RunningApi.newStoreUrl();
    database =
        Database.open(
            new Database.Settings(url, "postgres", "", "test", 2, Duration.ofSeconds(30)));
    database.migrate();
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
    TenantData.author(new OperatorClient(api, RunningApi.KEY));
  }

  @AfterAll
  static void stop() {
    api.close();
    database.close();
    kafka.close();
  }

  /** What another tenant gets. */
  private enum Outcome {
    /** It does not exist for it. */
    NOT_FOUND,
    /** A document in which nothing of others is. */
    NOTHING,
    /** What is global, or of the national tenant and in force. */
    READABLE,
    /** It would change what all tenants share. */
    NATIONAL_ONLY,
    /** Its own data is made. */
    OWN
  }

  /**
   * A request.
   *
   * @param body empty for none
   */
  private record Call(String path, String body, Outcome outcome, String contentType) {
    Call(String path, String body, Outcome outcome) {
      this(path, body, outcome, "application/json");
    }

    Call(String path, Outcome outcome) {
      this(path, "", outcome);
    }
  }

  private static Map<String, List<Call>> calls() {
    Map<String, List<Call>> calls = new LinkedHashMap<>();
    notifications(calls);
    calls.put("get /v1/routes", List.of(new Call("/v1/routes", Outcome.READABLE)));
    calls.put("get /v1/routes/{name}", List.of(new Call("/v1/routes/mobi", Outcome.READABLE)));
    calls.put(
        "get /v1/routes/{name}/unconfirmed",
        List.of(new Call("/v1/routes/mobi/unconfirmed", Outcome.NOTHING)));
    for (String action : List.of("pause", "resume", "rebind")) {
      calls.put(
          "post /v1/routes/{name}/" + action,
          List.of(new Call("/v1/routes/mobi/" + action, "{}", Outcome.NATIONAL_ONLY)));
    }
    calls.put(
        "patch /v1/routes/{name}",
        List.of(new Call("/v1/routes/mobi", "{\"rate\":1}", Outcome.NATIONAL_ONLY)));
    eventTypes(calls);
    readTemplates(calls);
    changeTemplates(calls);
    return calls;
  }

  private static void notifications(Map<String, List<Call>> calls) {
    String person = "{\"phone\":\"" + TenantData.PHONE + "\"}";
    calls.put(
        "post /v1/events",
        List.of(
            new Call("/v1/events", Sample.card("own"), Outcome.OWN, RunningApi.STRUCTURED)));
    calls.put(
        "get /v1/notifications",
        List.of(
            new Call(
                "/v1/notifications?source=" + TenantData.SOURCE + "&eventId=" + TenantData.EVENT,
                Outcome.NOT_FOUND)));
    calls.put(
        "get /v1/notifications/{notificationId}",
        List.of(new Call("/v1/notifications/" + data.notification(), Outcome.NOT_FOUND)));
    calls.put(
        "post /v1/notifications/lookup",
        List.of(
            new Call(
                "/v1/notifications/lookup",
                "{\"notifications\":[{\"notificationId\":\"" + data.notification() + "\"}]}",
                Outcome.OWN)));
    calls.put(
        "post /v1/notifications/plan-again",
        List.of(
            new Call(
                "/v1/notifications/plan-again",
                "{\"reason\":\"NO_TEMPLATE\"}",
                Outcome.NOTHING)));
    calls.put(
        "post /v1/people/export",
        List.of(new Call("/v1/people/export", person, Outcome.NOTHING)));
    calls.put("post /v1/people/erase", List.of(new Call("/v1/people/erase", person, Outcome.OWN)));
    calls.put(
        "get /v1/counters",
        List.of(
            new Call(
                "/v1/counters?from=2026-01-01T00:00:00Z&to=2026-01-02T00:00:00Z",
                Outcome.NOTHING)));
    calls.put("get /v1/jobs", List.of(new Call("/v1/jobs", Outcome.READABLE)));
    calls.put(
        "get /v1/jobs/{jobId}",
        List.of(
            new Call("/v1/jobs/" + data.job(), Outcome.NOT_FOUND),
            new Call("/v1/jobs/" + data.systemJob(), Outcome.NOT_FOUND)));
    calls.put(
        "post /v1/jobs/{jobId}/cancel",
        List.of(
            new Call("/v1/jobs/" + data.job() + "/cancel", Outcome.NOT_FOUND),
            new Call("/v1/jobs/" + data.systemJob() + "/cancel", Outcome.NOT_FOUND)));
  }

  private static void eventTypes(Map<String, List<Call>> calls) {
    String type = "/v1/event-types/card.expiring";
    calls.put("get /v1/event-types", List.of(new Call("/v1/event-types", Outcome.READABLE)));
    calls.put("get /v1/event-types/{name}", List.of(new Call(type, Outcome.READABLE)));
    calls.put(
        "get /v1/event-types/{name}/versions",
        List.of(new Call(type + "/versions", Outcome.READABLE)));
    calls.put(
        "get /v1/event-types/{name}/versions/{version}",
        List.of(new Call(type + "/versions/1", Outcome.READABLE)));
    calls.put("put /v1/event-types/{name}", List.of(new Call(type, "{}", Outcome.NATIONAL_ONLY)));
  }

  private static void readTemplates(Map<String, List<Call>> calls) {
    calls.put("get /v1/templates", List.of(new Call("/v1/templates", Outcome.READABLE)));
    calls.put(
        "get /v1/templates/{id}",
        List.of(
            new Call(TEMPLATE, Outcome.READABLE),
            new Call(UNPUBLISHED, Outcome.NOT_FOUND)));
    calls.put(
        "get /v1/templates/{id}/versions/{version}",
        List.of(
            new Call(TEMPLATE + "/versions/1", Outcome.READABLE),
            new Call(TEMPLATE + "/versions/2", Outcome.NOT_FOUND)));
    calls.put(
        "post /v1/templates/{id}/versions/{version}/preview",
        List.of(
            new Call(TEMPLATE + "/versions/1/preview", Outcome.READABLE),
            new Call(TEMPLATE + "/versions/2/preview", Outcome.NOT_FOUND)));
    calls.put(
        "get /v1/templates/{id}/draft",
        List.of(
            new Call(TEMPLATE + "/draft", Outcome.NOT_FOUND),
            new Call(UNPUBLISHED + "/draft", Outcome.NOT_FOUND)));
    calls.put(
        "post /v1/templates/{id}/draft/preview",
        List.of(new Call(UNPUBLISHED + "/draft/preview", Outcome.NOT_FOUND)));
    calls.put(
        "get /v1/templates/{id}/diff",
        List.of(new Call(TEMPLATE + "/diff?from=1&to=2", Outcome.NOT_FOUND)));
    calls.put(
        "get /v1/templates/{id}/audit",
        List.of(
            new Call(TEMPLATE + "/audit", Outcome.NOTHING),
            new Call(UNPUBLISHED + "/audit", Outcome.NOT_FOUND)));
    calls.put(
        "get /v1/templates/{id}/registrations",
        List.of(
            new Call(TEMPLATE + "/registrations", Outcome.NOTHING),
            new Call(UNPUBLISHED + "/registrations", Outcome.NOT_FOUND)));
    calls.put(
        "post /v1/templates/preview",
        List.of(
            new Call(
                "/v1/templates/preview", "{\"template\":" + template() + "}", Outcome.READABLE)));
    calls.put(
        "get /v1/templates/export", List.of(new Call("/v1/templates/export", Outcome.NOTHING)));
  }

  private static void changeTemplates(Map<String, List<Call>> calls) {
    for (String action : List.of("approve", "reject", "publish", "unschedule", "retire")) {
      calls.put(
          "post /v1/templates/{id}/versions/{version}/" + action,
          List.of(
              new Call(
                  TEMPLATE + "/versions/2/" + action, "{\"reason\":\"x\"}", Outcome.NOT_FOUND),
              new Call(
                  TEMPLATE + "/versions/1/" + action, "{\"reason\":\"x\"}", Outcome.NOT_FOUND)));
    }
    calls.put(
        "post /v1/templates/{id}/roll-back",
        List.of(
            new Call(
                TEMPLATE + "/roll-back",
                "{\"version\":1,\"reason\":\"x\"}",
                Outcome.NOT_FOUND)));
    calls.put(
        "put /v1/templates/{id}/registrations/{carrier}",
        List.of(
            new Call(
                TEMPLATE + "/registrations/" + ROUTE,
                "{\"registeredId\":\"x\",\"status\":\"approved\"}",
                Outcome.NOT_FOUND)));
    calls.put(
        "delete /v1/templates/{id}/draft",
        List.of(new Call(UNPUBLISHED + "/draft", Outcome.NOT_FOUND)));
    calls.put(
        "post /v1/templates/{id}/draft/submit",
        List.of(new Call(UNPUBLISHED + "/draft/submit", "{}", Outcome.NOT_FOUND)));
    calls.put(
        "post /v1/templates/import",
        List.of(
            new Call(
                "/v1/templates/import",
                "{\"files\":[{\"path\":\"a.yaml\",\"content\":"
                    + quoted(template().replace(PUBLISHED, "benefit-changed"))
                    + "}]}",
                Outcome.OWN)));
    calls.put(
        "put /v1/templates/{id}/draft",
        List.of(new Call(TEMPLATE + "/draft", template(), Outcome.OWN)));
  }

  private static String template() {
    return api.get(TEMPLATE + "/versions/1").json().path("template").toString();
  }

  private static String quoted(String text) {
    return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
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
    Awaitility.await().atMost(LIMIT).untilAsserted(() -> assertThat(keys())
        .contains("lao-cai/card-expiring/1", "lao-cai/card-expiring/published"));
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
    return calls().entrySet().stream()
        .flatMap(each ->
            each.getValue().stream()
                .map(call ->
                    DynamicTest.dynamicTest(
                        each.getKey() + " " + call.path(), () -> check(each.getKey(), call))))
        .toList();
  }

  private static void check(String operation, Call call) {
    Map<String, String> before = data.digests();

    Reply reply = send(operation, call);

    assertThat(data.digests()).isEqualTo(before);
    String body = reply.response().body();
    if (call.outcome() != Outcome.OWN || reply.status() >= 300) {
      assertThat(body).doesNotContain(data.hidden());
    }
    switch (call.outcome()) {
      case NOT_FOUND -> assertThat(reply.status()).as(body).isEqualTo(404);
      case NATIONAL_ONLY -> {
        assertThat(reply.status()).as(body).isEqualTo(403);
        assertThat(reply.code()).isEqualTo("national-only");
      }
      case NOTHING -> {
        assertThat(reply.status()).as(body).isEqualTo(200);
        assertThat(isEmpty(reply)).as(body).isTrue();
      }
      case READABLE -> assertThat(reply.status()).as(body).isEqualTo(200);
      case OWN -> assertThat(reply.status()).as(body).isBetween(200, 202);
    }
  }

  /** No element of an array, and no count. */
  private static boolean isEmpty(Reply reply) {
    return reply
        .json()
        .propertyStream()
        .filter(field -> !field.getKey().equals("elsewhere"))
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
