package dev.notifier.api.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.contracts.EventRecord;
import dev.notifier.contracts.Lane;
import dev.notifier.contracts.Topics;
import dev.notifier.testing.InterruptibleProxy;
import dev.notifier.testing.TestKafka;
import dev.notifier.testing.TestPostgres;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Events that upstream systems write to Kafka, with a real broker and PostgreSQL. */
class EventsInIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final JsonMapper JSON = new JsonMapper();

  /** Each test has clients and events of its own. */
  private static TestKafka kafka;

  private static InterruptibleProxy postgres;
  private static String store;
  private static RunningApi api;
  private static OperatorClient admin;

  @BeforeAll
  static void start() {
    kafka = TestKafka.fresh();
    postgres = TestPostgres.shared().newProxy();
    store = TestPostgres.url(RunningApi.newDatabase(), postgres);
    api = RunningApi.start(kafka.bootstrapServers(), store);
    admin = new OperatorClient(api, RunningApi.KEY);
  }

  /** The next tests use this instance. */
  private static void use(RunningApi started) {
    api = started;
    admin = new OperatorClient(started, RunningApi.KEY);
  }

  @AfterAll
  static void stop() {
    api.close();
    postgres.close();
    kafka.close();
  }

  @Test
  void acceptsBothModesAndSaysWhyOthersAreRefused() throws Exception {
    createKey(admin, "clinic", "\"eventTypes\":[\"card.expiring\",\"no.such\"]");
    awaitTopics("clinic");
    assertThat(admin.event(Sample.card("modes-http")).status()).isEqualTo(202);

    Map<String, ProducerRecord<byte[], byte[]>> invalid = EventsInRecords.invalid();
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>(invalid.values());
    records.add(EventsInRecords.structured("clinic", Sample.card("modes-structured")));
    records.add(EventsInRecords.binary("clinic", "modes-binary", Sample.card("modes-binary")));
    // Copies are accepted, as over HTTP; the plan stage drops them.
    records.add(EventsInRecords.structured("clinic", Sample.card("modes-structured")));
    records.add(EventsInRecords.structured("clinic", Sample.card("modes-http")));
    kafka.send(records);

    Awaitility.await()
        .atMost(LIMIT)
        .untilAsserted(() -> {
          assertThat(accepted("modes-"))
              .containsExactlyInAnyOrder(
                  "default/modes-http",
                  "default/modes-structured",
                  "default/modes-binary",
                  "default/modes-structured",
                  "default/modes-http");
          assertThat(refused("clinic")).hasSize(invalid.size());
        });
    List<String> expected =
        invalid.keySet().stream().map(name -> name.substring(name.indexOf(' ') + 1)).toList();
    assertThat(codes("clinic")).containsExactlyInAnyOrderElementsOf(expected);
    assertThat(refused("clinic"))
        .allSatisfy(each -> {
          assertThat(each.toString()).doesNotContain("1691234567", "Lò Thị Mai", "HC4010");
          assertThat(each.path("topic").asString("")).isEqualTo("notifier.events.in.clinic");
          assertThat(each.path("detail").asString("")).isNotEmpty();
        })
        .anySatisfy(each -> {
          assertThat(each.path("code").asString("")).isEqualTo("type-not-allowed");
          assertThat(each.path("id").asString("")).isEqualTo("not-allowed");
          assertThat(each.path("source").asString("")).isEqualTo("/tst/son-la");
        });
  }

  @Test
  void eventsWaitWhileTheKeyIsRevokedAndContinueWithTheNext() throws Exception {
    String key = createKey(admin, "revoked", "");
    awaitTopics("revoked");
    kafka.send(List.of(EventsInRecords.structured("revoked", Sample.card("revoked-1"))));
    Awaitility.await().atMost(LIMIT).until(() -> accepted("revoked-").size() == 1);
    assertThat(createKeyReply(admin, "revoked", "").json().toString())
        .contains("Another valid key has this topic");

    assertThat(admin.post("/v1/keys/" + key + "/revoke", "{}").status()).isEqualTo(200);
    Awaitility.await()
        .atMost(Duration.ofSeconds(5))
        .until(() -> health(api).path("withoutValidKey").toString().contains("revoked"));
    kafka.send(List.of(EventsInRecords.structured("revoked", Sample.card("revoked-2"))));
    createKey(admin, "other", "");
    awaitTopics("other");
    kafka.send(List.of(EventsInRecords.structured("other", Sample.card("revoked-3"))));
    Awaitility.await().atMost(LIMIT).until(() -> accepted("revoked-").size() == 2);
    assertThat(accepted("revoked-"))
        .containsExactlyInAnyOrder("default/revoked-1", "default/revoked-3");

    createKey(admin, "revoked", "");
    Awaitility.await().atMost(LIMIT).until(() -> accepted("revoked-").size() == 3);
  }

  @Test
  void aTopicBelongsToTheTenantOfItsKey() throws Exception {
    assertThat(admin.put("/v1/tenants/son-la", "{\"title\":\"Sơn La\"}").status()).isLessThan(300);
    assertThat(createKeyReply(admin, "ward", "", "son-la").json().toString())
        .contains("begins with son-la-");
    assertThat(admin.put("/v1/tenants/son", "{\"title\":\"Sơn\"}").status()).isLessThan(300);
    assertThat(createKeyReply(admin, "son-la-clinic", "", "son").json().toString())
        .contains("not with the name of another tenant");
    String key = createKey(admin, "son-la-clinic", "", "son-la");
    awaitTopics("son-la-clinic");
    kafka.send(List.of(EventsInRecords.structured("son-la-clinic", Sample.card("tenant-1"))));
    Awaitility.await().atMost(LIMIT).until(() -> accepted("tenant-").size() == 1);
    assertThat(accepted("tenant-")).containsExactly("son-la/tenant-1");

    assertThat(admin.post("/v1/keys/" + key + "/revoke", "{}").status()).isEqualTo(200);

    assertThat(createKeyReply(admin, "son-la-clinic", "").json().toString())
        .contains("/permissions/kafkaClient");
  }

  @Test
  void anExpiredKeyDoesNotTakeItsTopicBack() {
    Instant end = Instant.now().truncatedTo(ChronoUnit.MILLIS).plusSeconds(3);
    RunningApi.Reply first =
        admin.post(
            "/v1/keys",
            """
            {"name":"expiring","owner":"Office","scopes":["events:write"],"expiresAt":"%s",
             "permissions":{"kafkaClient":"expiring"}}\
            """
                .formatted(end));
    assertThat(first.status()).as(first.toString()).isEqualTo(201);
    Awaitility.await()
        .atMost(LIMIT)
        .until(() -> createKeyReply(admin, "expiring", "").status() == 201);

    RunningApi.Reply extended =
        admin.patch(
            "/v1/keys/" + first.json().path("id").asString(""),
            "{\"expiresAt\":\"" + end.plusSeconds(86_400) + "\"}",
            "");

    assertThat(extended.json().toString()).contains("Another valid key has this topic");
  }

  @Test
  void aKeyLimitsNumbersAndCategories() throws Exception {
    createKey(admin, "codes", "\"categories\":[\"OTP\"]");
    assertThat(
            admin
                .post(
                    "/v1/keys",
                    """
                    {"name":"team","owner":"Office","kind":"team","scopes":["events:write"],
                     "permissions":{"kafkaClient":"team","teamNumbers":["0912345678"]}}\
                    """)
                .status())
        .isEqualTo(201);
    awaitTopics("codes");
    awaitTopics("team");
    kafka.send(
        List.of(
            EventsInRecords.structured("codes", Sample.card("limited-1")),
            EventsInRecords.structured("team", Sample.card("limited-2"))));
    Awaitility.await()
        .atMost(LIMIT)
        .untilAsserted(() -> {
          assertThat(codes("codes")).containsExactly("type-not-allowed");
          assertThat(codes("team")).containsExactly("number-not-in-team");
        });
    assertThat(accepted("limited-")).isEmpty();
  }

  @Test
  void aClientThatReachedItsLimitWaitsAndTheOthersContinue() throws Exception {
    String key = createKey(admin, "slow", "\"messagesPerDay\":1");
    createKey(admin, "fast", "");
    awaitTopics("slow");
    awaitTopics("fast");
    kafka.send(
        List.of(
            EventsInRecords.structured("slow", Sample.card("slow-1")),
            EventsInRecords.structured("slow", Sample.card("slow-2")),
            EventsInRecords.structured("slow", Sample.card("slow-3"))));
    kafka.send(List.of(EventsInRecords.structured("fast", Sample.card("slow-4"))));
    Awaitility.await().atMost(LIMIT).until(() -> accepted("slow-").size() == 2);
    Awaitility.await()
        .atMost(LIMIT)
        .until(() -> health(api).path("waiting").path("slow").toString().contains("limit"));
    Awaitility.await()
        .atMost(LIMIT)
        .untilAsserted(() ->
            assertThat(api.get("/actuator/prometheus").response().body())
                .containsPattern(
                    "notifier_events_in_oldest_age_seconds\\{.*client=\"slow\".*\\} [1-9]"));

    assertThat(
            admin
                .patch("/v1/keys/" + key, "{\"permissions\":{\"messagesPerDay\":100}}", "")
                .status())
        .isEqualTo(200);
    Awaitility.await()
        .atMost(LIMIT)
        .untilAsserted(() ->
            assertThat(accepted("slow-"))
                .containsExactlyInAnyOrder(
                    "default/slow-1", "default/slow-2", "default/slow-3", "default/slow-4"));
    assertThat(refused("slow")).isEmpty();
  }

  @Test
  void eventsWaitForPostgres() throws Exception {
    createKey(admin, "waiting", "");
    awaitTopics("waiting");
    postgres.interrupt();
    try {
      kafka.send(List.of(EventsInRecords.structured("waiting", Sample.card("waiting-1"))));
      Awaitility.await()
          .atMost(LIMIT)
          .until(
              () -> health(api).path("waiting").path("waiting").toString().contains("dependency"));
      assertThat(accepted("waiting-")).isEmpty();
    } finally {
      postgres.restore();
    }

    Awaitility.await()
        .atMost(LIMIT)
        .until(() -> accepted("waiting-").equals(List.of("default/waiting-1")));
    Awaitility.await().atMost(LIMIT).until(() -> admin.get("/v1/keys?limit=1").status() == 200);
  }

  @Test
  void twoInstancesShareTheTopicsAndLoseNothing() throws Exception {
    createKey(admin, "shared", "");
    awaitTopics("shared");
    List<String> expected = new ArrayList<>(send("shared-a"));
    RunningApi second = RunningApi.start(kafka.bootstrapServers(), store);
    RunningApi first = api;
    use(second);
    try (first) {
      Awaitility.await()
          .atMost(LIMIT)
          .pollInterval(Duration.ofSeconds(1))
          .until(() -> {
            expected.addAll(send("shared-b" + expected.size() + "-"));
            return acceptedBy(second) > 0;
          });
    }
    expected.addAll(send("shared-c"));
    Awaitility.await()
        .atMost(LIMIT)
        .untilAsserted(() -> assertThat(accepted("shared-")).containsAll(expected));
    // A rebalance repeats at most the records of a turn, of each partition.
    assertThat(accepted("shared-").size() - expected.size()).isLessThanOrEqualTo(4 * 200);
  }

  @Test
  void eventsWaitForTheNextStart() throws Exception {
    createKey(admin, "restart", "");
    awaitTopics("restart");
    kafka.send(List.of(EventsInRecords.structured("restart", Sample.card("restart-1"))));
    Awaitility.await().atMost(LIMIT).until(() -> accepted("restart-").size() == 1);

    api.close();
    kafka.send(List.of(EventsInRecords.structured("restart", Sample.card("restart-2"))));
    use(RunningApi.start(kafka.bootstrapServers(), store));

    Awaitility.await()
        .atMost(LIMIT)
        .untilAsserted(() ->
            assertThat(accepted("restart-"))
                .containsExactlyInAnyOrder("default/restart-1", "default/restart-2"));
  }

  private static double acceptedBy(RunningApi api) {
    return api.get("/actuator/prometheus")
        .response()
        .body()
        .lines()
        .filter(line ->
            line.startsWith("notifier_events_in_records_total")
                && line.contains("outcome=\"accepted\""))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  private static List<String> send(String prefix) throws Exception {
    List<String> ids = new ArrayList<>();
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      ids.add("default/" + prefix + i);
      records.add(EventsInRecords.structured("shared", Sample.card(prefix + i)));
    }
    kafka.send(records);
    return ids;
  }

  private static String createKey(OperatorClient admin, String client, String permissions) {
    return createKey(admin, client, permissions, "default");
  }

  private static String createKey(
      OperatorClient admin, String client, String permissions, String tenant) {
    return createKeyReply(admin, client, permissions, tenant).json().path("id").asString("");
  }

  private static RunningApi.Reply createKeyReply(
      OperatorClient admin, String client, String permissions) {
    return createKeyReply(admin, client, permissions, "default");
  }

  private static RunningApi.Reply createKeyReply(
      OperatorClient admin, String client, String permissions, String tenant) {
    return admin.post(
        "/v1/keys",
        """
        {"name":"%s","owner":"Office","scopes":["events:write"],"tenant":"%s",
         "permissions":{"kafkaClient":"%s"%s}}\
        """
            .formatted(client, tenant, client, permissions.isEmpty() ? "" : "," + permissions));
  }

  private static void awaitTopics(String client) {
    Awaitility.await()
        .atMost(LIMIT)
        .until(() ->
            kafka
                .admin()
                .listTopics()
                .names()
                .get()
                .containsAll(List.of(Topics.eventsIn(client), Topics.eventsRefused(client))));
  }

  /** Tenant and id of each accepted event whose id begins so. */
  private static List<String> accepted(String prefix) {
    return kafka
        .committed(Stream.of(Lane.values()).map(Topics::events).toArray(String[]::new))
        .stream()
        .map(record -> EventRecord.FORMAT.read(record.value()))
        .filter(event -> event.id().startsWith(prefix))
        .map(event -> event.tenant() + "/" + event.id())
        .collect(Collectors.toList());
  }

  private static List<JsonNode> refused(String client) {
    return kafka.committed(Topics.eventsRefused(client)).stream()
        .map(record -> JSON.readTree(record.value()))
        .toList();
  }

  private static List<String> codes(String client) {
    return refused(client).stream().map(each -> each.path("code").asString("")).toList();
  }

  private static JsonNode health(RunningApi api) {
    return api.get("/actuator/health").json().path("components").path("eventsIn").path("details");
  }
}
