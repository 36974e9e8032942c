package dev.notifier.api.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.api.app.RunningApi.Reply;
import dev.notifier.testing.TestKafka;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What is stored and what is returned is limited. */
class LimitsIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private static TestKafka kafka;
  private static RunningApi api;
  private static OperatorClient operator;

  @BeforeAll
  static void start() {
    kafka = TestKafka.fresh();
    api =
        RunningApi.start(
            kafka.bootstrapServers(),
            RunningApi.newStoreUrl(),
            "--notifier.limits.event-types=27",
            "--notifier.limits.templates=27",
            "--notifier.limits.versions=10");
    operator = new OperatorClient(api, RunningApi.KEY);
    Awaitility.await()
        .atMost(LIMIT)
        .until(() ->
            api.get("/v1/templates").json().path("templates").size() == 25
                && api.get("/v1/event-types").json().path("eventTypes").size() == 25);
  }

  @AfterAll
  static void stop() {
    api.close();
    kafka.close();
  }

  @Test
  void theNumberOfEventTypesAndTheirVersionsIsLimited() {
    assertThat(putType("limit.one", "1").status()).isEqualTo(201);
    assertThat(putType("limit.two", "1").status()).isEqualTo(201);

    assertLimitReached(putType("limit.three", "1"));
    for (int version = 2; version <= 10; version++) {
      assertThat(putType("limit.one", Integer.toString(version)).status()).isEqualTo(200);
    }
    assertLimitReached(putType("limit.one", "11"));
    assertThat(putType("limit.two", "2").status()).isEqualTo(200);
  }

  @Test
  void theNumberOfTemplatesAndTheirVersionsIsLimited() {
    for (int version = 1; version <= 10; version++) {
      assertThat(putDraft("limit-one", version).status()).isEqualTo(200);
      assertThat(submit("limit-one").status()).isEqualTo(200);
    }
    assertThat(putDraft("limit-one", 11).status()).isEqualTo(200);
    assertLimitReached(submit("limit-one"));

    assertThat(putDraft("limit-two", 1).status()).isEqualTo(200);
    assertLimitReached(putDraft("limit-three", 1));
    assertThat(putDraft("limit-two", 2, "\"1\"").status()).isEqualTo(200);
  }

  @Test
  void anUnknownTypeIsAnsweredWithNearNamesOnly() {
    List<String> events = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      events.add(Sample.card("unknown-" + i, "card.expiring", "card.expirin"));
    }

    Reply reply = api.post(RunningApi.BATCH, "[" + String.join(",", events) + "]");

    assertThat(reply.status()).isEqualTo(422);
    JsonNode first = reply.json().path("items").path(0);
    assertThat(first.path("detail").asString())
        .isEqualTo(
            "/type: The event type is not registered. Send one of the types that GET"
                + " /v1/event-types lists. Did you mean card.expiring?");
    assertThat(reply.response().body()).hasSizeLessThan(300 * events.size());
  }

  @Test
  void unknownAddressesAreAnsweredWithNearNamesOnly() {
    assertThat(api.get("/v1/event-types/card.expirin").json().path("detail").asString())
        .endsWith("Did you mean card.expiring?")
        .doesNotContain("visit.recorded");
    assertThat(api.get("/v1/event-types/nothing").json().path("detail").asString())
        .doesNotContain("visit.recorded");
  }

  private static Reply putType(String name, String title) {
    return operator.put(
        "/v1/event-types/" + name,
        """
        {"title":"%s","category":"SERVICE","lane":"normal",
         "schema":{"type":"object","required":["recipient"],"additionalProperties":true,
                   "properties":{"recipient":{"$ref":"urn:notifier:schema:recipient"}}},
         "samples":{"typical":{"recipient":{"phone":"0912345678"}},
                    "longest":{"recipient":{"phone":"0912345678"}}}}\
        """
            .formatted(title));
  }

  private static Reply putDraft(String id, int number) {
    return putDraft(id, number, "");
  }

  private static Reply putDraft(String id, int number, String ifMatch) {
    return operator.put(
        "/v1/templates/" + id + "/draft",
        "application/json",
        """
        {"id":"%s","eventType":"card.expiring","diacritics":"strip","maxSegments":2,"links":"refuse",
         "variants":[{"locale":"vi","text":"BHXHVN: %d"}]}\
        """
            .formatted(id, number),
        ifMatch);
  }

  private static Reply submit(String id) {
    return operator.post("/v1/templates/" + id + "/draft/submit", "{}");
  }

  private static void assertLimitReached(Reply reply) {
    assertThat(reply.code()).as(reply.response().body()).isEqualTo("limit-reached");
    assertThat(reply.status()).isEqualTo(409);
  }
}
