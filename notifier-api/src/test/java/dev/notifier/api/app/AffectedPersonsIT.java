package dev.notifier.api.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.api.app.RunningApi.Reply;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;

/** After a breach, it is known whom a key, a user or a route has touched. */
class AffectedPersonsIT {
  private static final String COUNTS = "/v1/people/affected";
  private static final String SUBJECTS = "/v1/people/affected/subjects";
  private static final String PROVINCE = "the-key-of-a-province-with-32-characters";
  private static final String SUPPORT = "the-key-that-was-stolen-with-32-characters";
  private static final String MASKED = "the-key-that-sees-no-personal-data-32-characters";
  private static final String LOADER = "the-key-that-loads-the-directory-32-characters";
  private static final String COUNTING = "the-key-that-may-only-count-with-32-characters";

  private static ApiWithStore store;
  private static RunningApi api;
  private static OperatorClient operator;
  private static OperatorClient support;
  private static JdbcTemplate jdbc;

  @BeforeAll
  static void start() {
    store = ApiWithStore.shared();
    jdbc = store.jdbc();
    api =
        store.start(
            "--notifier.operators.province.key=" + PROVINCE,
            "--notifier.operators.province.tenant=son-la",
            "--notifier.operators.support.key=" + SUPPORT,
            "--notifier.operators.support.scopes=people:read,personal-data:read",
            "--notifier.operators.masked.key=" + MASKED,
            "--notifier.operators.masked.scopes=export,audit:read",
            "--notifier.operators.loader.key=" + LOADER,
            "--notifier.operators.loader.scopes=directory:write",
            "--notifier.operators.counting.key=" + COUNTING,
            "--notifier.operators.counting.scopes=audit:read");
    operator = new OperatorClient(api, RunningApi.KEY);
    support = new OperatorClient(api, SUPPORT);
  }

  @AfterAll
  static void stop() {
    store.close();
  }

  @BeforeEach
  void clear() {
    jdbc.update("delete from notifications");
  }

  private static void sent(String tenant, String phone, String route, String key) {
    jdbc.update(
        """
        insert into notifications (id, tenant, source, event_id, type, lane, category, phone,
          template_id, template_version, locale, encoding, segments, body, route, key_id, state,
          accepted_segments, accepted_at, planned_at, submitted_at, finished_at)
        values (uuidv7(), ?, '/s', gen_random_uuid()::text, 'card.expiring', 'NORMAL', 'SERVICE', ?,
          'card-expiring', 3, 'vi', 'UCS2', 1, 'a text', ?, ?, 'DELIVERED', 1, now(), now(), now(),
          now())
        """,
        tenant,
        phone,
        route,
        key);
  }

  private static String asked(String what, String cause, String more) {
    return """
    {"what":"%s",%s,"from":"%s","to":"%s"%s}\
    """
        .formatted(
            what, cause, Instant.now().minusSeconds(3600), Instant.now().plusSeconds(3600), more);
  }

  private static JsonNode ok(Reply reply) {
    assertThat(reply.status()).as(reply.response().body()).isEqualTo(200);
    return reply.json();
  }

