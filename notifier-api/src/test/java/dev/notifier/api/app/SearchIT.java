package dev.notifier.api.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.api.app.RunningApi.Reply;
import dev.notifier.contracts.origin.SubjectDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;

/** Callers search their notifications, page by page. */
class SearchIT {
  private static final String PATH = "/v1/notifications/search";
  private static final String PROVINCE = "the-key-of-a-province-with-32-characters";
  private static final String MASKED = "the-key-that-sees-no-personal-data-32-characters";
  private static final String VIEWER = "the-key-of-a-viewer-of-the-tests";
  private static final String BATCH = "00000000-0000-4000-8000-000000000001";

  private static ApiWithStore store;
  private static RunningApi api;
  private static OperatorClient operator;
  private static OperatorClient province;
  private static OperatorClient masked;
  private static JdbcTemplate jdbc;

  @BeforeAll
  static void start() {
    store = ApiWithStore.shared();
    jdbc = store.jdbc();
    fill();
    api =
        store.start(
            "--notifier.operators.province.key=" + PROVINCE,
            "--notifier.operators.province.tenant=son-la",
            "--notifier.operators.masked.key=" + MASKED,
            "--notifier.operators.masked.scopes=notifications:read,people:read",
            "--notifier.operators.viewer.key=" + VIEWER,
            "--notifier.operators.viewer.scopes=notifications:read");
    operator = new OperatorClient(api, RunningApi.KEY);
    province = new OperatorClient(api, PROVINCE);
    masked = new OperatorClient(api, MASKED);
  }

  @AfterAll
  static void stop() {
    store.close();
  }

