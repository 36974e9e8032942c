package dev.notifier.api.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.api.app.RunningApi.Reply;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;

/** Consents, the do-not-call list, and the setting that allows advertising. */
class ConsentsIT {
  private static final String PATH = "/v1/consents";
  private static final String LIST = "/v1/do-not-call";
  private static final String PROVINCE = "key-of-a-province-with-all-scopes-0123456";
  private static final String WATCHER = "key-of-a-clerk-who-reads-consents-0123456";

  private static JdbcTemplate jdbc;
  private static RunningApi api;
  private static OperatorClient admin;
  private static OperatorClient watcher;
  private static OperatorClient province;

  @BeforeAll
  static void start() {
    ApiWithStore store = ApiWithStore.shared();
    jdbc = store.jdbc();
    api =
        store.start(
            "--notifier.operators.watcher.key=" + WATCHER,
            "--notifier.operators.watcher.scopes=consents:read",
            "--notifier.operators.province.key=" + PROVINCE,
            "--notifier.operators.province.tenant=cao-bang");
    admin = new OperatorClient(api, RunningApi.KEY);
    watcher = new OperatorClient(api, WATCHER);
    province = new OperatorClient(api, PROVINCE);
  }

  @Test
  void aConsentIsStoredWithItsEvidenceAndWithdrawn() {
    String number = "0391000001";
    String at = "2026-11-01T08:00:00+07:00";

    assertThat(ok(admin.post(PATH, consent(number, at))).path("recorded").asInt()).isEqualTo(1);
    assertThat(ok(admin.post(PATH, consent(number, at))).path("recorded").asInt()).isZero();

    JsonNode found = search(admin, number);
    assertThat(found.path("consented").asBoolean()).isTrue();
    assertThat(found.at("/statements/0/note").asString()).isEqualTo("form 7");
    assertThat(found.at("/statements/0/at").asString()).isEqualTo("2026-11-01T01:00:00Z");
    assertThat(search(watcher, number).at("/statements/0/note").asString()).isEqualTo("•••");
    assertThat(search(province, number).path("consented").asBoolean()).isFalse();
    assertThat(search(province, number).path("statements")).isEmpty();
    assertThat(watcher.post(PATH, consent(number, at)).code()).isEqualTo("missing-scope");

    ok(admin.post(PATH + "/withdraw", consent(number, "2026-11-02T08:00:00+07:00")));

    assertThat(search(admin, number).path("consented").asBoolean()).isFalse();
    assertThat(search(admin, number).path("statements")).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"consents\":[]}",
        "{\"consents\":[{\"phone\":\"0391000004\",\"channel\":\"a\"}]}",
        "{\"consents\":[{\"phone\":\"0391000004\",\"channel\":\"a\",\"note\":\"n\",\"at\":\"2096-01-01T00:00:00Z\"}]}",
        "{\"consents\":[{\"phone\":\"0391000004\",\"channel\":\"a\",\"note\":\"n\"},{\"phone\":\"12\",\"channel\":\"a\",\"note\":\"n\"}]}"
      })
  void whatIsWrongIsNotRecorded(String body) {
    Reply reply = admin.post(PATH, body);

    assertThat(reply.status()).as(reply.response().body()).isBetween(400, 422);
    assertThat(reply.response().body()).doesNotContain("0391000004");
    assertThat(search(admin, "0391000004").path("statements")).isEmpty();
  }

  /** A withdrawal stays in force; the number and the note are gone. */
  @Test
  void anErasureKeepsTheStatementAndNotTheNumber() {
    String number = "0391000005";
    ok(admin.post(PATH, consent(number, "2026-11-01T08:00:00Z")));

    Reply erased = admin.post("/v1/people/erase", "{\"phone\":\"" + number + "\"}");

    ok(erased);
    assertThat(
            jdbc.queryForList(
                "select e::text from consent_events e where e::text like '%391000005%'",
                String.class))
        .isEmpty();
    assertThat(search(admin, number).path("statements")).hasSize(1);
  }

  @Test
  void eachImportReplacesTheListAtOnce() {
    assertThat(province.get(LIST).status()).isEqualTo(200);
    StringBuilder csv = new StringBuilder("phone\n");
    for (int i = 0; i < 3_000; i++) {
      csv.append("039300%04d%n".formatted(i));
    }
    csv.append("12\n0393000000\n");

    JsonNode first = ok(replace("text/csv", csv.toString()));

    assertThat(first.path("lines").asInt()).isEqualTo(3_002);
    assertThat(first.path("recorded").asInt()).as("each number once").isEqualTo(3_000);
    assertThat(first.path("refused").asInt()).isEqualTo(1);
    JsonNode state = ok(admin.get(LIST));
    assertThat(state.path("outdated").asBoolean()).isFalse();
    assertThat(state.at("/inForce/numbers").asInt()).isEqualTo(3_000);
    assertThat(state.at("/inForce/state").asString()).isEqualTo("complete");

    assertThat(replace("text/csv", "phone\n12\n").code()).isEqualTo("no-numbers-in-list");
    assertThat(replace("text/plain", "phone\n12\n").status()).isEqualTo(415);
    assertThat(ok(admin.get(LIST)).at("/inForce/numbers").asInt()).isEqualTo(3_000);
    assertThat(province.put(LIST, "{}").code()).isEqualTo("default-tenant-only");

    assertThat(
            ok(admin.get(LIST))
                .path("imports")
                .valueStream()
                .map(each -> each.path("state").asString()))
        .containsExactly("failed", "complete");

    assertThat(replace("text/csv", csv.substring(0, csv.length() / 3)).code())
        .as("cut off")
        .isEqualTo("implausible-list");
    assertThat(replace("text/csv", csv + "12\n".repeat(100)).code())
        .as("another layout")
        .isEqualTo("implausible-list");
    assertThat(replace(LIST + "?force=yes", "text/csv", "phone\n").code())
        .isEqualTo("invalid-parameter");
    assertThat(ok(admin.get(LIST)).at("/inForce/numbers").asInt()).isEqualTo(3_000);

    JsonNode second =
        ok(
            replace(
                LIST + "?force=true",
                "application/x-ndjson",
                "{\"phone\":\"0393000001\"}\n[]\n{\"phone\":1}"));

    assertThat(second.path("recorded").asInt()).isEqualTo(1);
    assertThat(second.path("refused").asInt()).isEqualTo(2);
    assertThat(ok(admin.get(LIST)).at("/inForce/numbers").asInt()).isEqualTo(1);
    assertThat(
            jdbc.queryForObject(
                "select count(*) from audit where operation = 'replaceDoNotCall'", Integer.class))
        .isPositive();
  }

  @Test
  void anEventTypeOfAdvertisingNeedsATenantThatMaySendIt() {
    String type =
        """
        {"title": "An offer", "category": "ADVERTISING", "lane": "bulk", "schema": {
          "type": "object", "required": ["recipient"], "additionalProperties": false,
          "properties": {"recipient": {"$ref": "urn:notifier:schema:recipient"}}},
         "samples": {"typical": {"recipient": {"phone": "0912345678"}},
          "longest": {"recipient": {"phone": "0912345678"}}}}
        """;
    String path = "/v1/event-types/offer.made";
    assertThat(admin.put(path, type).code()).isEqualTo("advertising-disabled");

    JsonNode tenant = ok(admin.put("/v1/tenants/son-la", tenant(true)));

    assertThat(tenant.path("advertising").asBoolean()).isTrue();
    ok(admin.put(path, type));
    assertThat(ok(admin.put("/v1/tenants/son-la", tenant(false))).path("advertising").asBoolean())
        .isFalse();
    ok(admin.put(path, type.replace("An offer", "The offer")));
    Reply without =
        admin.put("/v1/templates/offer-made/draft", template("BHXHVN: moi tham gia BHXH"));
    assertThat(without.status()).as(without.response().body()).isEqualTo(422);
    assertThat(without.response().body()).contains("advertising-without-label", "no-opt-out");
    ok(
        admin.put(
            "/v1/templates/offer-made/draft",
            template("[QC] BHXHVN: moi tham gia BHXH. Tu choi: soan TC gui 8079")));
  }

  private static String template(String text) {
    return """
    {"id": "offer-made", "eventType": "offer.made", "diacritics": "strip", "maxSegments": 2, "links": "refuse",
     "variants": [{"locale": "vi", "text": "%s"}]}
    """
        .formatted(text);
  }

  private static String tenant(boolean advertising) {
    return advertising ? "{\"title\":\"Sơn La\",\"advertising\":true}" : "{\"title\":\"Sơn La\"}";
  }

  private static Reply replace(String type, String body) {
    return replace(LIST, type, body);
  }

  private static Reply replace(String path, String type, String body) {
    return api.send(
        api.request(path).header("Content-Type", type).PUT(BodyPublishers.ofString(body)).build());
  }

  private static String consent(String phone, String at) {
    return "{\"consents\":[{\"phone\":\"%s\",\"channel\":\"office\",\"at\":\"%s\",\"note\":\"form 7\"}]}"
        .formatted(phone, at);
  }

  private static JsonNode ok(Reply reply) {
    assertThat(reply.status()).as(reply.response().body()).isBetween(200, 201);
    return reply.json();
  }

  private static JsonNode search(OperatorClient client, String phone) {
    return ok(client.post(PATH + "/search", "{\"phone\":\"" + phone + "\"}"));
  }
}
