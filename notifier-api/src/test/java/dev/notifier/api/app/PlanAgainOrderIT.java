package dev.notifier.api.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.api.app.RunningApi.Reply;
import dev.notifier.contracts.EventRecord;
import dev.notifier.contracts.FailureReason;
import dev.notifier.contracts.Lane;
import dev.notifier.contracts.Topics;
import dev.notifier.store.Database;
import dev.notifier.testing.TestKafka;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Orders to plan skipped events again, on a real broker and a real store. */
class PlanAgainOrderIT {
  private static final Instant DAY = Instant.parse("2026-11-20T00:00:00Z");
  private static final String PATH = "/v1/notifications/plan-again";
  private static final String LAN = "the-key-of-lan-with-32-characters-or-more";

  private static TestKafka kafka;
  private static Database database;
  private static RunningApi api;
  private static OperatorClient lan;

  @BeforeAll
  static void start() throws Exception {
    kafka = TestKafka.fresh();
    String url = RunningApi.newStoreUrl();
    database =
        Database.open(new Database.Settings(url, "postgres", "", "t", 4, Duration.ofSeconds(30)));
    api = RunningApi.start(kafka.bootstrapServers(), url, "--notifier.operators.lan.key=" + LAN);
    lan = new OperatorClient(api, LAN);
  }

  @AfterAll
  static void stop() {
    api.close();
    database.close();
    kafka.close();
  }

  @BeforeEach
  void clear() throws Exception {
    execute("delete from skipped_events");
    execute("delete from plan_again_orders");
  }