  /**
   * Twelve notifications of each tenant, the first one the oldest, each a quarter of a day apart.
   */
  private static void fill() {
    jdbc.queryForList(
        """
        select create_day_partitions('notifications', current_date - 5, current_date)
        """);
    for (String tenant : List.of("default", "son-la")) {
      for (int n = 0; n < 12; n++) {
        jdbc.update(
            """
            insert into notifications (id, tenant, source, event_id, type, lane, category, phone,
              person_ref, template_id, template_version, locale, encoding, segments, body, route,
              state, reason, group_id, batch_id, key_id, subject_digest, secret, accepted_at,
              planned_at, submitted_at, finished_at)
            select uuidv7(at - now()), ?, ?, ?, ?, 'NORMAL', 'SERVICE', ?, ?, ?, 1, ?, 'GSM7', 1,
              ?, ?, ?, ?, ?, ?::uuid, ?, ?, ?, at, at, at, at
            from (select now() - ? * interval '6 hours' as at) t
            """,
            tenant,
            "/source/" + n % 3,
            tenant + "-" + n,
            "type." + n % 2,
            "+8439123456" + n % 4,
            "P-" + n % 5,
            n % 2 == 0 ? "card" : tenant.equals("default") ? "card" : tenant + "/card",
            n == 1 ? "hmn" : "vi",
            n == 0 ? "code 4711" : "marker text",
            "route-" + n % 2,
            n % 3 == 0 ? "REJECTED" : "DELIVERED",
            n % 3 == 0 ? "NO_ROUTE" : null,
            n < 6 ? "group-1" : null,
            n > 7 ? BATCH : null,
            "key-" + n % 3,
            SubjectDigest.of(RunningApi.PRIVACY_KEY).of(tenant, "case/" + n % 4),
            n == 0,
            12 - n);
      }
    }
    jdbc.update(
        """
        insert into counter_deltas (hour, tenant, type, template, route, lane, state, reason,
          batch_id, group_id, number, segments)
        select hour_of(id), tenant, type, template_id, route, lane, state, coalesce(reason, ''),
          batch_id, group_id, 1, segments from notifications
        """);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {}                                          | 11 10 9 8 7 6 5 4 3 2 1 0
          {"phone":"0391 234 561"}                    | 9 5 1
          {"personRef":"P-2"}                         | 7 2
          {"subject":"case/3"}                        | 11 7 3
          {"source":"/source/1"}                      | 10 7 4 1
          {"group":"group-1"}                         | 5 4 3 2 1 0
          {"batchId":"00000000-0000-4000-8000-000000000001"} | 11 10 9 8
          {"template":"card"}                         | 11 10 9 8 7 6 5 4 3 2 1 0
          {"type":"type.1"}                           | 11 9 7 5 3 1
          {"state":"REJECTED"}                        | 9 6 3 0
          {"reason":"NO_ROUTE"}                       | 9 6 3 0
          {"route":"route-0"}                         | 10 8 6 4 2 0
          {"keyId":"key-2"}                           | 11 8 5 2
          {"phone":"+84391234561","state":"DELIVERED"} | 5 1
          {"group":"group-1","route":"route-1"}       | 5 3 1
          {"subject":"case/3","type":"type.0"}        |
          {"source":"/source/1","reason":"NO_ROUTE"}  |
          {"keyId":"key-0","group":"group-1"}         | 3 0
          {"type":"none"}                             |
          """)
  void findsByEachField(String search, @Nullable String expected) {
    assertThat(found(operator, search)).isEqualTo(events("default", expected));
    assertThat(found(province, search)).isEqualTo(events("son-la", expected));
  }

  @Test
  void findsByTimes() {
    String third = time("default-3");
    String sixth = time("default-6");

    assertThat(found(operator, "{\"from\":\"%s\",\"to\":\"%s\"}".formatted(third, sixth)))
        .isEqualTo(events("default", "5 4 3"));
    assertThat(found(operator, "{\"changedSince\":\"" + sixth + "\",\"type\":\"type.0\"}"))
        .isEqualTo(events("default", "10 8 6"));
    assertThat(
            operator.post(PATH, "{\"from\":\"%s\",\"to\":\"%s\"}".formatted(sixth, third)).code())
        .isEqualTo("invalid-parameter");
  }

  private static String time(String event) {
    return String.valueOf(
        jdbc.queryForObject(
            """
            select to_char(planned_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
            from notifications where event_id = ?
            """,
            String.class,
            event));
  }

  private static List<String> events(String tenant, @Nullable String numbers) {
    List<String> events = new ArrayList<>();
    for (String each : numbers == null ? new String[0] : numbers.split(" ")) {
      events.add(tenant + "-" + each);
    }
    return events;
  }

  /** All pages, of two each. */
  private static List<String> found(OperatorClient caller, String search) {
    List<String> events = new ArrayList<>();
    pages(caller, search)
        .forEach(page ->
            page.path("items").forEach(item -> events.add(item.path("eventId").asString())));
    return events;
  }

  /** A slow machine may need more pages than there are items. */
  private static List<JsonNode> pages(OperatorClient caller, String search) {
    List<JsonNode> pages = new ArrayList<>();
    String cursor = "";
    do {
      String body =
          search.replaceFirst(
              "}$", (search.equals("{}") ? "" : ",") + "\"limit\":2" + cursor + "}");
      Reply reply = caller.post(PATH, body);
      assertThat(reply.status()).as(reply.response().body()).isEqualTo(200);
      pages.add(reply.json());
      JsonNode next = reply.json().path("next");
      cursor = next.isNull() ? "" : ",\"cursor\":\"" + next.asString() + "\"";
    } while (!cursor.isEmpty());
    return pages;
  }

  @Test
  void anItemIsTheDocumentOfTheLookUp() {
    JsonNode item =
        operator.post(PATH, "{\"personRef\":\"P-2\",\"limit\":1}").json().at("/items/0");

    assertThat(item)
        .isEqualTo(
            operator.get("/v1/notifications/" + item.path("notificationId").asString()).json());
  }

  @Test
  void countsAGroupAndABatchWithTheFirstPage() {
    JsonNode group = operator.post(PATH, "{\"group\":\"group-1\",\"limit\":1}").json();

    assertThat(group.path("counts").toString())
        .isEqualTo(
            "[{\"state\":\"DELIVERED\",\"reason\":null,\"number\":4,\"segments\":4},"
                + "{\"state\":\"REJECTED\",\"reason\":\"NO_ROUTE\",\"number\":2,\"segments\":2}]");
    assertThat(
            operator
                .post(PATH, "{\"batchId\":\"" + BATCH + "\"}")
                .json()
                .at("/counts/0/number")
                .asInt())
        .isEqualTo(3);
    assertThat(operator.post(PATH, "{}").json().path("counts").isNull()).isTrue();
  }

  @Test
  void withoutTheScopePersonalDataIsMasked() {
    String body = masked.post(PATH, "{\"phone\":\"0391234561\"}").response().body();
    Set<String> locales = new TreeSet<>();
    pages(masked, "{}")
        .forEach(page ->
            page.path("items")
                .forEach(item -> locales.add(item.at("/template/locale").asString())));

    assertThat(body).contains("default-9").doesNotContain("391234561", "marker text");
    assertThat(locales).containsExactly("vi", "•••");
    assertThat(operator.post(PATH, "{\"phone\":\"0391234561\"}").response().body())
        .contains("+84391234561", "marker text");
  }

  @Test
  void whatAPersonWasSentNeedsTheScopeOfPersons() {
    OperatorClient viewer = new OperatorClient(api, VIEWER);

    assertThat(viewer.post(PATH, "{\"state\":\"DELIVERED\"}").status()).isEqualTo(200);
    for (String person : List.of("{\"phone\":\"0391234561\"}", "{\"personRef\":\"P-2\"}")) {
      assertThat(viewer.post(PATH, person).code()).as(person).isEqualTo("missing-scope");
    }
  }

  @Test
  void aSearchOfAPersonIsInTheAuditAlsoIfItFindsNothing() {
    assertThat(masked.post(PATH, "{\"phone\":\"0391239999\"}").json().path("items")).isEmpty();

    JsonNode entry =
        operator.get("/v1/audit?operation=searchNotifications&limit=1").json().at("/entries/0");
    assertThat(entry.path("actor").asString()).isEqualTo("masked");
    assertThat(entry.path("subjectRef").isNull()).isFalse();
  }

  @Test
  void secretsAreNeverShown() {
    assertThat(pages(operator, "{}").toString())
        .contains("default-0", "•••")
        .doesNotContain("4711");
  }

  @Test
  void aCursorIsOfOneSearchAndTenant() {
    String search = "{\"type\":\"type.1\",\"limit\":1%s}";
    String cursor = operator.post(PATH, search.formatted("")).json().path("next").asString();
    String with = ",\"cursor\":\"" + cursor + "\"";

    assertThat(operator.post(PATH, search.formatted(with)).status()).isEqualTo(200);
    for (Reply refused :
        List.of(
            province.post(PATH, search.formatted(with)),
            operator.post(PATH, search.formatted(with).replace("type.1", "type.0")),
            operator.post(PATH, "{\"limit\":1" + with + "}"),
            operator.post(PATH, search.formatted(with.replace(cursor.substring(0, 4), "AAAA"))))) {
      assertThat(refused.status()).isEqualTo(400);
      assertThat(refused.json().at("/errors/0/pointer").asString()).isEqualTo("/cursor");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"limit\":0}",
        "{\"limit\":201}",
        "{\"state\":\"SENT\"}",
        "{\"phone\":\"12\"}",
        "{\"from\":\"yesterday\"}",
        "{\"from\":\"2026-12-01T08:00:99Z\"}",
        "{\"batchId\":\"1\"}",
        "{\"text\":\"marker\"}",
        "{\"type\":\"\"}",
        "{\"type\":[\"a\"]}",
        "{\"cursor\":\"x\"}"
      })
  void aWrongSearchIsRefused(String search) {
    assertThat(operator.post(PATH, search).status()).as(search).isBetween(400, 422);
  }

  @Test
  void eachPersonThatIsShownIsInTheAudit() {
    JsonNode found = operator.post(PATH, "{\"phone\":\"0391234562\"}").json();

    JsonNode entry =
        operator.get("/v1/audit?operation=searchNotifications&limit=1").json().at("/entries/0");

    assertThat(entry.path("notifications")).hasSize(3).hasSameSizeAs(found.path("items"));
    assertThat(entry.path("subjectRef").isNull()).isFalse();
  }
}
