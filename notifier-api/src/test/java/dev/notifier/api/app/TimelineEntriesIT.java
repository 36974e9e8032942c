package dev.notifier.api.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.api.app.RunningApi.Reply;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;

/** Other channels record what they said to a person, and call-centre software opens timelines. */
class TimelineEntriesIT {
  private static final String ENTRIES = "/v1/people/timeline/entries";
  private static final String LINKS = "/v1/people/timeline/links";
  private static final String PERSON = "{\"phone\":\"0391 234 567\",\"purpose\":\"question\"}";
  private static final String PROVINCE = "the-key-of-a-province-with-32-characters";
  private static final String HOTLINE = "the-key-of-a-hotline-with-32-characters-or-more";
  private static final String MASKED = "the-key-that-sees-no-personal-data-32-characters";

  private static ApiWithStore store;
  private static RunningApi api;
  private static OperatorClient operator;
  private static OperatorClient province;
  private static OperatorClient hotline;
  private static OperatorClient masked;
  private static JdbcTemplate jdbc;

  @BeforeAll
  static void start() {
    store = ApiWithStore.shared();
    jdbc = store.jdbc();
    api =
        store.start(
            "--notifier.operators.province.key=" + PROVINCE,
            "--notifier.operators.province.tenant=son-la",
            "--notifier.operators.hotline.key=" + HOTLINE,
            "--notifier.operators.hotline.scopes=timeline:write",
            "--notifier.operators.masked.key=" + MASKED,
            "--notifier.operators.masked.scopes=people:read");
    operator = new OperatorClient(api, RunningApi.KEY);
    province = new OperatorClient(api, PROVINCE);
    hotline = new OperatorClient(api, HOTLINE);
    masked = new OperatorClient(api, MASKED);
  }

  @AfterAll
  static void stop() {
    store.close();
  }

  @BeforeEach
  void clear() {
    jdbc.update("delete from notifications");
    jdbc.update("delete from timeline_entries");
    jdbc.update("delete from timeline_links");
  }

  private static String entry(String id, Instant time, String more) {
    return """
    {"id":"%s","channel":"hotline","phone":"0391234567","time":"%s"%s}\
    """
        .formatted(id, time, more);
  }

  private static Instant hoursAgo(int hours) {
    return Instant.now().minus(Duration.ofHours(hours));
  }

  private static void sent(int hours, String text) {
    jdbc.update(
        """
        insert into notifications (id, tenant, source, event_id, type, lane, category, phone,
          template_id, template_version, locale, encoding, segments, body, route, state,
          accepted_segments, accepted_at, planned_at, submitted_at, finished_at)
        select uuidv7(at - now()), 'default', '/s', ?, 'card.expiring', 'NORMAL', 'SERVICE',
          '+84391234567', 'card-expiring', 3, 'vi', 'UCS2', 1, ?, 'mobi', 'DELIVERED', 1, at, at,
          at, at
        from (select now() - ? * interval '1 hour' as at) t
        """,
        text,
        text,
        hours);
  }

  private static JsonNode timeline(OperatorClient caller, String person) {
    Reply reply = caller.post("/v1/people/timeline", person);
    assertThat(reply.status()).as(reply.response().body()).isEqualTo(200);
    return reply.json();
  }

  private static List<String> texts(JsonNode timeline) {
    return timeline
        .path("items")
        .valueStream()
        .map(item -> item.path("text").asString(""))
        .toList();
  }

  @Test
  void whatWasToldIsShownAtItsTime() {
    sent(3, "first message");
    sent(1, "second message");
    String template =
        ",\"template\":{\"id\":\"card-expiring\",\"version\":2},\"note\":\"recorded\"";
    assertThat(hotline.post(ENTRIES, entry("c-1", hoursAgo(2), template)).status()).isEqualTo(201);
    String knowledge = ",\"knowledgeEntry\":\"renew-card\",\"note\":\"recorded last\"";
    assertThat(hotline.post(ENTRIES, entry("c-2", hoursAgo(0), knowledge)).status()).isEqualTo(201);

    JsonNode timeline = timeline(operator, PERSON);

    assertThat(texts(timeline))
        .containsExactly("recorded last", "second message", "recorded", "first message");
    JsonNode last = timeline.at("/items/0");
    assertThat(last.path("kind").asString()).isEqualTo("recorded");
    assertThat(last.path("phone").asString()).isEqualTo("+84391234567");
    assertThat(last.path("recorded").toString())
        .isEqualTo("{\"channel\":\"hotline\",\"knowledgeEntry\":\"renew-card\"}");
    assertThat(timeline.at("/items/2/template").toString())
        .isEqualTo(
            "{\"tenant\":\"default\",\"id\":\"card-expiring\",\"version\":2,\"locale\":null}");
    assertThat(timeline(masked, PERSON).toString())
        .contains("renew-card", "•••")
        .doesNotContain("recorded last", "391234567");
    assertThat(timeline(province, PERSON).path("items")).isEmpty();
  }

  @Test
  void pagesNeitherRepeatNorOmitWhatWasTold() {
    sent(3, "one");
    hotline.post(ENTRIES, entry("c-1", hoursAgo(2), ",\"note\":\"two\""));
    hotline.post(ENTRIES, entry("c-2", hoursAgo(1), ",\"note\":\"three\""));
    String page = PERSON.replace("}", ",\"limit\":1");

    JsonNode first = timeline(operator, page + "}");
    JsonNode second = timeline(operator, page + next(first));
    JsonNode third = timeline(operator, page + next(second));

    assertThat(texts(first)).containsExactly("three");
    assertThat(texts(second)).containsExactly("two");
    assertThat(texts(third)).containsExactly("one");
  }

