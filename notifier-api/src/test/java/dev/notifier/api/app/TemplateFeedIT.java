package dev.notifier.api.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.api.app.RunningApi.Reply;
import dev.notifier.testing.TestKafka;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Other channels follow the published versions of templates. */
class TemplateFeedIT {
  private static final String PATH = "/v1/templates/feed";
  private static final String CARD = "/v1/templates/card-expiring";
  private static final String AUTHOR = "the-key-of-an-author-of-a-province-32-characters";
  private static final String REVIEWER = "the-key-of-a-reviewer-of-a-province-32-characters";
  private static final String OTHER = "the-key-of-another-province-with-32-characters";
  private static final String NO_SCOPE = "the-key-that-only-sends-events-with-32-characters";

  private static RunningApi api;
  private static OperatorClient author;
  private static OperatorClient other;

  @BeforeAll
  static void start() {
    api =
        RunningApi.start(
            TestKafka.shared().bootstrapServers(),
            RunningApi.newStoreUrl(),
            "--notifier.operators.author.key=" + AUTHOR,
            "--notifier.operators.author.tenant=son-la",
            "--notifier.operators.reviewer.key=" + REVIEWER,
            "--notifier.operators.reviewer.tenant=son-la",
            "--notifier.operators.other.key=" + OTHER,
            "--notifier.operators.other.tenant=lao-cai",
            "--notifier.operators.sender.key=" + NO_SCOPE,
            "--notifier.operators.sender.scopes=events:write");
    author = new OperatorClient(api, AUTHOR);
    other = new OperatorClient(api, OTHER);
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  /** The events behind a place, page by page. */
  private static List<JsonNode> read(OperatorClient reader, String from) {
    List<JsonNode> events = new ArrayList<>();
    String address = from;
    while (true) {
      Reply reply = reader.get(address);
      assertThat(reply.status()).as(reply.response().body()).isEqualTo(200);
      assertThat(reply.header("Content-Type")).startsWith(RunningApi.BATCH);
      if (reply.json().isEmpty()) {
        assertThat(next(reply)).isEqualTo(address.equals(PATH) ? PATH + "?lastEventId=0" : address);
        return events;
      }
      assertThat(reply.json().size()).isLessThanOrEqualTo(20);
      reply.json().forEach(events::add);
      address = next(reply);
    }
  }

  private static String next(Reply reply) {
    return reply.header("Link").replaceFirst("<(.*)>; rel=\"next\"", "$1");
  }

  @Test
  void aReaderSeesTheLastChangeOfEachTemplateThatItMayUse() {
    List<JsonNode> first = read(author, PATH);
    assertThat(first).hasSizeGreaterThanOrEqualTo(20);
    assertThat(first).extracting(each -> each.path("subject").asString()).doesNotHaveDuplicates();
    JsonNode card =
        first.stream()
            .filter(each -> each.path("subject").asString().equals("default/card-expiring"))
            .findFirst()
            .orElseThrow();
    assertThat(card.path("type").asString()).isEqualTo("template.published.v1");
    assertThat(card.at("/data/version").asInt()).isEqualTo(1);
    assertThat(card.at("/data/template/variants/0/text").asString()).startsWith("BHXHVN: ");
    String end = PATH + "?lastEventId=" + first.getLast().path("id").asString();
    assertThat(read(author, end)).isEmpty();

    publishOwn(card.at("/data/template").toString());

    List<JsonNode> own = read(author, end);
    assertThat(own).hasSize(1);
    assertThat(own.getFirst().path("subject").asString()).isEqualTo("son-la/card-expiring");
    assertThat(own.getFirst().path("method").asString()).isEqualTo("PUT");
    assertThat(read(other, end)).as("of another tenant").isEmpty();

    ok(author.post(CARD + "/versions/1/retire", "{\"reason\":\"x\"}"));
    List<JsonNode> retired = read(author, PATH);
    assertThat(retired).hasSize(first.size() + 1);
    assertThat(retired.getLast().path("method").asString()).isEqualTo("DELETE");
    assertThat(retired.getLast().path("data").has("template")).isFalse();
  }

  private static void publishOwn(String template) {
    ok(author.put(CARD + "/draft", template));
    ok(author.post(CARD + "/draft/submit", "{}"));
    ok(new OperatorClient(api, REVIEWER).post(CARD + "/versions/1/approve", "{}"));
    ok(author.post(CARD + "/versions/1/publish", "{\"reason\":\"x\"}"));
  }

  private static void ok(Reply reply) {
    assertThat(reply.status()).as(reply.response().body()).isEqualTo(200);
  }

  @Test
  void aPlaceOfNoFeedIsRefused() {
    for (String id : List.of("x", "-1", "999999999", "1234567890123456789", "")) {
      assertThat(author.get(PATH + "?lastEventId=" + id).code())
          .as(id)
          .isEqualTo("invalid-feed-position");
    }
    assertThat(new OperatorClient(api, NO_SCOPE).get(PATH).code()).isEqualTo("missing-scope");
  }
}
