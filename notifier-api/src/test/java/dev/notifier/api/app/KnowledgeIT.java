package dev.notifier.api.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.api.app.RunningApi.Reply;
import dev.notifier.contracts.Topics;
import dev.notifier.testing.TestKafka;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The knowledge base over HTTP. */
class KnowledgeIT {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final String PATH = "/v1/knowledge";
  private static final String FEED = PATH + "/feed";
  private static final String CARD = PATH + "/card-validity";
  private static final String AUTHOR = "the-key-of-an-author-of-a-province-32-characters";
  private static final String REVIEWER = "the-key-of-a-reviewer-of-a-province-32-characters";
  private static final String OTHER = "the-key-of-another-province-with-32-characters";
  private static final String READER = "the-key-that-only-reads-entries-with-32-characters";

  private static TestKafka kafka;
  private static RunningApi api;
  private static OperatorClient author;
  private static OperatorClient reviewer;
  private static OperatorClient other;

  @BeforeAll
  static void start() {
    kafka = TestKafka.fresh();
    api =
        RunningApi.start(
            kafka.bootstrapServers(),
            RunningApi.newStoreUrl(),
            "--notifier.operators.author.key=" + AUTHOR,
            "--notifier.operators.author.tenant=son-la",
            "--notifier.operators.author.scopes=knowledge:write",
            "--notifier.operators.reviewer.key=" + REVIEWER,
            "--notifier.operators.reviewer.tenant=son-la",
            "--notifier.operators.reviewer.scopes=knowledge:publish",
            "--notifier.operators.other.key=" + OTHER,
            "--notifier.operators.other.tenant=lao-cai",
            "--notifier.operators.reader.key=" + READER,
            "--notifier.operators.reader.tenant=son-la",
            "--notifier.operators.reader.scopes=knowledge:read");
    author = new OperatorClient(api, AUTHOR);
    reviewer = new OperatorClient(api, REVIEWER);
    other = new OperatorClient(api, OTHER);
    Awaitility.await()
        .atMost(LIMIT)
        .untilAsserted(() ->
            assertThat(search(other, "the bhyt cua toi het han chua").path("decision").asString())
                .isEqualTo("answer"));
  }

  @AfterAll
  static void stop() {
    api.close();
    kafka.close();
  }

  private static JsonNode search(OperatorClient caller, String text) {
    return search(caller, text, "test");
  }

  private static JsonNode search(OperatorClient caller, String text, String channel) {
    return caller
        .post(PATH + "/search", "{\"text\":\"" + text + "\",\"channel\":\"" + channel + "\"}")
        .json();
  }

  private static String entry(String question, String sms) {
    return """
    {"owner":"office","tags":["office"],"variants":[{"language":"vi","title":"Văn phòng",
     "questions":["%s"],"sms":"%s","long":"Văn phòng mở cửa từ 8 giờ."}]}\
    """
        .formatted(question, sms);
  }

  private static Reply ok(Reply reply) {
    assertThat(reply.status()).as(reply.response().body()).isEqualTo(200);
    return reply;
  }

  private static void publish(String path, String question, int version) {
    ok(author.put(path + "/draft", entry(question, "BHXHVN: 1")));
    ok(author.post(path + "/draft/submit", "{}"));
    ok(reviewer.post(path + "/versions/" + version + "/publish", "{}"));
  }

  private static void answers(OperatorClient caller, String text, String expected) {
    Awaitility.await()
        .atMost(LIMIT)
        .untilAsserted(() ->
            assertThat(search(caller, text).at("/matches/0/id").asString("")).isEqualTo(expected));
  }

  @Test
  void theShippedEntriesArePublished() {
    JsonNode first = ok(other.get(PATH + "?limit=1000&state=published")).json();
    assertThat(first.path("entries").size()).isEqualTo(95);
    JsonNode card = ok(other.get(CARD)).json();
    assertThat(card.path("tenant").asString()).isEqualTo("default");
    assertThat(card.at("/published/variants").size()).isEqualTo(2);
    assertThat(card.path("versions")).as("those of another tenant").isEmpty();
    JsonNode page = ok(other.get(PATH + "?limit=2&language=en&tag=card.expiring")).json();
    assertThat(page.path("entries").size()).isEqualTo(2);
    assertThat(page.path("next").asString()).isNotEmpty();
    JsonNode found = ok(other.get(PATH + "?words=THE%20h%E1%BA%BFt&state=published")).json();
    assertThat(found.path("entries").size()).isBetween(1, 20);
    assertThat(found.path("entries"))
        .allMatch(
            entry -> entry.path("titles").toString().toLowerCase(Locale.ROOT).contains("hết"));
    assertThat(other.get(PATH + "?words=" + "x".repeat(101)).code()).isEqualTo("invalid-parameter");
    assertThat(other.get(PATH + "?state=x").code()).isEqualTo("invalid-parameter");
    assertThat(kafka.committed(Topics.KNOWLEDGE)).hasSizeGreaterThanOrEqualTo(95);
  }