  private static String next(JsonNode page) {
    return ",\"cursor\":\"" + page.path("next").asString() + "\"}";
  }

  @Test
  void aRepeatedRequestChangesNothing() {
    Instant time = hoursAgo(1);
    Reply first = hotline.post(ENTRIES, entry("c-1", time, ",\"note\":\"one\""));
    Reply again = hotline.post(ENTRIES, entry("c-1", time, ",\"note\":\"another\""));
    Reply ofOther = province.post(ENTRIES, entry("c-1", time, ",\"note\":\"of a province\""));

    assertThat(again.status()).isEqualTo(200);
    assertThat(again.json()).isEqualTo(first.json());
    assertThat(ofOther.status()).isEqualTo(201);
    assertThat(texts(timeline(operator, PERSON))).containsExactly("one");
    assertThat(texts(timeline(province, PERSON))).containsExactly("of a province");
  }

  @Test
  void whatWasToldIsExportedAndErased() {
    hotline.post(ENTRIES, entry("c-1", hoursAgo(1), ",\"note\":\"one\""));
    String person = "{\"phone\":\"0391234567\"}";

    assertThat(operator.post("/v1/people/export", person).json().at("/items/0").toString())
        .contains("timeline-entries", "\"note\":\"one\"", "hotline", "c-1");
    assertThat(operator.post("/v1/people/erase", person).status()).isEqualTo(200);
    assertThat(jdbc.queryForList("select 1 from timeline_entries")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"id\":\"1\",\"channel\":\"c\",\"phone\":\"0391234567\",\"time\":\"TIME\"}",
        "{\"id\":\"1\",\"channel\":\"c\",\"time\":\"TIME\",\"note\":\"n\"}",
        "{\"id\":\"1\",\"channel\":\"Of Mr An\",\"phone\":\"0391234567\",\"time\":\"TIME\",\"note\":\"n\"}",
        "{\"id\":\"1\",\"channel\":\"c\",\"phone\":\"12\",\"time\":\"TIME\",\"note\":\"n\"}",
        "{\"id\":\"1\",\"channel\":\"c\",\"phone\":\"0391234567\",\"time\":\"today\",\"note\":\"n\"}",
        "{\"id\":\"1\",\"channel\":\"c\",\"phone\":\"0391234567\",\"time\":\"2020-01-01T00:00:00Z\",\"note\":\"n\"}",
        "{\"id\":\"1\",\"channel\":\"c\",\"phone\":\"0391234567\",\"time\":\"2999-01-01T00:00:00Z\",\"note\":\"n\"}",
        "{\"id\":\"1\",\"channel\":\"c\",\"phone\":\"0391234567\",\"time\":\"TIME\",\"knowledgeEntry\":\"k\","
            + "\"template\":{\"id\":\"t\",\"version\":1}}"
      })
  void aWrongEntryIsRefused(String body) {
    Reply reply = hotline.post(ENTRIES, body.replace("TIME", hoursAgo(1).toString()));
    assertThat(reply.status()).as(body).isBetween(400, 422);
    assertThat(jdbc.queryForList("select 1 from timeline_entries")).isEmpty();
  }

  private static String link(OperatorClient caller) {
    Reply made = caller.post(LINKS, PERSON.replace("}", ",\"ticket\":\"HD-17\"}"));
    assertThat(made.status()).as(made.response().body()).isEqualTo(201);
    assertThat(made.json().path("validSeconds").asInt()).isEqualTo(60);
    return made.json().path("path").asString();
  }

  @Test
  void aLinkOpensTheTimelineOnce() {
    sent(1, "a message");
    String link = link(masked);

    Reply opened = operator.get(link);
    Reply again = operator.get(link);

    assertThat(texts(opened.json())).containsExactly("a message");
    assertThat(again.status()).isEqualTo(404);
    assertThat(again.code()).isEqualTo("timeline-link-not-found");
    JsonNode use = operator.get("/v1/audit?operation=getTimelineByLink&limit=1").json();
    assertThat(use.at("/entries/0/reason").asString()).isEqualTo("question");
    assertThat(use.at("/entries/0/detail").toString())
        .isEqualTo("{\"linkBy\":\"masked\",\"ticket\":\"HD-17\"}");
    assertThat(use.at("/entries/0/notifications")).hasSize(1);
    assertThat(use.at("/entries/0/subjectRef"))
        .isEqualTo(
            operator
                .get("/v1/audit?operation=createTimelineLink&limit=1")
                .json()
                .at("/entries/0/subjectRef"));
  }

  @Test
  void aLinkGivesNoRights() {
    sent(1, "a message");
    String link = link(operator);

    assertThat(province.get(link).status()).isEqualTo(404);
    assertThat(hotline.get(link).code()).isEqualTo("missing-scope");
    assertThat(api.send(api.request(link).method("HEAD", BodyPublishers.noBody()).build()).status())
        .isEqualTo(405);
    assertThat(masked.get(link).json().toString())
        .contains("card-expiring")
        .doesNotContain("a message", "391234567");
  }

  @Test
  void aLinkEndsAfterAMinuteAndIsDeleted() {
    String link = link(operator);
    jdbc.update("update timeline_links set expires_at = now() - interval '1 second'");

    assertThat(operator.get(link).status()).isEqualTo(404);
    link(operator);
    assertThat(jdbc.queryForList("select 1 from timeline_links")).hasSize(1);
    assertThat(operator.get(LINKS + "/tl_none").status()).isEqualTo(404);
    assertThat(
            jdbc.queryForList("select encode(token_hash, 'hex') from timeline_links", String.class))
        .noneMatch(hash -> link.contains(hash));
  }
}
