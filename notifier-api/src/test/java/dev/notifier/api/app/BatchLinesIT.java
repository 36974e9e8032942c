package dev.notifier.api.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.api.app.RunningApi.Reply;
import dev.notifier.config.RouteConfig;
import dev.notifier.contracts.RecordJson;
import dev.notifier.store.batches.BatchLines;
import dev.notifier.store.batches.FaultRow;
import dev.notifier.store.batches.RefusedLine;
import dev.notifier.store.batches.StoredLine;
import dev.notifier.store.routes.RouteStore;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;

/** People look at lines of a batch before it is sent. */
class BatchLinesIT {
  private static final String READER = "the-key-that-only-reads-batches-32-characters";
  private static final int LINES = 2_500;

  private static final String ROUTE =
      """
      {"host":"smsc.example","port":2775,"sessions":1,"window":10,"rate":10,
       "source":{"address":"BHXHVN","ton":5,"npi":0},
       "message":{"alphabet":"GSM7","concatenation":"UDH8","rejectedCharacters":"$"}}
      """;

  private static final String FAULT =
      "This is not a Vietnamese mobile number of 10 digits. Look for the right number.";

  private static ApiWithStore store;
  private static OperatorClient operator;
  private static OperatorClient reader;
  private static String path;

  @BeforeAll
  static void start() throws Exception {
    store = ApiWithStore.open();
    new RouteTopics(store.kafka()).create();
    new RouteStore(store.dataSource(), Clock.systemUTC())
        .seed(
            Map.of(
                "vina",
                RecordJson.read(ROUTE.getBytes(StandardCharsets.UTF_8), RouteConfig.class)));
    RunningApi api =
        store.start(
            "--notifier.routes.vina.host=smsc.example",
            "--notifier.operators.reader.key=" + READER,
            "--notifier.operators.reader.scopes=batches:read");
    operator = new OperatorClient(api, RunningApi.KEY);
    reader = new OperatorClient(api, READER);
    path = "/v1/batches/" + batch();
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> assertThat(lines("?from=3&lines=1").toString()).contains("BHYT"));
  }

  @AfterAll
  static void stop() {
    store.close();
  }

  /** Its odd rows can be sent; row 2 and each tenth one cannot. */
  private static UUID batch() {
    UUID id = UUID.randomUUID();
    new JdbcTemplate(store.dataSource())
        .update(
            """
            insert into batches (id, tenant, name, event_type, file_kind, state, created_by,
              type_version, template_id, template_version, valid_lines, chunks, summary)
            values (?, 'default', 'October', 'card.expiring', 'csv', 'READY', 'user:lan', 1,
              'card-expiring', 1, ?, 3,
              '{"faults":[{"kind":"not-mobile","lines":251},{"kind":"no-route","lines":1}]}')
            """,
            id,
            LINES);
    BatchLines lines = new BatchLines(store.dataSource());
    List<StoredLine> valid = IntStream.range(0, LINES).mapToObj(i -> line(2 * i + 3)).toList();
    for (int chunk = 0; chunk < 3; chunk++) {
      lines.write(id, chunk, valid.subList(1_000 * chunk, Math.min(LINES, 1_000 * (chunk + 1))));
    }
    List<RefusedLine> refused = IntStream.range(0, 251).mapToObj(i -> refused(10 * i + 2)).toList();
    lines.writeRefused(id, 0, refused.subList(0, 100));
    lines.writeRefused(id, 1, refused.subList(100, 251));
    lines.addFaultRows(id, List.of(row(2, "0391"), row(12, "0392"), row(22, null)));
    lines.addFaultRows(id, List.of(row(22, null), row(32, "0394")));
    return id;
  }

  private static FaultRow row(int line, @Nullable String value) {
    return new FaultRow(line, "not-mobile", "A", "Số điện thoại", value, FAULT);
  }

  private static RefusedLine refused(int line) {
    return new RefusedLine(
        line,
        Arrays.asList("0391", null),
        List.of(new RefusedLine.Fault("not-mobile", "A", "Số điện thoại", FAULT)));
  }

  private static StoredLine line(int row) {
    String phone = row == 5 ? null : "+8439%07d".formatted(row);
    Map<String, Object> recipient =
        phone == null
            ? Map.of("personRef", "p5")
            : Map.of(
                "kind", "CITIZEN", "phone", phone, "fullName", "Lò Thị Mai", "honorific", "Bà");
    return new StoredLine(
        row,
        phone,
        recipient,
        Map.of("cardNo", "HC4010110129425", "validTo", "2026-12-31", "daysLeft", 30),
        null,
        1);
  }

  private static JsonNode lines(String query) {
    Reply reply = operator.get(path + "/lines" + query);
    assertThat(reply.status()).as(reply.response().body()).isEqualTo(200);
    return reply.json();
  }

  private static List<Integer> rows(JsonNode lines) {
    return lines.path("lines").valueStream().map(each -> each.path("row").asInt()).toList();
  }

  @Test
  void theFirstLinesAreShownAsTheyWouldBeSent() {
    JsonNode lines = lines("");

    assertThat(rows(lines)).containsExactly(2, 3, 5, 7, 9, 11, 12, 13, 15, 17);
    assertThat(lines.path("next").asInt()).isEqualTo(19);
    JsonNode refused = lines.at("/lines/0");
    assertThat(refused.at("/faults/0/kind").asString()).isEqualTo("not-mobile");
    assertThat(refused.at("/faults/0/name").asString()).isEqualTo("Số điện thoại");
    assertThat(refused.path("text").isNull()).isTrue();
    JsonNode sent = lines.at("/lines/1");
    assertThat(sent.path("phone").asString()).isEqualTo("+84390000003");
    assertThat(sent.path("text").asString()).contains("Lo Thi Mai");
    assertThat(sent.path("segments").asInt()).isPositive();
    assertThat(sent.path("route").asString()).isEqualTo("vina");
    assertThat(lines.at("/lines/2/reason").asString()).isEqualTo("NUMBER_IN_DIRECTORY");
    assertThat(
            operator
                .get("/v1/audit?operation=getBatchLines&limit=1")
                .json()
                .at("/entries/0/detail/from")
                .asInt())
        .isPositive();
  }

  @ParameterizedTest
  @CsvSource({
    "2003, 2003",
    "2004, 2005",
    "2512, 2513",
    "5000, 5001",
    "1012, 1012",
    "2502, 2502",
    "1, 2",
  })
  void anyRowIsFoundByItsNumber(int from, int row) {
    assertThat(rows(lines("?lines=1&from=" + from))).containsExactly(row);
  }

  @Test
  void pagesHaveEachLineOnce() {
    assertThat(rows(lines("?from=2000&lines=8")))
        .containsExactly(2001, 2002, 2003, 2005, 2007, 2009, 2011, 2012);
    JsonNode last = lines("?from=4999&lines=50");
    assertThat(rows(last)).containsExactly(4999, 5001);
    assertThat(last.path("next").isNull()).isTrue();
    assertThat(rows(lines("?from=5002"))).isEmpty();
  }

  /** The pages of notifications from which they come overlap. */
  @Test
  void allLinesOfARetryAreShown() {
    UUID id = batch();
    store.jdbc().update("update batches set retry_of = id where id = ?", id);
    BatchLines lines = new BatchLines(store.dataSource());
    lines.write(id, 0, List.of(line(7), line(11), line(95)));
    lines.write(id, 1, List.of(line(3)));
    lines.write(id, 2, List.of(line(9), line(97)));
    String retry = "/v1/batches/" + id + "/lines";

    JsonNode first = operator.get(retry + "?lines=2").json();
    JsonNode second = operator.get(retry + "?lines=2&from=" + first.path("next")).json();
    JsonNode third = operator.get(retry + "?lines=2&from=" + second.path("next")).json();

    assertThat(rows(first)).containsExactly(7, 11);
    assertThat(rows(second)).containsExactly(95, 3);
    assertThat(rows(third)).containsExactly(9, 97);
    assertThat(third.path("next").isNull()).isTrue();
    assertThat(rows(operator.get(retry + "?from=7").json())).isEmpty();
  }

  /** Where its refused lines are is not known, and they are not all read. */
  @Test
  void aFileThatAnEarlierReleaseHasReadIsShown() {
    UUID id = batch();
    store
        .jdbc()
        .update(
            """
            update batch_refused set first_line = null,
              bytes = case when chunk = 1 then 'damaged'::bytea else bytes end
            where batch_id = ? and chunk >= 0
            """,
            id);
    String old = "/v1/batches/" + id + "/lines";

    assertThat(rows(operator.get(old + "?lines=4&from=990").json()))
        .containsExactly(991, 992, 993, 995);
    assertThat(rows(operator.get(old + "?lines=2&from=2000").json())).containsExactly(2001, 2003);
  }

  @Test
  void faultsHaveTheirFirstLines() {
    JsonNode faults = operator.get(path + "/faults").json().path("faults");

    assertThat(faults.at("/0/kind").asString()).isEqualTo("not-mobile");
    assertThat(faults.at("/0/lines").asInt()).isEqualTo(251);
    assertThat(faults.at("/0/rows").valueStream())
        .extracting(each -> each.path("row").asInt() + " " + each.path("value").asString(""))
        .containsExactly("2 0391", "12 0392", "22 ", "32 0394");
    assertThat(faults.at("/1/rows")).isEmpty();
  }

  @Test
  void whoMayNotSeePersonalDataSeesNoValue() {
    Reply lines = reader.get(path + "/lines");
    Reply faults = reader.get(path + "/faults");

    assertThat(lines.status()).isEqualTo(200);
    assertThat(lines.json().at("/lines/1/segments").asInt()).isPositive();
    assertThat(lines.json().at("/lines/0/faults/0/column").asString()).isEqualTo("A");
    assertThat(faults.json().at("/faults/0/rows/0/row").asInt()).isEqualTo(2);
    assertThat(lines.response().body() + faults.response().body())
        .doesNotContain("039", "Lo Thi Mai", "Số điện thoại");
  }

  @ParameterizedTest
  @CsvSource({"from=0", "from=x", "lines=0", "lines=51", "lines=-1"})
  void aPageIsRefused(String query) {
    assertThat(operator.get(path + "/lines?" + query).code()).isEqualTo("invalid-parameter");
  }
}