  @Test
  void anEntryIsPublishedByASecondPersonAndRolledBack() {
    String path = PATH + "/moc-chau-hours";
    String question = "văn phòng bảo hiểm Mộc Châu làm việc mấy giờ";
    Reply saved = ok(author.put(path + "/draft", entry(question, "BHXHVN: 1")));
    assertThat(author.put(path + "/draft", entry(question, "BHXHVN: 2")).code())
        .isEqualTo("knowledge-draft-exists");
    assertThat(author.delete(path + "/draft", "\"77\"").code())
        .isEqualTo("knowledge-draft-changed");
    ok(
        author.put(
            path + "/draft",
            "application/json",
            entry(question, "BHXHVN: 2"),
            saved.header("ETag")));
    ok(author.post(path + "/draft/submit", "{}"));
    assertThat(ok(author.get(PATH + "?state=in-review")).json().at("/entries/0/id").asString())
        .isEqualTo("moc-chau-hours");
    assertThat(author.post(path + "/versions/1/publish", "{}").code()).isEqualTo("missing-scope");
    assertThat(search(author, question).at("/matches/0/id").asString(""))
        .isNotEqualTo("moc-chau-hours");
    ok(reviewer.post(path + "/versions/1/publish", "{}"));
    answers(author, question, "moc-chau-hours");
    assertThat(other.get(path).code()).isEqualTo("knowledge-not-found");
    assertThat(search(other, question).at("/matches/0/id").asString(""))
        .as("of another tenant")
        .isNotEqualTo("moc-chau-hours");

    publish(path, "giờ mở cửa của văn phòng Mộc Châu", 2);
    assertThat(reviewer.post(path + "/versions/1/publish", "{}").code())
        .isEqualTo("knowledge-state-differs");
    ok(reviewer.post(path + "/roll-back", "{\"version\":1,\"reason\":\"x\"}"));
    assertThat(ok(author.get(path)).json().path("version").asInt()).isEqualTo(1);
    assertThat(ok(author.get(path + "/versions/2")).json().at("/state/state").asString())
        .isEqualTo("replaced");
    ok(reviewer.post(path + "/withdraw", "{\"reason\":\"x\"}"));
    Awaitility.await()
        .atMost(LIMIT)
        .untilAsserted(() ->
            assertThat(search(author, question).at("/matches/0/id").asString(""))
                .isNotEqualTo("moc-chau-hours"));
  }

  @Test
  void anAuthorCannotPublishTheOwnVersion() {
    OperatorClient both = new OperatorClient(api, OTHER);
    String path = PATH + "/own-version";
    ok(both.put(path + "/draft", entry("câu hỏi riêng", "BHXHVN: 1")));
    ok(both.post(path + "/draft/submit", "{}"));
    assertThat(both.post(path + "/versions/1/publish", "{}").code()).isEqualTo("self-approval");
    ok(both.post(path + "/versions/1/reject", "{\"reason\":\"x\"}"));
    assertThat(ok(both.get(path + "/draft")).json().at("/entry/owner").asString())
        .isEqualTo("office");
    assertThat(both.delete(path + "/draft", "*").status()).isEqualTo(204);
  }

