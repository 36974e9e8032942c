package dev.notifier.api.app;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.notifier.api.app.RunningApi.Reply;
import dev.notifier.contracts.RecordJson;
import dev.notifier.contracts.StatusRecord;
import dev.notifier.contracts.StatusRecord.WrongPerson;
import dev.notifier.contracts.Topics;
import dev.notifier.contracts.optouts.OptOutRecord;
import dev.notifier.contracts.origin.MessageSubject;
import dev.notifier.contracts.origin.MessageSubject.Kind;
import dev.notifier.contracts.origin.SubjectDigest;
import dev.notifier.contracts.wire.RecordFormats;
import dev.notifier.numbers.MobileNumber;
import dev.notifier.numbers.RecipientKey;
import dev.notifier.testing.TestKafka;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What numbers say about persons and units is stored, published to the workers, and shown. */
class WrongPersonsIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String PATH = "/v1/wrong-persons";
  private static final String PROVINCE = "key-of-a-province-with-all-scopes-0123456";
  private static final String WATCHER = "key-of-a-clerk-who-reads-opt-outs-0123456";
  private static final RecipientKey NUMBERS =
      new RecipientKey(RunningApi.PRIVACY_KEY.getBytes(StandardCharsets.UTF_8));
  private static final SubjectDigest SUBJECTS = SubjectDigest.of(RunningApi.PRIVACY_KEY);

  private static TestKafka kafka;
  private static RunningApi api;
  private static OperatorClient admin;
  private static OperatorClient watcher;
  private static OperatorClient province;

  @BeforeAll
  static void start() throws Exception {
    kafka = TestKafka.fresh();
    kafka.createTopic(Topics.STATUSES, Topics.STATUS_PARTITIONS, Map.of());
    api =
        RunningApi.start(
            kafka.bootstrapServers(),
            RunningApi.newStoreUrl(),
            "--notifier.operators.watcher.key=" + WATCHER,
            "--notifier.operators.watcher.scopes=opt-outs:read",
            "--notifier.operators.province.key=" + PROVINCE,
            "--notifier.operators.province.tenant=cao-bang");
    admin = new OperatorClient(api, RunningApi.KEY);
    watcher = new OperatorClient(api, WATCHER);
    province = new OperatorClient(api, PROVINCE);
  }

  @AfterAll
  static void stop() {
    api.close();
    kafka.close();
  }

  @Test
  void aStatementIsStoredPublishedShownAndWithdrawn() {
    String number = "0391000001";
    ok(admin.post(PATH, about(number, "\"personRef\":\"P-17\"", "2026-11-01T08:00:00Z")));
    ok(admin.post(PATH, about(number, "\"unitCode\":\"QW18013\"", "2026-11-01T08:00:00Z")));

    long person = MessageSubject.digest(SUBJECTS, "default", Kind.PERSON, "P-17");
    long unit = MessageSubject.digest(SUBJECTS, "default", Kind.UNIT, "QW18013");
    await()
        .atMost(LIMIT)
        .untilAsserted(() ->
            assertThat(requireNonNull(published(number).excluded()).get("default"))
                .containsExactlyInAnyOrder(person, unit));
    JsonNode found = search(admin, "\"phone\":\"" + number + "\"");
    assertThat(found).hasSize(2);
    JsonNode byPerson = search(admin, "\"personRef\":\"P-17\"").path(0);
    assertThat(byPerson.path("phone").asString()).isEqualTo("+84391000001");
    assertThat(byPerson.path("personRef").asString()).isEqualTo("P-17");
    assertThat(byPerson.path("unitCode").isNull()).isTrue();
    assertThat(byPerson.path("note").asString()).isEqualTo("not me");
    assertThat(search(admin, "\"unitCode\":\"QW18013\"")).hasSize(1);
    String id = byPerson.path("statementId").asString();
    JsonNode masked = search(watcher, "\"statementId\":\"" + id + "\"").path(0);
    assertThat(masked.toString()).doesNotContain("391000001", "P-17", "not me");
    assertThat(search(province, "\"statementId\":\"" + id + "\"")).isEmpty();
    assertThat(search(province, "\"phone\":\"" + number + "\"")).isEmpty();
    assertThat(
            watcher.post(PATH, about(number, "\"personRef\":\"P\"", "2026-11-01T08:00:00Z")).code())
        .isEqualTo("missing-scope");

    ok(
        admin.post(
            PATH + "/withdraw", about(number, "\"personRef\":\"P-17\"", "2026-11-02T08:00:00Z")));

    await()
        .atMost(LIMIT)
        .untilAsserted(() ->
            assertThat(published(number).included()).isEqualTo(Map.of("default", List.of(person))));
    assertThat(published(number).excluded()).isEqualTo(Map.of("default", List.of(unit)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"wrongPersons\":[]}",
        "{\"wrongPersons\":[{\"phone\":\"0391000004\",\"channel\":\"a\"}]}",
        "{\"wrongPersons\":[{\"phone\":\"0391000004\",\"channel\":\"a\",\"personRef\":\"p\",\"unitCode\":\"u\"}]}",
        "{\"wrongPersons\":[{\"phone\":\"12\",\"channel\":\"a\",\"personRef\":\"p\"}]}"
      })
  void whatIsWrongIsNotRecorded(String body) {
    Reply reply = admin.post(PATH, body);

    assertThat(reply.status()).as(reply.response().body()).isBetween(400, 422);
    assertThat(reply.response().body()).doesNotContain("0391000004");
    assertThat(
            admin.post(PATH + "/search", "{\"phone\":\"0391000004\",\"personRef\":\"p\"}").code())
        .isEqualTo("invalid-parameter");
  }

  @Test
  void anErasureKeepsTheDigests() {
    String number = "0391000005";
    ok(admin.post(PATH, about(number, "\"personRef\":\"P-5\"", "2026-11-01T08:00:00Z")));

    ok(admin.post("/v1/people/erase", "{\"phone\":\"" + number + "\"}"));
    ok(admin.post("/v1/people/erase", "{\"personRef\":\"P-5\"}"));

    JsonNode statement = search(admin, "\"phone\":\"" + number + "\"").path(0);
    assertThat(statement.path("phone").isNull()).isTrue();
    assertThat(statement.path("personRef").isNull()).isTrue();
    assertThat(statement.path("note").isNull()).isTrue();
    assertThat(statement.path("excluded").asBoolean()).isTrue();
  }

  @Test
  void aStatementHasAPlaceInTheFeed() throws Exception {
    WrongPerson wrong =
        new WrongPerson(
            new UUID(7, 7), Kind.UNIT, true, null, Instant.parse("2026-12-01T01:00:00Z"));
    kafka.send(
        List.of(
            new ProducerRecord<>(
                Topics.STATUSES,
                "default".getBytes(StandardCharsets.UTF_8),
                RecordFormats.STATUSES.encode(StatusRecord.of("default", wrong)))));

    JsonNode event = admin.get("/v1/statuses?include=personal").json().path(0);

    assertThat(event.path("type").asString()).isEqualTo("notification.recipient.wrong.v1");
    assertThat(event.path("subject").asString()).isEqualTo(new UUID(7, 7).toString());
    assertThat(event.at("/data/kind").asString()).isEqualTo("unit");
    assertThat(event.at("/data/excluded").asBoolean()).isTrue();
    assertThat(province.get("/v1/statuses").json()).isEmpty();
  }

  private static String about(String phone, String subject, String at) {
    return "{\"wrongPersons\":[{\"phone\":\"%s\",%s,\"channel\":\"hotline\",\"at\":\"%s\",\"note\":\"not me\"}]}"
        .formatted(phone, subject, at);
  }

  private static void ok(Reply reply) {
    assertThat(reply.status()).as(reply.response().body()).isEqualTo(200);
  }

  private static JsonNode search(OperatorClient client, String field) {
    Reply reply = client.post(PATH + "/search", "{" + field + "}");
    ok(reply);
    return reply.json().path("statements");
  }

  /** The newest record of a number. */
  private static OptOutRecord published(String phone) {
    String key = NUMBERS.of(new MobileNumber("+84" + phone.substring(1)));
    return kafka.committed(Topics.OPT_OUTS).stream()
        .filter(each -> new String(each.key(), StandardCharsets.US_ASCII).equals(key))
        .map(each -> RecordJson.read(each.value(), OptOutRecord.class))
        .reduce((_, last) -> last)
        .orElseThrow(AssertionError::new);
  }
}