  @Test
  void changesOfTheDirectoryAreCountedAndListed() {
    OperatorClient loader = new OperatorClient(api, LOADER);
    for (String reference : List.of("C-1", "C-2", "C-1")) {
      assertThat(
              loader
                  .put(
                      "/v1/recipients",
                      "{\"personRef\":\""
                          + reference
                          + "\",\"phones\":[\"0391234567\"],\"changedAt\":\""
                          + Instant.now()
                          + "\"}")
                  .status())
          .isLessThan(300);
    }
    Reply load =
        api.send(
            HttpRequest.newBuilder(
                    URI.create("http://127.0.0.1:" + api.port() + "/v1/recipients/load"))
                .header("Authorization", "Bearer " + LOADER)
                .header("Content-Type", "application/x-ndjson")
                .POST(
                    BodyPublishers.ofString(
                        "{\"personRef\":\"C-2\",\"phones\":[\"0391234568\"]}\n"
                            + "{\"personRef\":\"C-3\",\"phones\":[\"0391234568\"]}"))
                .build());
    assertThat(ok(load).path("created").asInt()).isOne();
    ok(loader.post("/v1/recipients/delete", "{\"personRef\":\"C-3\"}"));
    String asked = asked("directory", "\"key\":\"loader\"", "");

    JsonNode counts = ok(operator.post(COUNTS, asked));
    assertThat(counts.path("entries").asInt()).isEqualTo(6);
    assertThat(counts.path("persons").asInt()).isEqualTo(3);
    assertThat(counts.path("kinds").toString())
        .isEqualTo("{\"deleteRecipient\":1,\"loadRecipients\":2,\"putRecipient\":3}");
    assertThat(counts.path("dataClasses").toString())
        .isEqualTo("[\"phone\",\"person-ref\",\"locale\"]");
    assertThat(counts.path("complete").asBoolean()).isTrue();

    String page = asked.replaceFirst("\\}$", ",\"limit\":2}");
    JsonNode first = ok(operator.post(SUBJECTS, page));
    assertThat(first.path("complete").asBoolean()).isFalse();
    assertThat(first.path("subjects")).as("the removal and the load").hasSize(2);
    JsonNode second =
        ok(
            operator.post(
                SUBJECTS,
                page.replaceFirst(
                    "\\}$", ",\"cursor\":\"" + first.path("next").asString() + "\"}")));
    assertThat(second.path("subjects")).as("two commands").hasSize(2);
    assertThat(second.at("/subjects/0/phone").isNull()).isTrue();

    assertThat(ok(operator.post(COUNTS, asked.replace("loader", "load"))).path("entries").asInt())
        .isZero();
    OperatorClient province = new OperatorClient(api, PROVINCE);
    assertThat(ok(province.post(COUNTS, asked)).path("entries").asInt())
        .as("another tenant")
        .isZero();
    assertThat(
            operator
                .post(COUNTS, asked("directory", "\"route\":\"viettel\"", ""))
                .json()
                .at("/errors/0/pointer")
                .asString())
        .isEqualTo("/what");
  }

  @Test
  void lookUpsOfAKeyAreCountedAndListed() {
    sent("default", "+84391234567", "mobi", "k1");
    for (String phone : List.of("0391234567", "0391234568", "0391234567")) {
      ok(
          support.post(
              "/v1/people/timeline", "{\"phone\":\"" + phone + "\",\"purpose\":\"question\"}"));
    }
    String asked = asked("look-ups", "\"key\":\"support\"", "");

    JsonNode counts = ok(operator.post(COUNTS, asked));
    JsonNode subjects = ok(operator.post(SUBJECTS, asked)).path("subjects");

    assertThat(counts.path("entries").asInt()).isEqualTo(3);
    assertThat(counts.path("persons").asInt()).isEqualTo(2);
    assertThat(counts.path("kinds").toString()).isEqualTo("{\"getTimeline\":3}");
    assertThat(counts.path("dataClasses").toString()).contains("phone", "text");
    assertThat(counts.path("complete").asBoolean()).isTrue();
    assertThat(subjects).hasSize(2);
    assertThat(subjects.at("/0/entries").asInt()).isEqualTo(2);
    assertThat(subjects.at("/0/phone").asString()).isEqualTo("+84391234567");
    assertThat(subjects.at("/1/phone").isNull()).as("no message shows it").isTrue();
    assertThat(
            ok(operator.post(COUNTS, asked("look-ups", "\"user\":\"support\"", "")))
                .path("entries")
                .asInt())
        .isZero();
    JsonNode audit = operator.get("/v1/audit?operation=listAffectedPersons").json().path("entries");
    assertThat(audit.toString()).contains("\"key\":\"support\"").doesNotContain("391234567");
    assertThat(audit)
        .filteredOn(each -> each.path("detail").toString().contains("support"))
        .hasSize(1);
    assertThat(audit)
        .as("the person whose number it shows")
        .anySatisfy(each -> assertThat(each.path("subjectRef").isNull()).isFalse());
  }

