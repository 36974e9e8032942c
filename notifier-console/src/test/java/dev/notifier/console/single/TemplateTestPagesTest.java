package dev.notifier.console.single;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.console.messages.TestMessages;
import dev.notifier.console.server.TestConsole;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TemplateTestPagesTest {
  private static final String PAGE = "templates/case-decided/versions/4/test";
  private static final String COMMAND = "/v1/templates/case-decided/versions/4/test";

  private static TestConsole console;
  private static int number;

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
    TestTypes.answer(console.api());
  }

  @Test
  void offersTheLanguagesAndTheValues() {
    assertThat(console.get(PAGE).body())
        .contains("To version 4", "Own values instead of the examples", "The code of the case")
        .contains("<option value=\"vi\">", "<option value=\"en\">")
        .doesNotContain("Urgent");
    assertThat(console.getVietnamese("templates/case-decided/draft/test").body())
        .contains("Về bản nháp", "Gửi thử");
  }

  @Test
  void sendsTheExampleAndShowsItsMessage() {
    HttpResponse<String> page =
        console.post(PAGE, form("phone", "0391 234 567", "locale", "en", "data.caseCode", ""));

    assertThat(page.statusCode()).isEqualTo(303);
    assertThat(page.headers().firstValue("Location").orElse(""))
        .endsWith("messages/" + TestMessages.REJECTED + "?notice=single.test");
    assertThat(console.api().last("POST", COMMAND).body())
        .isEqualTo("{\"phone\":\"0391 234 567\",\"locale\":\"en\"}");
  }

  @Test
  void ownValuesReplaceThoseOfTheExample() {
    console.post(
        "templates/case-decided/draft/test",
        form("phone", "0391234567", "data.caseCode", "17", "data.amount", "150000"));

    assertThat(console.api().last("POST", "/v1/templates/case-decided/draft/test").body())
        .contains("\"caseCode\":\"17\"", "\"amount\":150000", "\"decidedDate\":\"2026-11-09\"");
  }

  @Test
  void showsTheTextIfTheMessageIsNotPlannedYet() {
    console.api().refuse("GET", "/v1/notifications", 404, "not-found-yet");

    assertThat(console.post(PAGE, form("phone", "0391234567")).body())
        .contains("The test is on its way", "class=\"bubble\"", "Send another test");
  }

  @Test
  void keepsWhatWasTypedIfItIsWrongOrRefused() {
    HttpResponse<String> wrong =
        console.post(PAGE, form("phone", "0391234567", "data.amount", "many"));
    assertThat(wrong.statusCode()).isEqualTo(422);
    assertThat(wrong.body()).contains("href=\"#data.amount\"", "value=\"many\"");
    assertThat(console.post(PAGE, form()).body()).contains("href=\"#phone\"");

    console.api().refuse("POST", COMMAND, 403, "not-a-team-number");
    assertThat(console.post(PAGE, form("phone", "\"><script>")).body())
        .contains("Detail of not-a-team-number", "value=\"&#34;>&lt;script>\"");
  }

  @Test
  void aTestIsSentOnce() {
    Map<String, String> typed = form("phone", "0391234567");
    assertThat(console.post(PAGE, typed).statusCode()).isEqualTo(303);
    HttpResponse<String> again = console.post(PAGE, typed);

    assertThat(again.statusCode()).isEqualTo(422);
    assertThat(again.body())
        .contains("This test was sent before", "value=\"0391234567\"", "name=\"form\" value=\"");
    assertThat(console.api().received())
        .filteredOn(each -> each.method().equals("POST") && each.target().equals(COMMAND))
        .hasSize(1);
  }

  /** What a new form sends. */
  private static Map<String, String> form(String... typed) {
    Map<String, String> fields = new HashMap<>();
    for (int i = 0; i < typed.length; i += 2) {
      fields.put(typed[i], typed[i + 1]);
    }
    number++;
    fields.put("form", "test-" + number);
    return fields;
  }
}
