package dev.notifier.api.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.api.app.RunningApi.Reply;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;

/** What managers of webhooks can do; the worker's tests deliver to them. */
class WebhooksIT {
  private static final String SON_LA = "key-of-the-manager-of-webhooks-of-son-la";

  private static ApiWithStore store;
  private static OperatorClient admin;
  private static OperatorClient sonLa;
  private static JdbcTemplate jdbc;

  @BeforeAll
  static void start() {
    store = ApiWithStore.shared();
    jdbc = store.jdbc();
    RunningApi api =
        store.start(
            "--notifier.operators.hooks.key=" + SON_LA,
            "--notifier.operators.hooks.tenant=son-la",
            "--notifier.operators.hooks.scopes=webhooks:manage");
    admin = new OperatorClient(api, RunningApi.KEY);
    sonLa = new OperatorClient(api, SON_LA);
  }

  @AfterAll
  static void stop() {
    store.close();
  }

  private static JsonNode made(OperatorClient by, String url, String more) {
    Reply reply =
        by.post("/v1/webhooks", "{\"name\":\"portal\",\"url\":\"" + url + "\"" + more + "}");
    assertThat(reply.status()).as(reply.response().body()).isEqualTo(201);
    return reply.json();
  }

  private static String path(JsonNode webhook) {
    return "/v1/webhooks/" + webhook.path("id").asString();
  }

