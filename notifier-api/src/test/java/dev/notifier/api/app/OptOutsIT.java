package dev.notifier.api.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.notifier.api.app.RunningApi.Reply;
import dev.notifier.contracts.RecordJson;
import dev.notifier.contracts.Topics;
import dev.notifier.contracts.optouts.OptOutRecord;
import dev.notifier.numbers.MobileNumber;
import dev.notifier.numbers.RecipientKey;
import dev.notifier.testing.TestKafka;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;

/** Opt-outs are stored with their evidence, published, and shown. */
class OptOutsIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String PATH = "/v1/opt-outs";
  private static final String PROVINCE = "key-of-a-province-with-all-scopes-0123456";
  private static final String CLERK = "key-of-a-clerk-who-records-opt-outs-01234";
  private static final String WATCHER = "key-of-a-clerk-who-reads-opt-outs-0123456";
  private static final RecipientKey NUMBERS =
      new RecipientKey(RunningApi.PRIVACY_KEY.getBytes(StandardCharsets.UTF_8));

  private static TestKafka kafka;
  private static JdbcTemplate jdbc;
  private static RunningApi api;
  private static OperatorClient admin;
  private static OperatorClient clerk;
  private static OperatorClient watcher;
  private static OperatorClient province;

  @BeforeAll
  static void start() {
    ApiWithStore store = ApiWithStore.shared();
    kafka = store.kafka();
    jdbc = store.jdbc();
    api =
        store.start(
            "--notifier.operators.clerk.key=" + CLERK,
            "--notifier.operators.clerk.scopes=opt-outs:write",
            "--notifier.operators.watcher.key=" + WATCHER,
            "--notifier.operators.watcher.scopes=opt-outs:read",
            "--notifier.operators.province.key=" + PROVINCE,
            "--notifier.operators.province.tenant=cao-bang");
    admin = new OperatorClient(api, RunningApi.KEY);
    clerk = new OperatorClient(api, CLERK);
    watcher = new OperatorClient(api, WATCHER);
    province = new OperatorClient(api, PROVINCE);
    await()
        .atMost(LIMIT)
        .until(() -> admin.put("/v1/tenants/cao-bang", "{\"title\":\"Cao Bằng\"}").status() < 300);
  }

  @Test
  void anOptOutIsStoredPublishedAndShown() {
    String number = "0391000001";
    Reply reply =
        clerk.post(
            PATH,
            """
            {"optOuts": [{"phone": "0391000001", "purposes": ["GENERAL_INFO", "ADVERTISING"],
              "channel": "hotline", "at": "2026-11-01T08:00:00+07:00", "note": "no more, please"}]}
            """);

    assertThat(reply.status()).as(reply.response().body()).isEqualTo(200);
    assertThat(reply.json().path("recorded").asInt()).isEqualTo(2);
    awaitState(number, "{default=6}");
    JsonNode found = search(admin, number);
    assertThat(found.path("optedOut").toString()).isEqualTo("[\"GENERAL_INFO\",\"ADVERTISING\"]");
    assertThat(found.path("optedOutOfAllTenants")).isEmpty();
    JsonNode statement = found.path("statements").path(0);
    assertThat(statement.path("note").asString()).isEqualTo("no more, please");
    assertThat(statement.path("at").asString()).isEqualTo("2026-11-01T01:00:00Z");
    assertThat(statement.path("enteredBy").asString()).isEqualTo("clerk");
    assertThat(search(watcher, number).at("/statements/0/note").asString()).isEqualTo("•••");
    assertThat(audited("recordOptOuts")).isPositive();
    assertThat(audited("searchOptOuts")).isPositive();
  }

  @Test
  void theNewestStatementCountsWhateverTheOrder() {
    String number = "0391000002";
    ok(admin.post(PATH, optOut(number, "GENERAL_INFO", "2026-11-01T00:00:00Z")));
    ok(admin.post(PATH + "/withdraw", optOut(number, "GENERAL_INFO", "2026-11-03T00:00:00Z")));
    ok(admin.post(PATH, optOut(number, "GENERAL_INFO", "2026-11-02T00:00:00Z")));

    awaitState(number, "{default=0}");
    assertThat(search(admin, number).path("optedOut")).isEmpty();
    assertThat(search(admin, number).path("statements")).hasSize(3);
    Reply again = admin.post(PATH, optOut(number, "GENERAL_INFO", "2026-11-02T00:00:00Z"));
    assertThat(again.json().path("recorded").asInt()).as("recorded before").isZero();
  }

  @Test
  void anotherTenantFindsNothingAndCannotSpeakForAll() {
    String number = "0391000003";
    ok(admin.post(PATH, optOut(number, "SERVICE", "2026-11-01T00:00:00Z")));

    JsonNode found = search(province, number);
    assertThat(found.path("optedOut")).isEmpty();
    assertThat(found.path("statements")).isEmpty();
    String forAll = forAll(optOut(number, "ADVERTISING", "2026-11-01T00:00:00Z"));
    assertThat(province.post(PATH, forAll).code()).isEqualTo("missing-scope");
    assertThat(clerk.post(PATH, forAll).code()).isEqualTo("missing-scope");
    assertThat(watcher.post(PATH, optOut(number, "SERVICE", "2026-11-01T00:00:00Z")).code())
        .isEqualTo("missing-scope");

    ok(admin.post(PATH, forAll));

    awaitState(number, "{*=4, default=1}");
    found = search(province, number);
    assertThat(found.path("optedOutOfAllTenants").toString()).isEqualTo("[\"ADVERTISING\"]");
    assertThat(found.path("statements")).as("who recorded it").isEmpty();
    ok(province.post(PATH, optOut(number, "GENERAL_INFO", "2026-11-01T00:00:00Z")));
    awaitState(number, "{*=4, cao-bang=2, default=1}");
  }

  @Test
  void oneNumberHasFewStatementsOfADayAndAnOptOutHolds() {
    String number = "0391000019";
    for (int minute = 10; minute < 35; minute++) {
      String at = "2026-11-01T00:" + minute + ":00Z";
      ok(admin.post(PATH, optOut(number, "SERVICE", at)));
      ok(admin.post(PATH + "/withdraw", optOut(number, "SERVICE", at.replace(":00Z", ":30Z"))));
    }
    ok(admin.post(PATH, optOut(number, "SERVICE", "2026-11-01T00:40:00Z")));
    Reply refused =
        admin.post(PATH + "/withdraw", optOut(number, "SERVICE", "2026-11-01T00:41:00Z"));
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.code()).isEqualTo("too-many-statements");
    Reply again = admin.post(PATH, optOut(number, "SERVICE", "2026-11-01T00:42:00Z"));
    assertThat(again.json().path("recorded").asInt()).isZero();
    assertThat(search(admin, number).at("/statements/0/at").asString())
        .isEqualTo("2026-11-01T00:42:00Z");
    ok(province.post(PATH + "/withdraw", optOut(number, "SERVICE", "2026-11-01T00:41:00Z")));
  }

  @Test
  void tenThousandAreOneRequest() {
    String statements =
        IntStream.range(0, 10_000)
            .mapToObj(
                "{\"phone\":\"039200%04d\",\"purposes\":[\"ADVERTISING\"],\"channel\":\"list\"}"
                    ::formatted)
            .collect(Collectors.joining(","));

    Reply reply = admin.post(PATH, "{\"optOuts\":[" + statements + "]}");

    assertThat(reply.status()).as(reply.response().body()).isEqualTo(200);
    assertThat(reply.json().path("recorded").asInt()).isEqualTo(10_000);
    awaitState("0392009999", "{default=4}");
    await()
        .atMost(LIMIT)
        .until(() ->
            Integer.valueOf(0)
                .equals(
                    jdbc.queryForObject("select count(*) from opt_out_changes", Integer.class)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"optOuts\":[]}",
        "{\"optOuts\":[{\"phone\":\"0391000004\",\"purposes\":[\"OTP\"],\"channel\":\"a\"}]}",
        "{\"optOuts\":[{\"phone\":\"0391000004\",\"purposes\":[],\"channel\":\"a\"}]}",
        "{\"optOuts\":[{\"phone\":\"0391000004\",\"purposes\":[\"SERVICE\"]}]}",
        "{\"optOuts\":[{\"phone\":\"0391000004\",\"purposes\":[\"SERVICE\"],\"channel\":\"A B\"}]}",
        "{\"optOuts\":[{\"phone\":\"0391000004\",\"purposes\":[\"SERVICE\"],\"channel\":\"a\",\"at\":\"today\"}]}",
        "{\"optOuts\":[{\"phone\":\"0391000004\",\"purposes\":[\"SERVICE\"],\"channel\":\"a\",\"at\":\"2096-01-01T00:00:00Z\"}]}",
        "{\"optOuts\":[{\"phone\":\"0391000004\",\"purposes\":[\"SERVICE\"],\"channel\":\"a\"},{\"phone\":\"12\",\"purposes\":[\"SERVICE\"],\"channel\":\"a\"}]}"
      })
  void whatIsWrongIsNotRecorded(String body) {
    Reply reply = admin.post(PATH, body);

    assertThat(reply.status()).as(reply.response().body()).isBetween(400, 422);
    assertThat(reply.response().body()).doesNotContain("0391000004");
    assertThat(search(admin, "0391000004").path("statements")).isEmpty();
  }

  @Test
  void aListIsImportedAndItsWrongLinesAreReported() {
    StringBuilder csv = new StringBuilder("phone,purposes,channel,at,note\n");
    for (int i = 0; i < 5_000; i++) {
      csv.append(
          "039300%04d,GENERAL_INFO ADVERTISING,list,2026-11-01T08:00:00+07:00,\"a, b\"\n"
              .formatted(i));
    }
    csv.append("12,ADVERTISING,list,2026-11-01T08:00:00+07:00,\r\n\r\nno values");

    Reply first = importList("text/csv", csv.toString());
    Reply second = importList("text/csv", csv.toString());

    assertThat(first.status()).as(first.response().body()).isEqualTo(200);
    assertThat(first.json().path("lines").asInt()).isEqualTo(5_002);
    assertThat(first.json().path("recorded").asInt()).isEqualTo(10_000);
    assertThat(first.json().path("refused").asInt()).isEqualTo(2);
    assertThat(first.json().at("/errors/0/line").asInt()).isEqualTo(5_002);
    assertThat(first.json().at("/errors/1/line").asInt()).isEqualTo(5_004);
    assertThat(second.json().path("recorded").asInt()).as("again").isZero();
    awaitState("0393004999", "{default=6}");
    assertThat(search(admin, "0393004999").at("/statements/0/note").asString()).isEqualTo("a, b");
    assertThat(audited("importOptOuts")).isEqualTo(4);
  }

  @Test
  void linesOfJsonAreImported() {
    String right =
        "{\"phone\":\"0391000009\",\"purposes\":[\"SERVICE\"],\"channel\":\"list\",\"at\":\"2026-11-01T00:00:00Z\"}";

    Reply reply =
        importList(
            "application/x-ndjson",
            "{\"phone\":\n" + right.replace(",\"at\":\"2026-11-01T00:00:00Z\"", "") + "\n" + right);

    assertThat(reply.json().path("recorded").asInt()).as(reply.toString()).isEqualTo(1);
    assertThat(reply.json().path("refused").asInt()).as("without at, and no JSON").isEqualTo(2);
    awaitState("0391000009", "{default=1}");
    assertThat(importList("text/plain", right).status()).isEqualTo(415);
    assertThat(importList("text/csv", "a,b\n1,2").status()).isEqualTo(400);
  }

  private static Reply importList(String type, String body) {
    return api.send(
        api.request(PATH + "/import")
            .header("Content-Type", type)
            .POST(BodyPublishers.ofString(body))
            .build());
  }

  /** The opt-out stays in force; the number and the note are gone. */
  @Test
  void anErasureKeepsTheOptOut() {
    String number = "0391000005";
    ok(
        admin.post(
            PATH,
            optOut(number, "ADVERTISING", "2026-11-01T00:00:00Z")
                .replace("\"channel\"", "\"note\":\"secret marker\",\"channel\"")));

    ok(admin.post("/v1/people/erase", "{\"phone\":\"" + number + "\"}"));

    assertThat(
            jdbc.queryForList(
                "select e::text from opt_out_events e where e::text like '%marker%' or e::text like"
                    + " '%391000005%'",
                String.class))
        .isEmpty();
    assertThat(search(admin, number).path("optedOut").toString()).isEqualTo("[\"ADVERTISING\"]");
  }

  private static String optOut(String phone, String purpose, String at) {
    return "{\"optOuts\":[{\"phone\":\"%s\",\"purposes\":[\"%s\"],\"channel\":\"hotline\",\"at\":\"%s\"}]}"
        .formatted(phone, purpose, at);
  }

  private static String forAll(String body) {
    return body.replaceFirst("\\{", "{\"allTenants\":true,");
  }

  private static void ok(Reply reply) {
    assertThat(reply.status()).as(reply.response().body()).isEqualTo(200);
  }

  private static JsonNode search(OperatorClient client, String phone) {
    Reply reply = client.post(PATH + "/search", "{\"phone\":\"" + phone + "\"}");
    ok(reply);
    return reply.json();
  }

  private static int audited(String operation) {
    Integer entries =
        jdbc.queryForObject(
            "select count(*) from audit where operation = ?", Integer.class, operation);
    return entries == null ? 0 : entries;
  }

  private static void awaitState(String phone, String scopes) {
    await()
        .atMost(LIMIT)
        .untilAsserted(() -> assertThat(published(phone)).isNotNull().isEqualTo(scopes));
  }

  /** The scopes of the newest record, in their order. */
  private static @Nullable String published(String phone) {
    String key = NUMBERS.of(new MobileNumber("+84" + phone.substring(1)));
    byte[] newest = null;
    for (ConsumerRecord<byte[], byte[]> record : kafka.committed(Topics.OPT_OUTS)) {
      if (new String(record.key(), StandardCharsets.UTF_8).equals(key)) {
        newest = record.value();
      }
    }
    return newest == null
        ? null
        : new TreeMap<>(RecordJson.read(newest, OptOutRecord.class).scopes()).toString();
  }
}
