package dev.notifier.local.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.notifier.local.components.TestNumber;
import dev.notifier.local.journey.ExampleClient.Result;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/** What an integrator tries with a local start: the test numbers and the example clients. */
abstract class TestNumbers {
  private static final Duration LIMIT = Duration.ofMinutes(3);

  @TempDir private static Path folder;

  private final LocalStart notifier;

  TestNumbers(LocalStart notifier) {
    this.notifier = notifier;
  }

  /** Sends an event to each test number; those that have been sent are not sent again. */
  static void send(LocalStart notifier) throws Exception {
    String batch =
        Arrays.stream(TestNumber.values())
            .map(number -> event(number.name(), number.phone()))
            .collect(Collectors.joining(",", "[", "]"));
    HttpResponse<String> response = notifier.post(batch);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(202);
  }

  @Test
  void eachTestNumberHasItsOutcome() throws Exception {
    send(notifier);

    for (TestNumber number : TestNumber.values()) {
      JsonNode found =
          await(number.name())
              .atMost(LIMIT)
              .ignoreExceptions()
              .until(
                  () -> notifier.lookUp("/tests", number.name()),
                  one -> one.path("state").asString("").equals(number.state().name()));
      assertThat(found.at("/reason/code").asString(""))
          .as(number.name())
          .isEqualTo(number.reason().map(Enum::name).orElse(""));
    }
    assertSentTwice(TestNumber.THROTTLED, "CARRIER_THROTTLED");
    assertSentTwice(TestNumber.TEMPORARY_ERROR, "CARRIER_SYSTEM_ERROR");
    await()
        .atMost(LIMIT)
        .until(
            () -> replies(TestNumber.REPLIES.phone().replaceFirst("0", "+84")),
            List.of("TC")::equals);
  }

  /** A failure shows what Notifier and the simulator know about the message. */
  private void assertSentTwice(TestNumber number, String because) throws Exception {
    JsonNode submissions = submissions(number);
    JsonNode notification = notifier.lookUp("/tests", number.name());
    String known = number + ": " + notification + "\nsimulator: " + submissions;
    assertThat(submissions.size()).as(known).isEqualTo(2);
    assertThat(postponed(notification)).as(known).contains(because);
  }

  /** By SMPP, and by HTTP as the aggregator of a shared short code. */
  @Test
  void aPersonWritesToTheShortCodeInBothWays() throws Exception {
    String text = "BH HS 04486.G/2019/08708 đã xong chưa?";
    for (String via : List.of("smpp", "http")) {
      JsonNode result =
          notifier.write(
              "{\"from\":\"84391234512\",\"to\":\"8079\",\"text\":\"%s %s\",\"via\":\"%s\"}"
                  .formatted(text, via, via));
      assertThat(result.path("responded").asBoolean()).as(via).isTrue();
      assertThat(result.path("status").asInt(-1)).as(via).isZero();
    }
    await()
        .atMost(LIMIT)
        .untilAsserted(() ->
            assertThat(replies("+84391234512"))
                .containsExactlyInAnyOrder(text + " smpp", text + " http"));
  }

  /** The second attempt is due 5 s after the first one, the third one 30 s after the second. */
  @Test
  void aMessageThatTheCarrierRejectsTemporarilyShowsWhenItIsSentAgain() throws Exception {
    String phone = "+84391234511";
    JsonNode faults = notifier.simulator("/v1/config").get("faults");
    ArrayNode more = ((ArrayNode) faults).deepCopy();
    more.addObject().put("fault", "refuse").put("to", phone.substring(1)).put("status", 69);
    notifier.changeSimulator("{\"faults\":" + more + "}");
    try {
      Instant before = Instant.now();
      assertThat(notifier.post(event("waits", phone)).statusCode()).isEqualTo(202);

      JsonNode waiting =
          await()
              .atMost(LIMIT)
              .ignoreExceptions()
              .until(
                  () -> notifier.lookUp("/tests", "waits").path("waiting"),
                  one -> !one.path("retryAt").asString("").isEmpty());

      assertThat(waiting.path("reason").asString()).isEqualTo("retry");
      assertThat(waiting.path("route").asString()).isEqualTo("viettel");
      assertThat(Instant.parse(waiting.path("retryAt").asString())).isAfter(before.plusSeconds(5));
      assertThat(Instant.parse(waiting.path("since").asString())).isAfter(before);
    } finally {
      notifier.changeSimulator("{\"faults\":" + faults + "}");
    }
  }

  /** Why a message was sent later. */
  private static String postponed(JsonNode notification) {
    return notification
        .get("history")
        .valueStream()
        .filter(entry -> entry.path("note").asString("").equals("POSTPONED"))
        .map(entry -> entry.get("detail").asString())
        .collect(Collectors.joining());
  }

  @ParameterizedTest
  @EnumSource
  void theExampleClientsWork(ExampleClient client) throws Exception {
    client.assumeInstalled();
    Path batch =
        Files.write(
            folder.resolve(client + ".ndjson"),
            List.of(
                event(client + "-good", TestNumber.DELIVERED.phone()),
                event(client + "-landline", "024 3825 1234")));
    String api = notifier.endpoints().get("api").asString();
    String key = notifier.endpoints().get("apiKey").asString();

    Result sent = client.run(folder, api, key);
    Result rejected = client.run(folder, api, key, batch);

    assertThat(sent.exitCode()).as(sent.output()).isZero();
    assertThat(sent.output()).containsPattern("Sent an event\\RSent a batch\\RState: [A-Z]+");
    assertThat(rejected.exitCode()).as(rejected.output()).isEqualTo(1);
    assertThat(rejected.output())
        .contains("index 1, eventId " + client + "-landline: phone-landline: ")
        .doesNotContain("3825", "-good", TestNumber.DELIVERED.phone());
    assertThat(notifier.lookUp("/tests", client + "-good").has("state")).isTrue();
  }

  private static String event(String id, String phone) {
    return ("{\"specversion\":\"1.0\",\"id\":\"%s\",\"source\":\"/tests\",\"type\":\"card.expiring\","
            + "\"time\":\"%s\",\"data\":{\"recipient\":{\"phone\":\"%s\"},"
            + "\"cardNo\":\"HC4010110129425\",\"validTo\":\"2026-12-31\",\"daysLeft\":30}}")
        .formatted(id, Instant.now().truncatedTo(ChronoUnit.SECONDS), phone);
  }

  private JsonNode submissions(TestNumber number) throws Exception {
    return notifier.simulator("/v1/messages?to=" + number.phone()).get("messages");
  }

  private List<String> replies(String phone) throws Exception {
    String url = notifier.endpoints().get("postgres").asString();
    try (Connection connection = DriverManager.getConnection(url);
        ResultSet rows =
            connection
                .createStatement()
                .executeQuery(
                    "select array_agg(body) as replies from inbound_messages where phone = '"
                        + phone
                        + "'")) {
      rows.next();
      return rows.getArray(1) == null ? List.of() : List.of((String[]) rows.getArray(1).getArray());
    }
  }
}
