package dev.notifier.api.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.api.app.RunningApi.Reply;
import dev.notifier.contracts.EventRecord;
import dev.notifier.contracts.Lane;
import dev.notifier.contracts.Topics;
import dev.notifier.numbers.RecipientKey;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** The directory is written, loaded and searched. */
class RecipientsIT {
  private static final String OTHER = "key-of-another-tenant-of-this-test-00003";
  private static final String WRITER = "key-that-may-write-the-directory-only-0001";
  private static final String MASKED = "key-that-may-see-no-personal-data-000001";
  private static final String FIRST = "+84861234501";
  private static final String SECOND = "+84861234502";
  private static final String VIETTEL =
      "\"carrier\":{\"name\":\"viettel\",\"learnedFrom\":\"prefix\",\"since\":null},"
          + "\"consent\":{\"ADVERTISING\":null},";

  private static ApiWithStore store;
  private static RunningApi api;
  private static OperatorClient caller;
  private static OperatorClient other;

  @BeforeAll
  static void start() {
    store = ApiWithStore.shared();
    api =
        store.start(
            "--notifier.operators.other.key=" + OTHER,
            "--notifier.operators.other.tenant=other",
            "--notifier.operators.writer.key=" + WRITER,
            "--notifier.operators.writer.scopes=directory:write",
            "--notifier.operators.masked.key=" + MASKED,
            "--notifier.operators.masked.scopes=people:read");
    caller = new OperatorClient(api, RunningApi.KEY);
    other = new OperatorClient(api, OTHER);
  }

  @AfterAll
  static void stop() {
    store.close();
  }

  private static String person(String reference, String phones) {
    return "{\"personRef\":\"%s\",\"phones\":[%s]}".formatted(reference, phones);
  }

  private static String outcome(Reply reply) {
    assertThat(reply.status()).as(reply.toString()).isBetween(200, 201);
    return reply.status() + " " + reply.json().path("outcome").asString();
  }

  private static JsonNode search(OperatorClient of, String body) {
    Reply reply = of.post("/v1/recipients/search", body);
    assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
    return reply.json();
  }