  @Test
  void messagesOfARouteAreListedPageByPage() {
    sent("default", "+84391234567", "mobi", "k1");
    sent("default", "+84391234568", "mobi", "k1");
    sent("default", "+84391234569", "vina", "k2");
    sent("son-la", "+84391234560", "mobi", "k1");
    sent("default", "+84391234567", "mobi", "k2");

    JsonNode counts = ok(operator.post(COUNTS, asked("messages", "\"route\":\"mobi\"", "")));
    assertThat(counts.path("entries").asInt()).isEqualTo(3);
    assertThat(counts.path("persons").asInt()).isEqualTo(2);
    assertThat(counts.path("kinds").toString())
        .isEqualTo("{\"phone\":3,\"person-ref\":0,\"text\":3,\"secret-text\":0,\"locale\":3}");
    assertThat(
            ok(operator.post(COUNTS, asked("messages", "\"key\":\"k2\"", "")))
                .path("entries")
                .asInt())
        .isEqualTo(2);

    String asked = asked("messages", "\"route\":\"mobi\"", ",\"limit\":2");
    JsonNode first = ok(operator.post(SUBJECTS, asked));
    String rest = asked.replace("}", ",\"cursor\":\"" + first.path("next").asString() + "\"}");
    JsonNode second = ok(operator.post(SUBJECTS, rest));

    assertThat(phones(first)).containsExactly("+84391234567", "+84391234568");
    assertThat(first.path("complete").asBoolean()).isFalse();
    assertThat(phones(second)).containsExactly("+84391234567");
    assertThat(second.path("next").isNull()).isTrue();
    assertThat(second.at("/subjects/0/person")).isEqualTo(first.at("/subjects/0/person"));
    assertThat(operator.post(SUBJECTS, rest.replace("mobi", "vina")).status()).isEqualTo(400);
  }

  private static List<String> phones(JsonNode page) {
    List<String> phones = new ArrayList<>();
    page.path("subjects").forEach(each -> phones.add(each.path("phone").asString()));
    return phones;
  }

  @Test
  void numbersAreMaskedAndOtherTenantsFindNothing() {
    sent("default", "+84391234567", "mobi", "k1");
    String asked = asked("messages", "\"route\":\"mobi\"", "");

    JsonNode masked = ok(new OperatorClient(api, MASKED).post(SUBJECTS, asked));
    OperatorClient counting = new OperatorClient(api, COUNTING);
    OperatorClient province = new OperatorClient(api, PROVINCE);

    assertThat(masked.path("subjects")).hasSize(1);
    assertThat(masked.toString()).doesNotContain("391234567");
    assertThat(ok(counting.post(COUNTS, asked)).path("persons").asInt()).isEqualTo(1);
    assertThat(counting.post(SUBJECTS, asked).code()).isEqualTo("missing-scope");
    assertThat(support.post(COUNTS, asked).code()).isEqualTo("missing-scope");
    assertThat(ok(province.post(COUNTS, asked)).path("entries").asInt()).isZero();
    assertThat(ok(province.post(SUBJECTS, asked)).path("subjects")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"what\":\"messages\"",
        "\"what\":\"messages\",\"user\":\"lan\"",
        "\"what\":\"look-ups\",\"route\":\"mobi\"",
        "\"what\":\"messages\",\"route\":\"mobi\",\"key\":\"k1\"",
        "\"what\":\"all\",\"route\":\"mobi\""
      })
  void aWrongQuestionIsRefused(String cause) {
    String range = ",\"from\":\"2026-12-01T00:00:00Z\",\"to\":\"2026-12-02T00:00:00Z\"}";
    assertThat(operator.post(COUNTS, "{" + cause + range).status()).as(cause).isBetween(400, 422);
    String reversed = ",\"from\":\"2026-12-02T00:00:00Z\",\"to\":\"2026-12-01T00:00:00Z\"}";
    assertThat(
            operator.post(COUNTS, "{\"what\":\"messages\",\"route\":\"mobi\"" + reversed).status())
        .isEqualTo(400);
  }
}
