package dev.notifier.api.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.api.app.RunningApi.Reply;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;

/** Recipients read and erase what is stored about them, through an operator. */
class PeopleIT {
  private static final String PHONE = "+84391234567";

  private static RunningApi api;
  private static OperatorClient operator;
  private static JdbcTemplate jdbc;

  @BeforeAll
  static void start() {
    ApiWithStore store = ApiWithStore.shared();
    jdbc = store.jdbc();
    api = store.start();
    operator = new OperatorClient(api, RunningApi.KEY);
  }

  @BeforeEach
  void clear() {
    jdbc.update("delete from notifications");
    jdbc.update("delete from jobs where not periodic");
  }

  private static void insert(String tenant, String state, int rows) {
    jdbc.update(
        """
        insert into notifications (id, tenant, source, event_id, type, lane, category, phone,
          template_id, template_version, locale, encoding, segments, body, state, accepted_at,
          planned_at, finished_at)
        select uuidv7(), ?, '/s', ? || n, 'type', 'normal', 'SERVICE', ?, 'template', 1, 'vi',
          'GSM7', 1, 'marker text', ?, now() - interval '1 minute', now() - interval '1 minute',
          case when ? = 'SUBMITTED' then null else now() end
        from generate_series(1, ?) n
        """,
        tenant,
        state,
        PHONE,
        state,
        state,
        rows);
  }

  @Test
  void erasesNowAndOrdersTheRest() {
    insert("default", "DELIVERED", 2);
    insert("default", "SUBMITTED", 1);
    insert("other", "DELIVERED", 1);

    Reply reply = operator.post("/v1/people/erase", "{\"phone\":\"0391 234 567\"}");

    assertThat(reply.status()).isEqualTo(200);
    JsonNode result = reply.json();
    assertThat(result.at("/erased/0/data").asString()).isEqualTo("notifications");
    assertThat(result.at("/erased/0/rows").asInt()).isEqualTo(2);
    assertThat(result.path("waiting").asInt()).isEqualTo(1);
    assertThat(result.path("later").toString()).contains("notifier.receipts", "backups");
    assertThat(result.path("kept").toString()).contains("event_digests");
    assertThat(reply.response().body()).doesNotContain("391234567");
    assertThat(
            jdbc.queryForList(
                "select tenant || ' ' || state from notifications where phone is not null"
                    + " order by 1",
                String.class))
        .containsExactly("default SUBMITTED", "other DELIVERED");
    JsonNode job = operator.get("/v1/jobs/" + result.path("job").asString()).json();
    assertThat(job.path("kind").asString()).isEqualTo("erasures");
    assertThat(job.path("state").asString()).isEqualTo("waiting");
  }

  @Test
  void theHistorySaysThatTheDataWasErased() {
    insert("default", "DELIVERED", 1);
    operator.post("/v1/people/erase", "{\"phone\":\"" + PHONE + "\"}");
    @Nullable String id = jdbc.queryForObject("select id::text from notifications", String.class);

    JsonNode found = operator.get("/v1/notifications/" + id).json();

    assertThat(found.path("phone").isNull()).isTrue();
    assertThat(found.path("text").asString()).isEqualTo("•••");
    assertThat(found.path("state").asString()).isEqualTo("DELIVERED");
    assertThat(found.path("history").valueStream().map(entry -> entry.path("note").asString("")))
        .contains("ERASED");
  }

  @Test
  void exportsPageByPage() {
    insert("default", "DELIVERED", 3);
    insert("other", "DELIVERED", 1);
    JsonNode first =
        operator.post("/v1/people/export", "{\"phone\":\"" + PHONE + "\",\"limit\":2}").json();
    assertThat(first.path("items").size()).isEqualTo(2);
    assertThat(first.at("/items/0/values/text").asString()).isEqualTo("marker text");
    JsonNode second =
        operator
            .post(
                "/v1/people/export",
                "{\"phone\":\"%s\",\"limit\":2,\"after\":\"%s\"}"
                    .formatted(PHONE, first.path("next").asString()))
            .json();
    assertThat(second.path("items").size()).isEqualTo(1);
    assertThat(second.path("next").isNull()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {}                                       | invalid-parameter
          {"phone":"0391234567","personRef":"P-1"} | invalid-parameter
          {"phone":"02438123456"}                  | phone-landline
          {"phone":"12"}                           | phone-
          {"phone":""}                             | invalid-parameter
          {"phone":391234567}                      | invalid-parameter
          {"fone":"0391234567"}                    | invalid-parameter
          []                                       | not-json
          """)
  void bodiesWithoutOnePersonAreRejected(String body, String code) {
    for (String path : List.of("/v1/people/erase", "/v1/people/export")) {
      Reply reply = operator.post(path, body);
      assertThat(reply.status()).as(path).isBetween(400, 422);
      assertThat(reply.response().body()).as(path).contains(code).doesNotContain("391234567");
    }
    assertThat(jdbc.queryForList("select id from jobs where kind = 'erasures'")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "x",
    "notifications:x",
    "notifications:0190-1",
    "other:0193807a-5f3c-7b21-9c44-1f0e8a6d2b57",
    "other;drop"
  })
  void aPageThatDoesNotExistIsRejected(String after) {
    Reply reply =
        operator.post(
            "/v1/people/export", "{\"phone\":\"%s\",\"after\":\"%s\"}".formatted(PHONE, after));
    assertThat(reply.status()).isBetween(400, 422);
    assertThat(reply.response().body()).contains("/after");
  }
}