  @Test
  void anOrderWritesTheEventsUnchangedToTheirLanes() throws Exception {
    insert(1, "NO_TEMPLATE", "card.expiring", "NORMAL", "null");
    insert(2, "NO_TEMPLATE", "card.expiring", "URGENT", "null");
    int before = records(Lane.NORMAL).size();

    Reply reply = order("{\"reason\":\"NO_TEMPLATE\"}");

    assertThat(reply.status()).as(reply.response().body()).isEqualTo(200);
    assertThat(summary(reply)).isEqualTo("ordered 2, expired 0, waiting 0");
    assertThat(reply.json().path("next").isNull()).isTrue();
    long order = reply.json().path("order").asLong();
    ConsumerRecord<byte[], byte[]> record =
        records(Lane.NORMAL).stream()
            .filter(each -> orderOf(each).equals(Long.toString(order)))
            .findFirst()
            .orElseThrow();
    assertThat(record.value()).asString(StandardCharsets.UTF_8).isEqualTo("value-1");
    assertThat(record.key()).asString(StandardCharsets.UTF_8).isEqualTo("key-1");
    assertThat(records(Lane.URGENT)).isNotEmpty();
    assertThat(rows("select id || ordered_by || reason || events from plan_again_orders"))
        .containsExactly(order + "lanNO_TEMPLATE2");

    assertThat(summary(order("{\"reason\":\"NO_TEMPLATE\"}")))
        .as("an order is repeated before the plan stage has seen the first one")
        .isEqualTo("ordered 0, expired 0, waiting 2");
    assertThat(records(Lane.NORMAL)).hasSize(before + 1);
    execute("update skipped_events set ordered_at = now() - interval '61 minutes'");
    assertThat(summary(order("{\"reason\":\"NO_TEMPLATE\"}")))
        .as("an order that was lost")
        .isEqualTo("ordered 2, expired 0, waiting 0");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"reason\":\"NO_TEMPLATE\"}|2",
        "{\"type\":\"card.expiring\"}|2",
        "{\"reason\":\"NO_ROUTE\",\"type\":\"card.expiring\"}|1",
        "{\"from\":\"2026-11-20T00:00:02Z\"}|2",
        "{\"to\":\"2026-11-20T07:00:02+07:00\"}|1",
        "{\"from\":\"2026-11-20T00:00:02Z\",\"to\":\"2026-11-20T00:00:03Z\"}|1",
        "{\"from\":\"0001-01-01T00:00:00Z\"}|3",
        "{\"to\":\"9999-12-31T23:59:59Z\"}|3",
        "{\"reason\":\"NO_VARIANT\"}|0",
      })
  void anOrderSelectsByReasonTypeAndTime(String selection, int count) throws Exception {
    insert(1, "NO_TEMPLATE", "card.expiring", "NORMAL", "null");
    insert(2, "NO_ROUTE", "card.expiring", "NORMAL", "null");
    insert(3, "NO_TEMPLATE", "case.decided", "NORMAL", "null");
    int before = records(Lane.NORMAL).size();

    Reply dry = order(selection.replaceFirst("}$", ",\"dryRun\":true}"));

    assertThat(dry.json().path("ordered").asInt()).as(dry.response().body()).isEqualTo(count);
    assertThat(dry.json().path("order").isNull()).isTrue();
    assertThat(records(Lane.NORMAL)).hasSize(before);
    assertThat(rows("select 1 from plan_again_orders")).isEmpty();
    assertThat(order(selection).json().path("ordered").asInt()).isEqualTo(count);
    assertThat(records(Lane.NORMAL)).hasSize(before + count);
  }

  @Test
  void expiredEventsAreReportedAndStaySkipped() throws Exception {
    insert(1, "NO_TEMPLATE", "card.expiring", "NORMAL", "now() - interval '1 second'");
    insert(2, "NO_TEMPLATE", "card.expiring", "NORMAL", "now() + interval '1 hour'");

    assertThat(summary(order("{\"reason\":\"NO_TEMPLATE\"}")))
        .isEqualTo("ordered 1, expired 1, waiting 0");
  }

  @Test
  void aRequestIsLimitedAndTheNextOneContinues() throws Exception {
    execute(
        """
        insert into skipped_events
          (notification_id, type, reason, lane, record_key, record_value)
        select ('019a9eb2-0000-7000-8000-' || lpad(to_hex(i), 12, '0'))::uuid, 'card.expiring',
          case when i % 2 = 0 then 'NO_ROUTE' else 'NO_TEMPLATE' end, 'BULK', 'k', 'v'
        from generate_series(1, 25000) i
        """);
    int ordered = 0;
    int requests = 0;
    String after = "";
    do {
      Reply reply = order("{\"reason\":\"NO_ROUTE\",\"dryRun\":true" + after + "}");
      ordered += reply.json().path("ordered").asInt();
      after = ",\"after\":\"" + reply.json().path("next").asString("") + "\"";
      requests++;
    } while (!after.equals(",\"after\":\"\""));
    assertThat(ordered).isEqualTo(12_500);
    assertThat(requests).isEqualTo(13);
    assertThat(summary(order("{\"type\":\"card.expiring\",\"limit\":3}")))
        .isEqualTo("ordered 3, expired 0, waiting 0");
    Reply none = order("{\"type\":\"visit.recorded\"}");
    assertThat(summary(none)).isEqualTo("ordered 0, expired 0, waiting 0");
    assertThat(none.json().path("next").asString("")).as("it looks at 10,000").isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"dryRun\":true}",
        "{\"reason\":\"MISSING_VALUE\"}",
        "{\"reason\":\"NO_TEMPLATE\",\"limit\":1001}",
        "{\"reason\":\"NO_TEMPLATE\",\"limit\":0}",
        "{\"reason\":\"NO_TEMPLATE\",\"after\":\"x\"}",
        "{\"from\":\"yesterday\"}",
        "{\"reasons\":\"NO_TEMPLATE\"}",
      })
  void anIncompleteOrderIsRejected(String body) {
    Reply reply = order(body);
    assertThat(reply.status()).as(reply.response().body()).isEqualTo(400);
    assertThat(reply.code()).isEqualTo("invalid-parameter");
  }

  @Test
  void theReasonsAreAllThatOperatorsOwnAndThePlanStageSkipsWith() {
    Set<FailureReason> ofOtherStages =
        EnumSet.of(
            FailureReason.EXPIRED_BEFORE_SUBMISSION,
            FailureReason.INTERNAL,
            FailureReason.CARRIER_INVALID_SOURCE,
            FailureReason.CARRIER_PROTOCOL_ERROR,
            FailureReason.UNKNOWN);

    assertThat(
            api.get("/v3/api-docs")
                .json()
                .at("/components/schemas/PlanAgainCommand/properties/reason/enum"))
        .extracting(JsonNode::asString)
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(FailureReason.values())
                .filter(reason -> reason.owner() == FailureReason.Owner.OPERATOR)
                .filter(reason -> !ofOtherStages.contains(reason))
                .map(FailureReason::name)
                .toList());
  }

  private static String orderOf(ConsumerRecord<byte[], byte[]> record) {
    return new String(
        record.headers().lastHeader(EventRecord.PLAN_AGAIN_HEADER).value(), StandardCharsets.UTF_8);
  }

  private static Reply order(String body) {
    return lan.post(PATH, body);
  }

  private static String summary(Reply reply) {
    return "ordered %s, expired %s, waiting %s"
        .formatted(
            reply.json().path("ordered"),
            reply.json().path("expired"),
            reply.json().path("waiting"));
  }

  private static List<ConsumerRecord<byte[], byte[]>> records(Lane lane) {
    return kafka.committed(Topics.events(lane));
  }

  private static void insert(int second, String reason, String type, String lane, String expires)
      throws SQLException {
    UUID id = new UUID(DAY.plusSeconds(second).toEpochMilli() << 16 | 0x7000, second);
    execute(
        """
        insert into skipped_events
          (notification_id, type, reason, lane, expires_at, record_key, record_value)
        values ('%s', '%s', '%s', '%s', %s, 'key-%d', 'value-%d')
        """
            .formatted(id, type, reason, lane, expires, second, second));
  }

  private static void execute(String sql) throws SQLException {
    try (Connection connection = database.dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static List<String> rows(String sql) throws SQLException {
    try (Connection connection = database.dataSource().getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<String> values = new ArrayList<>();
      while (rows.next()) {
        values.add(rows.getString(1));
      }
      return values;
    }
  }
}
