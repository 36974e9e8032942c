package dev.notifier.local.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What people write to the short code of a local start is answered on their handsets. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class PersonsAreAnswered {
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final String ADDRESS = "8079";
  private static final String CARD = "the bhyt cua toi con han den ngay nao";

  private final LocalStart notifier;

  PersonsAreAnswered(LocalStart notifier) {
    this.notifier = notifier;
  }

  /** The entries are published after the first start; until then, questions are for persons. */
  @BeforeAll
  void awaitKnowledge() {
    await()
        .atMost(LIMIT)
        .pollInterval(Duration.ofSeconds(1))
        .until(() -> isAnsweredByTheKnowledgeBase("84391230000"));
  }

  private boolean isAnsweredByTheKnowledgeBase(String phone) throws Exception {
    // Not before the worker has bound.
    var _ = send(phone, ADDRESS, CARD + " " + Instant.now().toEpochMilli(), "smpp");
    return texts(phone).stream().anyMatch(text -> text.contains("BH THE"));
  }

  private void write(String from, String to, String text, String via) throws Exception {
    JsonNode result = send(from, to, text, via);
    assertThat(result.path("responded").asBoolean()).as(result.toString()).isTrue();
    assertThat(result.path("status").asInt(-1)).isZero();
  }

  private JsonNode send(String from, String to, String text, String via) throws Exception {
    return notifier.write(
        "{\"from\":\"%s\",\"to\":\"%s\",\"text\":\"%s\",\"via\":\"%s\"}"
            .formatted(from, to, text, via));
  }

  /** What a handset has got, the oldest first. */
  private List<String> texts(String phone) throws Exception {
    return notifier
        .simulator("/v1/messages?to=" + phone + "&oldest=true&limit=1000")
        .get("messages")
        .valueStream()
        .map(each -> each.path("text").asString(""))
        .toList();
  }

  private void awaitTexts(String phone, int count) {
    await().atMost(LIMIT).until(() -> texts(phone).size() >= count);
  }

  /** By SMPP, and by HTTP as the aggregator of a shared short code. */
  @ParameterizedTest
  @ValueSource(strings = {"smpp", "http"})
  void aPersonGetsDataAnAnswerAndNoMoreNotices(String via) throws Exception {
    String phone = via.equals("smpp") ? "84391234601" : "84391234602";

    write(phone, ADDRESS, "BH QT 0110129425", via);
    awaitTexts(phone, 1);
    assertThat(texts(phone).getFirst())
        .isEqualTo(
            "BHXHVN: Ma so xxxxxx9425. Tong thoi gian dong BHXH: 9 nam 7 thang; BHTN: 8 nam 8"
                + " thang");

    write(phone, ADDRESS, CARD, via);
    // The carrier delivers it again.
    write(phone, ADDRESS, CARD, via);
    awaitTexts(phone, 2);
    assertThat(texts(phone).get(1)).contains("soan BH THE");

    write(phone, ADDRESS, "TC", via);
    awaitTexts(phone, 3);
    assertThat(texts(phone)).hasSize(3).last().asString().contains("Da dung tin thong tin chung");

    await().atMost(LIMIT).until(() -> isSkipped(phone));
    assertThat(notifier.post(event("card.expiring", "service-" + via, phone)).statusCode())
        .isEqualTo(202);
    await()
        .atMost(LIMIT)
        .until(() -> texts(phone).stream().anyMatch(text -> text.contains("The BHYT xxxxxx9425")));
  }

  /** On the handset page, as a person does, from a query to the hotline. */
  @Test
  void aPersonWritesOnTheHandsetPageAndSeesTheAnswers() throws Exception {
    JsonNode endpoints = notifier.endpoints();
    try (HandsetBrowser browser = new HandsetBrowser(LIMIT)) {
      browser.open(endpoints.get("handset").asString());
      browser.choose("0391 234 604");

      browser.write("BH QT 0110129425");
      browser.awaitReceived("Ma so xxxxxx9425");
      browser.write("TC");
      browser.awaitReceived("Da dung tin thong tin chung");
      browser.write("GOI");
      browser.awaitReceived("Chung toi se goi lai");

      browser.open(endpoints.get("hotline").asString());
      browser.awaitVisible("h2", "Call back +84391234604");
      assertThat(browser.complaints()).isEmpty();
    }
  }

  /** General messages to the number, until one is not sent. */
  private boolean isSkipped(String phone) throws Exception {
    String id = "general-" + Instant.now().toEpochMilli();
    assertThat(notifier.post(event("notice.published", id, phone)).statusCode()).isEqualTo(202);
    JsonNode found =
        await()
            .atMost(LIMIT)
            .ignoreExceptions()
            .until(() -> notifier.lookUp("/tests", id), one -> one.has("state"));
    return found.path("state").asString().equals("SKIPPED")
        && found.at("/reason/code").asString().equals("OPTED_OUT");
  }

  /** An address of the test tenant, whose answers only a route for tests may send. */
  @Test
  void whoPractisesIsAnsweredFromTheAddressForIt() throws Exception {
    String phone = "84391234605";
    write(phone, "8000", "BH HD", "smpp");
    awaitTexts(phone, 1);
    assertThat(
            notifier.simulator("/v1/messages?to=" + phone).get("messages").valueStream().toList())
        .hasSize(1)
        .allSatisfy(message -> assertThat(message.toString()).contains("\"8000\""));
  }

  /** Two programs that answer each other end by themselves. */
  @Test
  void whatOurOwnAddressesWriteIsNotAnswered() throws Exception {
    String phone = "84391234603";
    write(ADDRESS, ADDRESS, "BH HD", "smpp");
    write(phone, ADDRESS, "BH HD", "smpp");
    awaitTexts(phone, 1);

    // As a short code that answers each message with its text.
    write(phone, ADDRESS, texts(phone).getLast(), "smpp");
    write(phone, ADDRESS, "BH QT 0110129425", "smpp");
    awaitTexts(phone, 2);

    assertThat(texts(phone)).hasSize(2).last().asString().contains("xxxxxx9425");
    assertThat(texts(ADDRESS)).isEmpty();
  }

  private static String event(String type, String id, String phone) {
    return ("{\"specversion\":\"1.0\",\"id\":\"%s\",\"source\":\"/tests\",\"type\":\"%s\","
            + "\"time\":\"%s\",\"data\":{\"recipient\":{\"phone\":\"+%s\"},%s}}")
        .formatted(id, type, Instant.now().truncatedTo(ChronoUnit.SECONDS), phone, data(type));
  }

  private static String data(String type) {
    return type.equals("card.expiring")
        ? "\"cardNo\":\"HC4010110129425\",\"validTo\":\"2026-12-31\",\"daysLeft\":30"
        : "\"topic\":\"card-codes\",\"text\":\"Từ 01/12/2026 thẻ BHYT dùng mã số mới.\"";
  }
}
