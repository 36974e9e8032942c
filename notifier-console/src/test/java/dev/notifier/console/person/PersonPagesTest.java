package dev.notifier.console.person;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import dev.notifier.console.messages.TestMessages;
import dev.notifier.console.server.TestConsole;
import dev.notifier.console.text.Language;
import dev.notifier.console.text.Texts;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class PersonPagesTest {
  private static final Map<String, String> WHO =
      Map.of("phone", TestPeople.PHONE, "purpose", "not-received", "ticket", "HD-17");

  private static TestConsole console;

  @BeforeAll
  static void start() {
    console = new TestConsole();
  }

  @AfterAll
  static void stop() {
    console.close();
  }

  @BeforeEach
  void reset() {
    console.api().reset();
    TestPeople.answer(console.api());
  }

  private static Map<String, String> with(String... fields) {
    Map<String, String> all = new HashMap<>(WHO);
    for (int i = 0; i < fields.length; i += 2) {
      all.put(fields[i], fields[i + 1]);
    }
    return all;
  }

  @Test
  void knowsThePurposesOfTheInterface() throws IOException {
    Matcher purposes =
        Pattern.compile("purpose: \\{ type: string, enum: \\[([^]]*)]")
            .matcher(Files.readString(Path.of("../notifier-api/src/main/resources/openapi.yaml")));
    assertThat(purposes.find()).isTrue();
    assertThat(PersonForm.PURPOSES).containsExactlyInAnyOrder(purposes.group(1).split(", "));
  }

  @Test
  void showsTheTimelineWithMaskedNumbers() {
    HttpResponse<String> page = console.post("person", WHO);

    assertThat(page.body())
        .contains("To the person – 30/11/2026 23:30:02 (UTC+7)", "Rejected by the carrier")
        .contains("(card.expiring)", "The text is masked. Press")
        .contains("Received from the person – 01/12/2026 00:30:00 (UTC+7)")
        .doesNotContain("HUY", "Lo Thi Mai")
        .contains("Said by another channel", "renew-card")
        .contains("messages/" + TestMessages.REJECTED)
        .contains("0391***567")
        .containsPattern("VinaPhone\\s+\\(ported, since 01/11/2026 00:00:00");
    assertThat(console.api().last("POST", "/v1/people/timeline").body())
        .isEqualTo(
            "{\"phone\":\"0391 234 567\",\"purpose\":\"not-received\",\"ticket\":\"HD-17\"}");
  }

  @Test
  void showsTheTextsTogetherWithTheNumber() {
    assertThat(console.post("person", with("reveal", "yes")).body())
        .contains("HUY", "Lo Thi Mai", "0391 234 567")
        .doesNotContain("The text is masked");
  }

  @Test
  void looksUpByReference() {
    console.post("person", Map.of("personRef", "P-7731", "purpose", "question"));

    assertThat(console.api().last("POST", "/v1/people/timeline").body())
        .isEqualTo("{\"personRef\":\"P-7731\",\"purpose\":\"question\"}");
  }

  @Test
  void continuesAtThePlaceOfThePageBefore() {
    assertThat(console.post("person", with("cursor", "Xb0F3")).body()).contains("To the newest");
    assertThat(console.api().last("POST", "/v1/people/timeline").body()).contains("\"Xb0F3\"");
  }

  @Test
  void asksForWhatIsMissing() {
    HttpResponse<String> page = console.post("person", with("personRef", "P-7731"));
    assertThat(page.statusCode()).isEqualTo(422);
    assertThat(page.body()).contains("href=\"#phone\"", "one of them", "value=\"P-7731\"");

    assertThat(console.post("person", with("purpose", "")).body()).contains("href=\"#purpose\"");
  }

  @Test
  void keepsWhatWasTypedIfTheLookUpIsRefused() {
    console.api().refuse("POST", "/v1/people/timeline", 429, "too-many-lookups");

    HttpResponse<String> page = console.post("person", WHO);

    assertThat(page.statusCode()).isEqualTo(422);
    assertThat(page.body()).contains("value=\"0391 234 567\"", "value=\"HD-17\"");
  }

  @Test
  void revealsOnce() {
    assertThat(console.post("person", with("reveal", "yes")).body()).contains("<dd>0391 234 567");
    assertThat(console.post("person", WHO).body()).contains("<dd>0391***567");
  }

  @Test
  void whoMayOnlyReadSeesNoCommands() {
    console.api().signedIn(List.of("people:read"), TestConsole.NOW);

    assertThat(console.post("person", WHO).body())
        .contains("you need the right", "person/directory")
        .doesNotContain("opt-outs/change", "person/erase", "person/export", "messages/0193");
  }

  @Test
  void escapesWhatPeopleSay() {
    String evil = "<script>alert('x')</script>\\\"'";
    console
        .api()
        .answer(
            "POST",
            "/v1/people/timeline",
            200,
            """
            {"carrier":{"name":"EVIL","learnedFrom":"EVIL","since":null},"items":[{"kind":"EVIL","at":"2026-12-01T01:20:00Z","notificationId":"EVIL","type":"EVIL",
              "phone":"EVIL","template":{"id":"EVIL","version":1},"text":"EVIL","state":"EVIL",
              "stateWords":{"vi":"EVIL","en":"EVIL"},"reason":"EVIL","address":"EVIL",
              "recorded":{"channel":"EVIL","knowledgeEntry":"EVIL"}}],"next":"EVIL","complete":true}
            """
                .replace("EVIL", evil));

    String page =
        console
            .post(
                "person", Map.of("personRef", "<script>alert(1)</script>\"", "purpose", "question"))
            .body();

    assertThat(page).contains("&lt;script>").doesNotContain("<script>alert");
  }

  @Test
  void answersWhetherATextIsOurs() {
    String page =
        console
            .post(
                "person/verify", with("text", "The BHYT het han", "receivedAt", "2026-12-01T00:30"))
            .body();

    assertThat(page).contains("we did not send this text", "214", "not to follow the link");
    assertThat(console.api().last("POST", "/v1/people/verify").body())
        .isEqualTo(
            "{\"phone\":\"0391 234 567\",\"text\":\"The BHYT het han\","
                + "\"receivedAt\":\"2026-11-30T17:30:00Z\"}");
    assertThat(console.post("person/verify", with("text", " ")).body()).contains("href=\"#text\"");
  }

  @Test
  void showsTheDirectory() {
    assertThat(console.post("person/directory", WHO).body())
        .contains("P-7731", "+84391***567", "shared by 2 persons", "Others have this number")
        .containsPattern("Viettel\\s+\\(by its first digits");
    assertThat(console.postVietnamese("person/directory", WHO).body())
        .contains("<td>Tiếng Việt</td>");
  }

  @Test
  void erasesOnlyAfterTheConfirmation() {
    assertThat(console.post("person/erase", WHO).body()).contains("cannot be undone");
    assertThat(console.post("person/erase", with("confirmed", "yes")).body())
        .contains("href=\"#sure\"");
    assertThat(console.api().received()).noneMatch(each -> each.target().contains("erase"));

    assertThat(console.post("person/erase", with("confirmed", "yes", "sure", "yes")).body())
        .contains("Messages that were sent: 12", "2 messages are on their way", "opt_out_events");
    assertThat(console.api().last("POST", "/v1/people/erase").body())
        .isEqualTo("{\"phone\":\"0391 234 567\"}");
  }

  @Test
  void saysWhatRemainsInTheLanguageOfThePage() {
    assertThat(
            console.postVietnamese("person/erase", with("confirmed", "yes", "sure", "yes")).body())
        .contains("Tin đã gửi: 12", "(<code>notifier.receipts</code>)", "tự xóa 7 ngày sau khi ghi")
        .contains("không xóa, vì phải giữ hiệu lực")
        .doesNotContain("numbers in receipts", "for ever")
        .as("a code that this console does not know")
        .contains("<li lang=\"en\">moon: letters – tomorrow</li>");
  }

  @Test
  void hasWordsForAllThatAnErasureSays() throws IOException {
    String description =
        Files.readString(Path.of("../notifier-api/src/main/resources/openapi.yaml"));
    Set<String> words = Texts.load().of(Language.VIETNAMESE).keySet();
    assertThat(list(description, "code: \\{ type: string, enum: \\[(events, [^]]*)]"))
        .allSatisfy(code -> assertThat(words).contains("person.remaining." + code));
    assertThat(list(description, "data: \\{ type: string, examples: \\[(notifications, [^]]*)]"))
        .allSatisfy(data -> assertThat(words).contains("person.erased-data." + data));
  }

  private static List<String> list(String description, String pattern) {
    Matcher list = Pattern.compile(pattern).matcher(description);
    assertThat(list.find()).isTrue();
    return List.of(list.group(1).split(", "));
  }

  @Test
  void exportsAllPagesAsAFile() {
    console
        .api()
        .answer(
            "POST",
            "/v1/people/export",
            200,
            "{\"items\":[{\"data\":\"notifications\",\"values\":{\"a\":1}}],\"elsewhere\":[],\"next\":null}");
    assertThat(console.post("person/export", WHO).body()).contains("Download the file");

    HttpResponse<String> file = console.post("person/export", with("confirmed", "yes"));

    assertThat(file.headers().firstValue("Content-Disposition"))
        .contains("attachment; filename=\"person.json\"");
    assertThat(file.body())
        .isEqualTo(
            "{\"items\":[{\"data\":\"notifications\",\"values\":{\"a\":1}}],\"elsewhere\":[],\"complete\":true}");
    console.api().refuse("POST", "/v1/people/export", 403, "second-factor-required");
    assertThat(console.post("person/export", with("confirmed", "yes")).statusCode()).isEqualTo(422);
  }

  /** The response of the interface, and what was typed, are in no log. */
  @Test
  void aFailureLogsNothingAboutThePerson() {
    console.api().answer("POST", "/v1/people/timeline", 200, "0391234567 Lo Thi Mai");
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
    log.start();
    root.addAppender(log);
    try {
      assertThat(console.post("person", WHO).statusCode()).isEqualTo(500);
    } finally {
      root.detachAppender(log);
    }

    assertThat(log.list)
        .isNotEmpty()
        .allSatisfy(event -> {
          String text = event.getFormattedMessage();
          if (event.getThrowableProxy() != null) {
            text += ThrowableProxyUtil.asString(event.getThrowableProxy());
          }
          assertThat(text).doesNotContain("234", "Mai", "HD-17");
        });
  }

  @Test
  void answersOfFormsHaveNoAddress() {
    assertThat(console.get("person/erase").headers().firstValue("Location")).contains("../person");
  }
}
