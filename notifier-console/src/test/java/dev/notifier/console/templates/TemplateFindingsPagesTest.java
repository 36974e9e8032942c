package dev.notifier.console.templates;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.console.server.TestConsole;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is found in the text of a template is said in the language of the page. */
class TemplateFindingsPagesTest {
  private static final String PART = "templates/card-expiring/draft/preview";
  private static final Map<String, String> TYPED =
      Map.of("type", "card.expiring", "key-0", "vi", "text-0", "Thẻ {{ titel }}");

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
    TemplateExamples.answer(console.api());
  }

  private static void answer(Map<String, Object> preview) {
    console.api().answer("POST", "/v1/templates/preview", 200, preview);
  }

  @Test
  void anErrorIsSaidWithItsValues() {
    answer(TemplateExamples.wrong());

    assertThat(console.postVietnamese(PART, TYPED).body())
        .contains("Không có dữ liệu này", "không có titel; các dữ liệu là cardNo, validTo")
        .doesNotContain("does not exist", "lang=\"en\"");
    assertThat(console.post(PART, TYPED).body())
        .contains("titel does not exist; the fields are cardNo, validTo");
  }

  @Test
  void aWarningIsSaidWithItsValues() {
    assertThat(console.postVietnamese(PART, TYPED).body())
        .contains("\"thu phi\" bỏ dấu thì dễ hiểu nhầm; hãy viết cách khác")
        .doesNotContain("ambiguous");
  }

  /** Also if a form is refused because of it. */
  @Test
  void aRefusedDraftIsSaidWithTheValues() {
    console
        .api()
        .answer(
            "PUT",
            "/v1/templates/card-expiring/draft",
            422,
            """
            {"type":"x","title":"x","status":422,"detail":"x","code":"invalid-template","errors":[
              {"pointer":"/variants/0/text","code":"unknown-filter",
               "detail":"the filter shout does not exist; write short"}]}
            """);
    Map<String, String> form = new HashMap<>(TYPED);
    form.put("version", "3");
    form.put("base", "1");

    assertThat(console.postVietnamese("templates/card-expiring/draft", form).body())
        .contains("Không có bộ lọc này: không có bộ lọc shout; hãy viết short")
        .doesNotContain("does not exist");
  }

  @Test
  void aSentenceThatIsNotKnownIsMarkedAsEnglish() {
    answer(
        Map.of(
            "diagnostics",
            List.of(
                Map.of(
                    "pointer", "/variants/0/text", "code", "syntax", "detail", "speak, friend"))));

    assertThat(console.postVietnamese(PART, TYPED).body())
        .contains(
            "Không đọc được chỗ này", "<span class=\"detail\" lang=\"en\">speak, friend</span>");
  }
}