  private static Reply load(String key, String lines) {
    return api.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + api.port() + "/v1/recipients/load"))
            .header("Authorization", "Bearer " + key)
            .header("Content-Type", "application/x-ndjson")
            .POST(BodyPublishers.ofString(lines))
            .build());
  }

  @Test
  void aPersonIsStoredReplacedFoundAndRemoved() {
    String stored =
        """
        {"personRef":"A-1","phones":["0861 234 501","+84 86 123 4502","0861234501"],
         "locale":"en","kind":"WORKER","livingArea":"K2","changedAt":"2026-11-01T00:00:00Z"}
        """;
    assertThat(outcome(caller.put("/v1/recipients", stored))).isEqualTo("201 created");
    assertThat(outcome(caller.put("/v1/recipients", stored))).isEqualTo("200 unchanged");

    JsonNode found = search(caller, "{\"personRef\":\"A-1\"}").at("/recipients/0");
    assertThat(found.path("phones").valueStream().map(phone -> phone.path("phone").asString()))
        .containsExactly(FIRST, SECOND);
    assertThat(found.at("/phones/0/preferred").asBoolean()).isTrue();
    assertThat(found.at("/phones/1/preferred").asBoolean()).isFalse();
    assertThat(found.path("locale").asString()).isEqualTo("en");
    assertThat(found.path("kind").asString()).isEqualTo("WORKER");
    assertThat(found.path("livingArea").asString()).isEqualTo("K2");

    String older =
        person("A-1", "\"" + SECOND + "\"")
            .replace("}", ",\"changedAt\":\"2026-10-01T00:00:00Z\"}");
    assertThat(outcome(caller.put("/v1/recipients", older))).isEqualTo("200 unchanged");
    assertThat(outcome(caller.put("/v1/recipients", person("A-1", "\"" + SECOND + "\""))))
        .isEqualTo("200 changed");
    assertThat(search(caller, "{\"personRef\":\"A-1\"}").at("/recipients/0/phones").size())
        .isEqualTo(1);

    String removal = "{\"personRef\":\"A-1\"}";
    assertThat(outcome(caller.post("/v1/recipients/delete", removal))).isEqualTo("200 deleted");
    assertThat(outcome(caller.post("/v1/recipients/delete", removal))).isEqualTo("200 unchanged");
    assertThat(search(caller, removal).path("recipients")).isEmpty();
  }

  @Test
  void whoSharesANumberIsFound() {
    caller.put("/v1/recipients", person("B-1", "\"0861234511\",\"0861234512\""));
    caller.put("/v1/recipients", person("B-2", "\"0861234512\""));

    JsonNode found = search(caller, "{\"phone\":\"0861 234 512\"}");
    assertThat(found.path("more").asBoolean()).isFalse();
    assertThat(
            found
                .path("recipients")
                .valueStream()
                .map(each -> each.path("personRef").asString() + each.path("phones")))
        .containsExactly(
            "B-1[{\"phone\":\"+84861234511\",\"preferred\":true,"
                + VIETTEL
                + "\"sharedBy\":1},"
                + "{\"phone\":\"+84861234512\",\"preferred\":false,"
                + VIETTEL
                + "\"sharedBy\":2}]",
            "B-2[{\"phone\":\"+84861234512\",\"preferred\":true," + VIETTEL + "\"sharedBy\":2}]");
    JsonNode page = search(caller, "{\"phone\":\"0861234512\",\"limit\":1}");
    assertThat(page.path("recipients").size()).isEqualTo(1);
    assertThat(page.path("more").asBoolean()).isTrue();
  }

  @Test
  void withoutTheScopePersonalDataIsMaskedAndEachLookUpIsInTheAudit() {
    caller.put("/v1/recipients", person("C-1", "\"0861234521\""));
    OperatorClient masked = new OperatorClient(api, MASKED);
    assertThat(search(masked, "{\"personRef\":\"C-1\"}").toString())
        .contains("C-1", "***")
        .doesNotContain("861234521");
    assertThat(search(masked, "{\"phone\":\"0861234521\"}").toString())
        .doesNotContain("861234521", "C-1");
    assertThat(masked.put("/v1/recipients", person("C-2", "\"0861234521\"")).status())
        .isEqualTo(403);
    assertThat(
            store
                .jdbc()
                .queryForObject(
                    "select count(*) from audit where operation = 'searchRecipients'"
                        + " and actor = 'masked'",
                    Integer.class))
        .isEqualTo(2);
  }

  @Test
  void aTenantFindsItsOwnPersonsOnly() {
    caller.put("/v1/recipients", person("D-1", "\"0861234531\""));
    String reference = "{\"personRef\":\"D-1\"}";
    assertThat(search(other, reference).path("recipients")).isEmpty();
    assertThat(search(other, "{\"phone\":\"0861234531\"}").path("recipients")).isEmpty();
    assertThat(outcome(other.post("/v1/recipients/delete", reference))).isEqualTo("200 unchanged");
    assertThat(outcome(other.put("/v1/recipients", person("D-1", "\"0861234532\""))))
        .isEqualTo("201 created");
    assertThat(load(OTHER, person("D-2", "\"0861234531\"")).json().path("created").asInt())
        .isEqualTo(1);
    assertThat(search(caller, reference).at("/recipients/0/phones/0/phone").asString())
        .isEqualTo("+84861234531");
    assertThat(search(caller, reference).at("/recipients/0/phones/0/sharedBy").asInt()).isOne();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{} | invalid-recipient",
        "{\"personRef\":\"\",\"phones\":[\"0861234501\"]} | invalid-recipient",
        "{\"personRef\":\" \",\"phones\":[\"0861234501\"]} | invalid-recipient",
        "{\"personRef\":\"E\",\"phones\":[]} | invalid-recipient",
        "{\"personRef\":\"E\",\"phones\":[\"02838123456\"]} | phone-landline",
        "{\"personRef\":\"E\",\"phones\":[\"0861234501\",\"abc\"]} | phone-letters",
        "{\"personRef\":\"E\",\"phones\":[\"0861234501\"],\"kind\":\"CAT\"} | invalid-recipient",
        "{\"personRef\":\"E\",\"phones\":[\"0861234501\"],\"name\":\"x\"} | invalid-recipient",
        "{\"personRef\":\"E\",\"phones\":[\"0861234501\"],\"changedAt\":\"yesterday\"} | invalid-recipient",
        "{\"personRef\":\"E\",\"phones\":[\"0861234501\"],\"changedAt\":\"0000-01-01T00:00:00Z\"} | invalid-recipient"
      })
  void invalidPersonsAreRefused(String body, String code) {
    Reply reply = caller.put("/v1/recipients", body);
    assertThat(reply.status()).as(reply.toString()).isEqualTo(422);
    assertThat(reply.json().at("/errors/0/code").asString()).isEqualTo(code);
    Reply line = load(RunningApi.KEY, body);
    assertThat(line.status()).as(line.toString()).isEqualTo(200);
    assertThat(line.json().at("/errors/0/code").asString()).isEqualTo(code);
  }

  @Test
  void aLoadLeavesOutInvalidLines() {
    String lines =
        String.join(
            "\n",
            person("F-1", "\"0861234541\""),
            "",
            "not JSON 0861234541",
            person("F-2", "\"12\""),
            "x".repeat(5_000),
            person("F-3", "\"0861234543\"") + "\r",
            "[]",
            "   ",
            person("F-4", "\"0861234544\""));
    Reply reply = load(RunningApi.KEY, lines);
    assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
    JsonNode result = reply.json();
    assertThat(result.path("lines").asInt()).isEqualTo(7);
    assertThat(result.path("created").asInt()).isEqualTo(3);
    assertThat(result.path("refused").asInt()).isEqualTo(4);
    assertThat(
            result
                .path("errors")
                .valueStream()
                .map(error ->
                    error.path("line").asInt()
                        + error.path("pointer").asString()
                        + " "
                        + error.path("code").asString()))
        .containsExactly(
            "3 not-json", "4/phones/0 phone-not-mobile", "5 invalid-recipient", "7 not-json");
    assertThat(reply.response().body()).doesNotContain("861234541");

    JsonNode again = load(RunningApi.KEY, lines).json();
    assertThat(again.path("unchanged").asInt()).isEqualTo(3);
    assertThat(again.path("created").asInt() + again.path("changed").asInt()).isZero();
  }

  @Test
  void aLoadOfManyPagesListsTheFirstInvalidLines() {
    String lines =
        IntStream.range(0, 5_000)
            .mapToObj(n -> n % 4 == 0 ? "{}" : person("G-" + n, "\"0861" + (100_000 + n) + "\""))
            .collect(Collectors.joining("\n"));
    JsonNode result = load(RunningApi.KEY, lines).json();
    assertThat(result.path("lines").asInt()).isEqualTo(5_000);
    assertThat(result.path("created").asInt()).isEqualTo(3_750);
    assertThat(result.path("refused").asInt()).isEqualTo(1_250);
    assertThat(result.path("errors").size()).isEqualTo(1_000);
    // The connection is used again, although the body was read as a stream.
    assertThat(search(caller, "{\"personRef\":\"G-4999\"}").path("recipients").size()).isOne();
    assertThat(
            store
                .jdbc()
                .queryForList(
                    "select detail::text from audit where operation = 'loadRecipients'"
                        + " and detail::text like '%3750%' or detail::text like '%first%'",
                    String.class))
        .hasSize(2);
  }

  @Test
  void aLoadMayStateConsentsAndThePersonShowsThem() {
    String consent =
        """
        {"personRef":"%s","phones":["%s","0861234569"],"consent":{"ADVERTISING":
         {"given":true,"channel":"office","at":"2026-11-01T08:00:00+07:00","note":"form 7"}}}\
        """
            .replace("\n", "");
    String line = consent.formatted("O-1", "0861234561");
    JsonNode done = load(RunningApi.KEY, line).json();
    assertThat(done.path("created").asInt()).isOne();
    assertThat(done.path("consents").asInt()).isOne();
    assertThat(load(RunningApi.KEY, line).json().path("consents").asInt()).isZero();

    JsonNode phones = search(caller, "{\"personRef\":\"O-1\"}").at("/recipients/0/phones");
    assertThat(phones.at("/0/consent/ADVERTISING").toString())
        .isEqualTo(
            "{\"given\":true,\"at\":\"2026-11-01T01:00:00Z\",\"channel\":\"office\","
                + "\"note\":\"form 7\",\"enteredBy\":\"api\"}");
    assertThat(phones.at("/1/consent/ADVERTISING").isNull()).as("of another number").isTrue();
    assertThat(caller.post("/v1/consents/search", "{\"phone\":\"0861234561\"}").json().toString())
        .contains("\"consented\":true", "form 7");
    assertThat(
            outcome(
                caller.put(
                    "/v1/recipients",
                    line.replace("true", "false").replace("2026-11-01", "2026-11-02"))))
        .isEqualTo("200 changed");
    assertThat(
            search(caller, "{\"personRef\":\"O-1\"}")
                .at("/recipients/0/phones/0/consent/ADVERTISING/given")
                .asBoolean(true))
        .isFalse();

    String foreign = search(other, "{\"phone\":\"0861234561\"}").toString();
    assertThat(foreign).doesNotContain("form 7");
    other.put("/v1/recipients", person("O-2", "\"0861234561\""));
    assertThat(
            search(other, "{\"personRef\":\"O-2\"}")
                .at("/recipients/0/phones/0/consent/ADVERTISING")
                .isNull())
        .as("a consent is for its tenant")
        .isTrue();
    OperatorClient masked = new OperatorClient(api, MASKED);
    assertThat(
            search(masked, "{\"personRef\":\"O-1\"}").at("/recipients/0/phones/0/consent").isNull())
        .isTrue();
    Reply refused = load(WRITER, consent.formatted("O-3", "0861234563"));
    assertThat(refused.json().at("/errors/0/code").asString()).isEqualTo("missing-scope");
    assertThat(
            load(RunningApi.KEY, line.replace("2026-11-01", "2096-11-01"))
                .json()
                .at("/errors/0/pointer")
                .asString())
        .isEqualTo("/consent/ADVERTISING/at");
  }

  @Test
  void otherBodiesAreRefused() {
    assertThat(load(RunningApi.KEY, "").code()).isEqualTo("empty-body");
    assertThat(load(RunningApi.KEY, "\n \n").code()).isEqualTo("empty-body");
    assertThat(caller.post("/v1/recipients/load", "{}").code()).isEqualTo("unsupported-media-type");
    assertThat(caller.post("/v1/recipients/search", "{}").code()).isEqualTo("invalid-parameter");
  }

  /** Plan looks the number up. */
  @Test
  void anEventMayNameThePersonOnly() {
    Reply accepted = caller.event(event("only-1", "\"personRef\":\"H-1\""));
    assertThat(accepted.status()).as(accepted.toString()).isEqualTo(202);
    var record =
        store.kafka().committed(Topics.events(Lane.NORMAL)).stream()
            .filter(each -> EventRecord.FORMAT.read(each.value()).id().equals("only-1"))
            .findFirst()
            .orElseThrow();
    EventRecord event = EventRecord.FORMAT.read(record.value());
    assertThat(event.phone()).isNull();
    assertThat(event.personRef()).isEqualTo("H-1");
    assertThat(new String(record.key(), StandardCharsets.US_ASCII))
        .isEqualTo(
            new RecipientKey(RunningApi.PRIVACY_KEY.getBytes(StandardCharsets.UTF_8))
                .ofReference("default", "H-1"));
  }

  @ParameterizedTest
  @CsvSource({"\"locale\":\"vi\"", "\"personRef\":\"  \"", "\"personRef\":\"\""})
  void anEventThatNamesNoOneIsRefused(String recipient) {
    Reply refused = caller.event(event("no-one", recipient));
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.json().at("/errors/0/pointer").asString())
        .isEqualTo("/data/recipient/phone");
    assertThat(refused.json().at("/errors/0/code").asString()).isEqualTo("invalid-data");
  }

  private static String event(String id, String recipient) {
    return """
    {"specversion":"1.0","id":"%s","source":"/test","type":"card.expiring","time":"%s",
     "data":{"recipient":{%s},"cardNo":"HC4010110129425","validTo":"2026-12-31","daysLeft":30}}
    """
        .formatted(id, Instant.now(), recipient);
  }
}