  @Test
  void anEntryThatCannotBeSentIsRefused() {
    String draft = PATH + "/refused/draft";
    for (String sms :
        List.of(
            "{{ reply.phone }}",
            "{{ reply.address",
            "x".repeat(307),
            "BHXHVN: xem https://example.com/a",
            "BHXHVN: 請")) {
      Reply refused = author.put(draft, entry("hỏi", sms));
      assertThat(refused.code()).as(sms).isEqualTo("invalid-knowledge");
      assertThat(refused.json().at("/errors/0/pointer").asString()).isEqualTo("/variants/0/sms");
    }
    assertThat(author.put(draft, "{}").code()).isEqualTo("invalid-knowledge");
    assertThat(author.put(PATH + "/feed/draft", entry("hỏi", "BHXHVN: 1")).code())
        .isEqualTo("invalid-knowledge");
    assertThat(author.put(PATH + "/X/draft", entry("hỏi", "BHXHVN: 1")).code())
        .isEqualTo("knowledge-not-found");
    Reply taken = ok(author.put(draft, entry("Thẻ BHYT hết hạn khi nào", "Xem bhxh.gov.vn")));
    assertThat(taken.json().at("/warnings/0").asString()).contains("card-validity");
    assertThat(author.delete(draft, "*").status()).isEqualTo(204);
  }

  @Test
  void aReaderFollowsTheFeed() {
    List<JsonNode> first = read(author, FEED);
    assertThat(first).hasSizeGreaterThanOrEqualTo(95);
    assertThat(first).extracting(each -> each.path("subject").asString()).doesNotHaveDuplicates();
    String end = FEED + "?lastEventId=" + first.getLast().path("id").asString();
    publish(PATH + "/followed", "câu hỏi của bảng tin", 1);
    List<JsonNode> own = read(author, end);
    assertThat(own).hasSize(1);
    assertThat(own.getFirst().path("subject").asString()).isEqualTo("son-la/followed");
    assertThat(own.getFirst().at("/data/entry/variants/0/long").asString()).isNotEmpty();
    assertThat(read(other, end)).as("of another tenant").isEmpty();
    ok(reviewer.post(PATH + "/followed/withdraw", "{\"reason\":\"x\"}"));
    List<JsonNode> withdrawn = read(author, end);
    assertThat(withdrawn.getLast().path("method").asString()).isEqualTo("DELETE");
    assertThat(withdrawn.getLast().path("data").has("entry")).isFalse();
    assertThat(author.get(FEED + "?lastEventId=999999").code()).isEqualTo("invalid-feed-position");
  }

  private static List<JsonNode> read(OperatorClient reader, String from) {
    List<JsonNode> events = new ArrayList<>();
    String address = from;
    while (true) {
      Reply reply = ok(reader.get(address));
      if (reply.json().isEmpty()) {
        return events;
      }
      reply.json().forEach(events::add);
      address = reply.header("Link").replaceFirst("<(.*)>; rel=\"next\"", "$1");
    }
  }

  private static Optional<JsonNode> twiceAsked() {
    return ok(author.get(PATH + "/unanswered"))
        .json()
        .path("questions")
        .valueStream()
        .filter(each -> each.path("text").asString().contains("dời về xã"))
        .filter(each -> each.path("times").asInt() == 2)
        .findFirst();
  }

  @Test
  void anEntryGetsAQuestionWithoutAnswer() {
    String path = PATH + "/moved-office";
    publish(path, "cơ quan chuyển về đâu", 1);
    for (int i = 0; i < 2; i++) {
      search(author, "bao hiem dời về xã chỗ nào vậy 0912345678", "chatbot");
    }
    JsonNode group =
        Awaitility.await()
            .atMost(LIMIT)
            .until(KnowledgeIT::twiceAsked, Optional::isPresent)
            .orElseThrow();
    assertThat(group.path("text").asString()).endsWith("vậy #");
    assertThat(ok(author.get(PATH + "/scores")).json().path("searches").asInt())
        .isGreaterThanOrEqualTo(2);
    assertThat(new OperatorClient(api, READER).get(PATH + "/unanswered").code())
        .isEqualTo("missing-scope");

    String question =
        "{\"language\":\"vi\",\"question\":\"bảo hiểm dời về xã chỗ nào\",\"group\":\""
            + group.path("group").asString()
            + "\"}";
    Reply draft = ok(author.post(path + "/draft/questions", question));
    assertThat(draft.json().at("/entry/variants/0/questions").size()).isEqualTo(2);
    assertThat(author.post(path + "/draft/questions", question).code())
        .isEqualTo("invalid-knowledge");
    assertThat(ok(author.get(PATH + "/unanswered")).response().body()).doesNotContain("dời về xã");
    ok(author.post(path + "/draft/submit", "{}"));
    ok(reviewer.post(path + "/versions/2/publish", "{}"));
    answers(author, "bao hiem doi ve xa cho nao", "moved-office");
  }
}
