package dev.notifier.api.app;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.notifier.api.app.RunningApi.Reply;
import dev.notifier.contracts.Topics;
import dev.notifier.testing.InterruptibleProxy;
import dev.notifier.testing.TestKafka;
import dev.notifier.testing.TestPostgres;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** Two instances of the api, and keys that are made, used, rotated and revoked. */
class KeysIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String CLINIC_MANAGER = "key-of-the-manager-of-the-clinics-son-la";
  private static final String SMALL_MANAGER = "key-of-a-manager-who-sends-no-events-at-all";
  private static final Logger LOG = (Logger) LoggerFactory.getLogger(KeysIT.class);

  private static final ListAppender<ILoggingEvent> LINES = new ListAppender<>();
  private static String database = "";
  private static TestKafka kafka;
  private static InterruptibleProxy postgres;
  private static RunningApi api;
  private static RunningApi other;
  private static OperatorClient admin;

  @BeforeAll
  static void start() {
    LINES.start();
    root().addAppender(LINES);
    kafka = TestKafka.fresh();
    database = RunningApi.newDatabase();
    postgres = TestPostgres.shared().newProxy();
    String url = TestPostgres.url(database, postgres);
    String[] operators = {
      "--notifier.operators.clinics.key=" + CLINIC_MANAGER,
      "--notifier.operators.clinics.tenant=son-la",
      "--notifier.operators.small.key=" + SMALL_MANAGER,
      "--notifier.operators.small.scopes=keys:manage,templates:read",
    };
    api = RunningApi.start(kafka.bootstrapServers(), url, operators);
    other = RunningApi.start(kafka.bootstrapServers(), url, operators);
    admin = new OperatorClient(api, RunningApi.KEY);
    assertThat(admin.put("/v1/tenants/son-la", "{\"title\":\"Sơn La\"}").status()).isEqualTo(201);
  }

  @AfterAll
  static void stop() {
    api.close();
    other.close();
    postgres.close();
    kafka.close();
    root().detachAppender(LINES);
  }

  private static Logger root() {
    return (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  }

  private static Reply make(OperatorClient by, String name, String scopes, String more) {
    String list =
        List.of(scopes.split(" ")).stream()
            .map(scope -> "\"" + scope + "\"")
            .collect(Collectors.joining(","));
    return by.post(
        "/v1/keys",
        "{\"name\":\"%s\",\"owner\":\"Office 7\",\"scopes\":[%s]%s}"
            .formatted(name, list, more.isEmpty() ? "" : "," + more));
  }

  private static JsonNode made(String name, String scopes, String more) {
    Reply reply = make(admin, name, scopes, more);
    assertThat(reply.status()).as(reply.response().body()).isEqualTo(201);
    return reply.json();
  }

  private static OperatorClient holder(RunningApi of, JsonNode key) {
    return new OperatorClient(of, key.path("key").asString(""));
  }

  private static void awaitStatus(OperatorClient holder, int status) {
    Awaitility.await()
        .atMost(LIMIT)
        .untilAsserted(() -> assertThat(holder.get("/v1/event-types").status()).isEqualTo(status));
  }

  @Test
  void aKeyIsMadeUsedRotatedAndRevokedOnAllInstances() {
    JsonNode key = made("portal", "events:write event-types:read", "");
    String path = "/v1/keys/" + key.path("id").asString("");

    assertThat(key.path("key").asString("")).startsWith(key.path("prefix").asString("") + "_");
    assertThat(holder(api, key).get("/v1/event-types").status()).isEqualTo(200);
    awaitStatus(holder(other, key), 200);
    assertThat(holder(api, key).event(Sample.card("made")).status()).isEqualTo(202);
    assertThat(holder(api, key).get("/v1/routes").code()).isEqualTo("missing-scope");

    JsonNode rotated = admin.post(path + "/rotate", "{\"formerValidFor\":\"PT1H\"}").json();
    assertThat(holder(api, rotated).get("/v1/event-types").status()).isEqualTo(200);
    assertThat(holder(api, key).get("/v1/event-types").status()).as("former").isEqualTo(200);
    awaitStatus(holder(other, rotated), 200);
    assertThat(rotated.path("formerEndsAt").isString()).isTrue();
    assertThat(admin.post(path + "/rotate", "").code()).isEqualTo("former-secret-valid");
    JsonNode again =
        admin.post(path + "/rotate", "{\"formerValidFor\":\"PT0S\",\"force\":true}").json();
    for (JsonNode former : List.of(key, rotated)) {
      assertThat(holder(api, former).get("/v1/event-types").status()).isEqualTo(401);
      awaitStatus(holder(other, former), 401);
    }

    assertThat(admin.post(path + "/revoke", "{\"reason\":\"x\"}").status()).isEqualTo(422);
    assertThat(holder(api, again).get("/v1/event-types").status()).as("not revoked").isEqualTo(200);
    long revokedAt = System.nanoTime();
    assertThat(admin.post(path + "/revoke", "").json().path("revokedBy").asString(""))
        .isEqualTo("api");
    assertThat(holder(api, again).get("/v1/event-types").status()).isEqualTo(401);
    awaitStatus(holder(other, again), 401);
    LOG.warn(
        "The other instance refused the revoked key after {} ms",
        Duration.ofNanos(System.nanoTime() - revokedAt).toMillis());
    assertThat(admin.post(path + "/revoke", "").status()).as("again").isEqualTo(200);
    assertThat(admin.post(path + "/rotate", "").code()).isEqualTo("key-revoked");
    assertThat(admin.patch(path, "{\"owner\":\"x\"}", "").code()).isEqualTo("key-revoked");
  }

  @Test
  void withoutPostgresKeysAreAcceptedAndNotChanged() {
    JsonNode key = made("offline", "events:write event-types:write", "");
    String path = "/v1/keys/" + key.path("id").asString("");
    awaitStatus(holder(other, key), 200);
    postgres.interrupt();
    try {
      for (RunningApi each : List.of(api, other)) {
        assertThat(holder(each, key).event(Sample.card("offline")).status()).isEqualTo(202);
      }
      assertThat(admin.post(path + "/revoke", "").code()).isEqualTo("store-unavailable");
      assertThat(admin.post(path + "/rotate", "").status()).isEqualTo(503);
      assertThat(make(admin, "none", "events:write", "").status()).isEqualTo(503);
    } finally {
      postgres.restore();
    }
    Awaitility.await()
        .atMost(LIMIT)
        .untilAsserted(() -> assertThat(admin.post(path + "/revoke", "").status()).isEqualTo(200));
    awaitStatus(holder(other, key), 401);
  }

  @Test
  void aKeyOfANetworkIsRefusedFromElsewhere() {
    JsonNode inside =
        made("inside", "event-types:read", "\"permissions\":{\"networks\":[\"127.0.0.0/8\"]}");
    JsonNode outside =
        made("outside", "event-types:read", "\"permissions\":{\"networks\":[\"203.0.113.0/24\"]}");

    assertThat(holder(api, inside).get("/v1/event-types").status()).isEqualTo(200);
    Reply refused = holder(api, outside).get("/v1/event-types");
    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.code()).isEqualTo("network-not-allowed");
    HttpRequest.Builder forwarded =
        HttpRequest.newBuilder(api.request("/v1/event-types").build().uri())
            .header("Authorization", "Bearer " + outside.path("key").asString(""))
            .header("X-Forwarded-For", "203.0.113.7");
    assertThat(api.send(forwarded.build()).code()).isEqualTo("network-not-allowed");
  }

  @Test
  void aKeySendsOnlyItsEventTypes() {
    OperatorClient holder =
        holder(
            api,
            made("cards", "events:write", "\"permissions\":{\"eventTypes\":[\"visit.recorded\"]}"));

    Reply refused = holder.event(Sample.card("typed"));
    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.code()).isEqualTo("type-not-allowed");
    Reply batch = holder.batch("[" + Sample.card("t1") + ",{}]");
    assertThat(batch.status()).isEqualTo(422);
    assertThat(batch.json().path("items").get(0).path("code").asString(""))
        .isEqualTo("type-not-allowed");
    assertThat(
            holder(
                    api,
                    made(
                        "service",
                        "events:write",
                        "\"permissions\":{\"categories\":[\"SERVICE\"]}"))
                .event(Sample.card("typed"))
                .status())
        .isEqualTo(202);
  }

  @Test
  void aKeySendsAsManyEventsAsItMayInADay() {
    JsonNode key = made("daily", "events:write", "\"permissions\":{\"messagesPerDay\":3}");
    OperatorClient holder = holder(api, key);

    Reply batch =
        holder.batch(
            "["
                + Sample.card("d1")
                + ","
                + Sample.card("d2")
                + ","
                + Sample.card("d3")
                + ",{},"
                + Sample.card("d4")
                + "]");
    assertThat(batch.status()).isEqualTo(207);
    assertThat(batch.json().path("accepted").asInt()).isEqualTo(3);
    assertThat(batch.json().path("items").get(4).path("code").asString(""))
        .isEqualTo("daily-limit-reached");
    Reply refused = holder.event(Sample.card("d5"));
    assertThat(refused.status()).isEqualTo(429);
    assertThat(refused.code()).isEqualTo("daily-limit-reached");
    assertThat(Long.parseLong(refused.header("Retry-After"))).isBetween(3L, 86_401L);
    OperatorClient elsewhere = holder(other, key);
    Awaitility.await()
        .atMost(LIMIT)
        .untilAsserted(() -> assertThat(elsewhere.event("{}").status()).isEqualTo(400));
    // Until the other instance has read the count, it accepts up to the limit.
    Awaitility.await()
        .atMost(LIMIT)
        .untilAsserted(() ->
            assertThat(elsewhere.event(Sample.card("d6")).code()).isEqualTo("daily-limit-reached"));
  }

  @Test
  void aTeamKeySendsToItsNumbersOnlyAndATestKeyToNobodyWithoutATestRoute() {
    JsonNode team =
        made(
            "team",
            "events:write",
            "\"kind\":\"team\",\"permissions\":{\"teamNumbers\":[\"01691234567\"]}");
    assertThat(holder(api, team).event(Sample.card("listed")).status()).isEqualTo(202);
    Reply refused = holder(api, team).event(Sample.card("other", "01691234567", "0912345678"));
    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.code()).isEqualTo("number-not-in-team");
    JsonNode test = made("test", "events:write", "\"kind\":\"test\"");
    assertThat(holder(api, test).event(Sample.card("test")).code()).isEqualTo("no-test-route");
  }

  @Test
  void nobodyMakesOrTakesAKeyWithMoreScopes() {
    OperatorClient small = new OperatorClient(api, SMALL_MANAGER);
    Reply refused = make(small, "more", "events:write templates:read", "");
    assertThat(refused.code()).isEqualTo("scope-not-held");
    assertThat(refused.json().path("detail").asString("")).contains("You lack events:write");
    assertThat(make(small, "less", "templates:read", "").status()).isEqualTo(201);

    String path = "/v1/keys/" + made("big", "events:write", "").path("id").asString("");
    assertThat(small.post(path + "/rotate", "").code()).isEqualTo("scope-not-held");
    assertThat(small.patch(path, "{\"owner\":\"x\"}", "").code()).isEqualTo("scope-not-held");
    assertThat(small.get(path).status()).isEqualTo(200);
    assertThat(small.post(path + "/revoke", "").status()).as("less is allowed").isEqualTo(200);
  }

  @Test
  void nobodyGetsRidOfTheLimitsOfTheOwnKey() {
    String end = Instant.now().plusSeconds(86_400).truncatedTo(ChronoUnit.SECONDS).toString();
    String later = Instant.now().plusSeconds(90_000).truncatedTo(ChronoUnit.SECONDS).toString();
    String limits =
        "\"expiresAt\":\""
            + end
            + "\",\"permissions\":{\"networks\":[\"127.0.0.0/8\"],\"requestsPerSecond\":1000}";
    JsonNode manager = made("manager", "keys:manage events:write", limits);
    OperatorClient holder = holder(api, manager);
    String own = "/v1/keys/" + manager.path("id").asString("");

    Reply free = make(holder, "free", "events:write", "\"expiresAt\":\"" + later + "\"");
    assertThat(free.json().path("errors"))
        .extracting(error -> error.path("pointer").asString(""))
        .containsExactlyInAnyOrder(
            "/expiresAt", "/permissions/networks", "/permissions/requestsPerSecond");
    assertThat(holder.patch(own, "{\"expiresAt\":\"" + later + "\"}", "").status()).isEqualTo(422);
    assertThat(holder.patch(own, "{\"permissions\":null}", "").status()).isEqualTo(422);
    String wider = "/v1/keys/" + made("wider", "events:write", "").path("id").asString("");
    assertThat(holder.post(wider + "/rotate", "").code()).isEqualTo("scope-not-held");
    String more = "{\"scopes\":[\"events:write\",\"keys:manage\"]}";
    assertThat(holder.patch(wider, more, "").status()).isEqualTo(422);
    Reply less =
        make(
            holder,
            "less",
            "events:write",
            "\"permissions\":{\"networks\":[\"127.0.0.1\"],\"requestsPerSecond\":1000}");
    assertThat(less.status()).as(less.response().body()).isEqualTo(201);
    assertThat(Instant.parse(less.json().path("expiresAt").asString("")))
        .isEqualTo(Instant.parse(end));

    assertThat(holder.post(own + "/rotate", "").status()).isEqualTo(200);
    assertThat(holder.get("/v1/keys").code()).as("former secret").isEqualTo("missing-scope");
  }

  @Test
  void aTenantSeesItsOwnKeysOnly() {
    OperatorClient clinics = new OperatorClient(api, CLINIC_MANAGER);
    String national = "/v1/keys/" + made("national", "events:write", "").path("id").asString("");
    Reply own = make(clinics, "clinic-7", "events:write", "");
    assertThat(own.json().path("tenant").asString("")).isEqualTo("son-la");
    String ownPath = "/v1/keys/" + own.json().path("id").asString("");

    assertThat(clinics.get(national).code()).isEqualTo("key-not-found");
    assertThat(clinics.post(national + "/revoke", "").code()).isEqualTo("key-not-found");
    assertThat(clinics.post(national + "/rotate", "").status()).isEqualTo(404);
    assertThat(clinics.patch(national, "{}", "").status()).isEqualTo(404);
    assertThat(clinics.get("/v1/keys?limit=1000").json().path("keys"))
        .isNotEmpty()
        .allMatch(key -> key.path("tenant").asString("").equals("son-la"));
    assertThat(make(clinics, "x", "events:write", "\"tenant\":\"default\"").code())
        .isEqualTo("invalid-key");
    assertThat(clinics.get("/v1/tenants").code()).isEqualTo("default-tenant-only");
    assertThat(clinics.put("/v1/tenants/hue", "{\"title\":\"Huế\"}").status()).isEqualTo(403);
    assertThat(admin.get(ownPath).status()).isEqualTo(200);
    assertThat(new OperatorClient(api, SMALL_MANAGER).get(ownPath).status()).isEqualTo(404);
    assertThat(make(admin, "x", "tenants:manage", "\"tenant\":\"son-la\"").status()).isEqualTo(422);
  }

  @Test
  void theKeysOfASuspendedTenantAreRefused() {
    admin.put("/v1/tenants/hue", "{\"title\":\"Huế\"}");
    JsonNode key = made("hue", "event-types:read", "\"tenant\":\"hue\"");
    assertThat(holder(api, key).get("/v1/event-types").status()).isEqualTo(200);

    Reply suspended = admin.put("/v1/tenants/hue", "{\"title\":\"Huế\",\"suspended\":true}");
    assertThat(suspended.status()).isEqualTo(200);
    assertThat(suspended.header("ETag")).isEqualTo("\"2\"");
    assertThat(holder(api, key).get("/v1/event-types").code()).isEqualTo("tenant-suspended");
    awaitStatus(holder(other, key), 403);
    assertThat(
            admin.put("/v1/tenants/hue", "application/json", "{\"title\":\"x\"}", "\"1\"").code())
        .isEqualTo("tenant-version-mismatch");
    assertThat(admin.put("/v1/tenants/default", "{\"title\":\"N\",\"suspended\":true}").code())
        .isEqualTo("invalid-tenant");
    assertThat(admin.put("/v1/tenants/H~x", "{\"title\":\"x\"}").code())
        .isEqualTo("invalid-tenant");
    assertThat(admin.get("/v1/tenants/none").code()).isEqualTo("tenant-not-found");
  }

  @Test
  void aChangeIsAMergePatch() {
    JsonNode key =
        made(
            "patched",
            "events:write event-types:read",
            """
            "kind":"team","permissions":{"eventTypes":["card.*"],"teamNumbers":["0912345678"],
             "messagesPerDay":5}\
            """);
    String path = "/v1/keys/" + key.path("id").asString("");
    assertThat(key.path("permissions").path("teamNumbers").asInt()).isEqualTo(1);

    JsonNode changed =
        admin
            .patch(
                path, "{\"owner\":\"Office 8\",\"permissions\":{\"messagesPerDay\":null}}", "\"1\"")
            .json();

    assertThat(changed.path("version").asInt()).isEqualTo(2);
    assertThat(changed.path("owner").asString("")).isEqualTo("Office 8");
    assertThat(changed.path("permissions").path("messagesPerDay").isNull()).isTrue();
    assertThat(changed.path("permissions").path("eventTypes").size()).isEqualTo(1);
    assertThat(changed.path("permissions").path("teamNumbers").asInt()).isEqualTo(1);
    assertThat(changed.path("expiresAt")).isEqualTo(key.path("expiresAt"));
    assertThat(admin.patch(path, "{}", "").header("ETag")).isEqualTo("\"2\"");
    assertThat(admin.patch(path, "{\"owner\":\"x\"}", "\"1\"").code())
        .isEqualTo("key-version-mismatch");
    assertThat(admin.patch(path, "{\"kind\":\"live\"}", "").code()).isEqualTo("invalid-key");
    assertThat(admin.patch(path, "{\"name\":\"renamed\"}", "").code()).isEqualTo("invalid-key");
    assertThat(make(admin, "oidc", "events:write", "").code()).isEqualTo("invalid-key");
    assertThat(admin.patch(path, "{\"name\":null}", "").code()).isEqualTo("invalid-key");
    assertThat(admin.patch(path, "{\"scopes\":[\"event-types:read\"]}", "").status())
        .isEqualTo(200);
    assertThat(holder(api, key).event(Sample.card("p")).code()).isEqualTo("missing-scope");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "events:wirte; ; /scopes/0",
        "keys:manage; \"kind\":\"team\",\"permissions\":{\"teamNumbers\":[\"0912345678\"]}; /scopes",
        "keys:manage; \"permissions\":{\"categories\":[\"OTP\"]}; /scopes",
        "routes:operate; \"kind\":\"test\"; /scopes",
        "events:write; \"kind\":\"team\"; /permissions/teamNumbers",
        "events:write; \"permissions\":{\"teamNumbers\":[\"0912345678\"]}; /permissions/teamNumbers",
        "events:write; \"kind\":\"team\",\"permissions\":{\"teamNumbers\":[\"12\"]}; /permissions/teamNumbers/0",
        "events:write; \"permissions\":{\"networks\":[\"10.1.2.3/8\"]}; /permissions/networks/0",
        "events:write; \"permissions\":{\"eventTypes\":[\"*\"]}; /permissions/eventTypes/0",
        "events:write; \"expiresAt\":\"2020-01-01T00:00:00Z\"; /expiresAt",
        "events:write; \"expiresAt\":\"2099-01-01T00:00:00Z\"; /expiresAt",
        "events:write; \"tenant\":\"nowhere\"; /tenant",
        "events:write; \"kind\":\"other\"; /kind",
        "events:write; \"more\":1; /more",
      })
  void anInvalidKeyIsRejected(String scope, String more, String pointer) {
    Reply reply = make(admin, "bad", scope, more == null ? "" : more);

    assertThat(reply.status()).as(reply.response().body()).isEqualTo(422);
    assertThat(reply.json().path("errors"))
        .extracting(error -> error.path("pointer").asString(""))
        .contains(pointer);
  }

  @Test
  void theKeyOfTheConfigurationCanBeSwitchedOff() {
    JsonNode key = made("head", "keys:manage event-types:read", "");
    try (RunningApi without =
        RunningApi.start(
            kafka.bootstrapServers(),
            TestPostgres.url(database, postgres),
            "--notifier.api-key=none")) {
      Awaitility.await()
          .atMost(LIMIT)
          .untilAsserted(() ->
              assertThat(holder(without, key).get("/v1/keys?limit=1").status()).isEqualTo(200));
      for (String wrong : List.of(RunningApi.KEY, "none")) {
        assertThat(new OperatorClient(without, wrong).get("/v1/keys").status()).isEqualTo(401);
      }
    }
  }

  @Test
  void listsHavePages() {
    made("page", "events:write", "");
    made("page", "events:write", "");
    List<String> ids = new ArrayList<>();
    String path = "/v1/keys?limit=1";
    JsonNode page = admin.get(path).json();
    while (!page.path("next").isNull()) {
      ids.add(page.path("keys").get(0).path("id").asString(""));
      page = admin.get(path + "&after=" + page.path("next").asString("")).json();
    }
    assertThat(ids).isSorted().doesNotHaveDuplicates().hasSizeGreaterThanOrEqualTo(1);
    assertThat(admin.get("/v1/tenants").json().path("tenants").size()).isGreaterThanOrEqualTo(2);
  }

  @Test
  void aSecretIsNowhereInClear() {
    JsonNode key =
        made(
            "secret",
            "event-types:read",
            "\"kind\":\"team\",\"permissions\":{\"teamNumbers\":[\"0987654321\"]}");
    String text = key.path("key").asString("");
    String secret = text.substring(text.lastIndexOf('_') + 1);
    String path = "/v1/keys/" + key.path("id").asString("");
    awaitStatus(holder(other, key), 200);

    String responses =
        admin.get(path).response().body()
            + admin.get("/v1/keys").response().body()
            + admin.patch(path, "{\"owner\":\"x\"}", "").response().body();
    assertThat(responses).doesNotContain(secret).doesNotContain("987654321");
    assertThat(LINES.list.stream().map(ILoggingEvent::getFormattedMessage))
        .noneMatch(line -> line.contains(secret));
    try (var pool = TestPostgres.shared().pool(database)) {
      String rows =
          String.join(
              "\n",
              JdbcClient.create(pool)
                  .sql("select k::text from api_keys k")
                  .query(String.class)
                  .list());
      assertThat(rows)
          .contains(key.path("id").asString(""))
          .doesNotContain(secret)
          .doesNotContain("987654321");
    }
    String records =
        kafka.committed(Topics.KEYS).stream()
            .map(record -> new String(record.value(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("\n"));
    assertThat(records)
        .contains(key.path("id").asString(""))
        .doesNotContain(secret)
        .doesNotContain("987654321");
  }
}