  @Test
  void aWebhookIsMadeChangedAndDeleted() {
    JsonNode webhook =
        made(admin, "https://portal.example/hooks", ",\"filter\":{\"types\":[\"card.*\"]}");
    assertThat(webhook.path("secret").asString()).matches("whsec_[A-Za-z0-9+/]{43}=");
    assertThat(webhook.path("state").asString()).isEqualTo("active");
    assertThat(webhook.path("batchSize").asInt()).isEqualTo(1);

    Reply read = admin.get(path(webhook));
    assertThat(read.json().has("secret")).isFalse();
    assertThat(read.header("ETag")).isEqualTo("\"1\"");
    Reply stale = admin.patch(path(webhook), "{\"batchSize\":20}", "\"7\"");
    assertThat(stale.status()).isEqualTo(412);
    Reply changed =
        admin.patch(
            path(webhook), "{\"batchSize\":20,\"filter\":{\"states\":[\"DELIVERED\"]}}", "\"1\"");
    assertThat(changed.status()).isEqualTo(200);
    assertThat(changed.json().path("version").asInt()).isEqualTo(2);
    assertThat(changed.json().at("/filter/types/0").asString()).isEqualTo("card.*");
    assertThat(changed.json().at("/filter/states/0").asString()).isEqualTo("DELIVERED");

    assertThat(admin.get("/v1/webhooks?limit=1000").response().body())
        .contains(webhook.path("id").asString())
        .doesNotContain("whsec_");
    assertThat(admin.delete(path(webhook), "").status()).isEqualTo(204);
    assertThat(admin.get(path(webhook)).status()).isEqualTo(404);
    assertThat(admin.delete(path(webhook), "").status()).isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource({
    "http://portal.example/, Only https",
    "https://user:pw@portal.example/, neither a user",
    "https://portal.example/#a, nor a fragment",
    "https://127.0.0.1/, never sent to this address",
    "https://[::1]/, never sent to this address",
    "https://169.254.169.254/latest, never sent to this address",
    "https://[::ffff:127.0.0.1]/, never sent to this address",
    "https://[64:ff9b::7f00:1]/, never sent to this address",
    "https://10.21.0.1/, The address is private",
    "https://192.168.1.1/, The address is private",
    "https://2130706433/, never sent to this address",
    "https://0x7f.1/, has a host",
    "https://localhost/, never sent to names of this machine",
    "https://db.localhost/, never sent to names of this machine",
    "https://portal.example:0/, The port",
    "'https://portal .example/', not a URL",
    "file:///etc/passwd, Only https",
  })
  void addressesThatAreRefused(String url, String detail) {
    Reply reply = admin.post("/v1/webhooks", "{\"name\":\"x\",\"url\":\"" + url + "\"}");

    assertThat(reply.status()).as(reply.response().body()).isEqualTo(422);
    assertThat(reply.json().at("/errors/0/pointer").asString()).isEqualTo("/url");
    assertThat(reply.json().at("/errors/0/detail").asString()).contains(detail);
  }

  @Test
  void aPrivateAddressInAnAllowedNetworkIsAccepted() {
    JsonNode webhook = made(admin, "https://10.20.3.4:8443/hooks?office=7", "");

    assertThat(admin.delete(path(webhook), "").status()).isEqualTo(204);
  }

  @Test
  void secretsAreStoredEncryptedAndTwoAreValidAfterARotation() {
    JsonNode webhook = made(admin, "https://portal.example/", "");
    Reply rotated = admin.post(path(webhook) + "/rotate", "{\"formerValidFor\":\"PT1H\"}");
    assertThat(rotated.status()).isEqualTo(200);
    assertThat(rotated.json().path("secret").asString())
        .startsWith("whsec_")
        .isNotEqualTo(webhook.path("secret").asString());
    assertThat(Instant.parse(rotated.json().path("formerEndsAt").asString()))
        .isAfter(Instant.now());
    Reply again = admin.post(path(webhook) + "/rotate", "");
    assertThat(again.status()).isEqualTo(409);
    assertThat(again.json().path("code").asString()).isEqualTo("former-webhook-secret-valid");
    assertThat(admin.post(path(webhook) + "/rotate", "{\"force\":true}").status()).isEqualTo(200);

    String stored =
        jdbc.queryForList("select w::text from webhooks w", String.class).toString()
            + jdbc.queryForList("select a::text from audit a", String.class);
    assertThat(stored)
        .doesNotContain("whsec_")
        .doesNotContain(webhook.path("secret").asString().substring("whsec_".length()));
    assertThat(admin.delete(path(webhook), "").status()).isEqualTo(204);
  }

  @Test
  void commandsForTheWorkerAreNoted() {
    JsonNode webhook = made(admin, "https://portal.example/", "");
    Reply suspended = admin.post(path(webhook) + "/suspend", "");
    assertThat(suspended.json().at("/suspension/reason").asString()).isEqualTo("command");
    assertThat(suspended.json().path("state").asString()).isEqualTo("suspended");
    int version = suspended.json().path("version").asInt();
    assertThat(admin.post(path(webhook) + "/suspend", "").json().path("version").asInt())
        .isEqualTo(version);
    Reply resumed = admin.post(path(webhook) + "/resume", "");
    assertThat(resumed.json().path("state").asString()).isEqualTo("active");

    assertThat(admin.post(path(webhook) + "/test", "").status()).isEqualTo(202);
    assertThat(admin.post(path(webhook) + "/test", "").status()).isEqualTo(409);
    for (String from :
        new String[] {
          Instant.now().plusSeconds(60).toString(), "2020-01-01T00:00:00Z", "yesterday", ""
        }) {
      assertThat(admin.post(path(webhook) + "/replay", "{\"from\":\"" + from + "\"}").status())
          .as(from)
          .isEqualTo(422);
    }
    Instant from = Instant.now().minusSeconds(3600);
    assertThat(admin.post(path(webhook) + "/replay", "{\"from\":\"" + from + "\"}").status())
        .isEqualTo(202);
    Map<String, @Nullable Object> row =
        jdbc.queryForMap(
            "select replays, tests from webhooks where id = ?", webhook.path("id").asString());
    assertThat(row).containsEntry("replays", 2).containsEntry("tests", 1);
    assertThat(admin.get(path(webhook) + "/failures").json().path("failures").isEmpty()).isTrue();
    assertThat(admin.delete(path(webhook), "").status()).isEqualTo(204);
  }

  @Test
  void aTenantHasTwentyWebhooksAndSeesOnlyItsOwn() {
    JsonNode national = made(admin, "https://portal.example/", "");
    for (int i = 0; i < 20; i++) {
      made(sonLa, "https://" + i + ".portal.example/", "");
    }

    Reply one = sonLa.post("/v1/webhooks", "{\"name\":\"x\",\"url\":\"https://a.example\"}");
    assertThat(one.status()).isEqualTo(409);
    assertThat(one.json().path("code").asString()).isEqualTo("too-many-webhooks");
    assertThat(sonLa.get("/v1/webhooks").json().path("webhooks")).hasSize(20);
    assertThat(sonLa.get("/v1/webhooks?limit=7").json().path("next").isNull()).isFalse();
    assertThat(sonLa.get(path(national)).status()).isEqualTo(404);
    assertThat(sonLa.post(path(national) + "/rotate", "").status()).isEqualTo(404);
    assertThat(admin.delete(path(national), "").status()).isEqualTo(204);
  }
}
