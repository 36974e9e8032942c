package dev.notifier.console.templates;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.console.server.TestConsole;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemplateListPagesTest {
  @RegisterExtension private static final TestConsole console = new TestConsole();

  @BeforeEach
  void answer() {
    TemplateExamples.answer(console.api());
  }

  @Test
  void listsWhatIsInUseAndWhatIsNotApart() {
    String page = console.get("templates").body();
    assertThat(page)
        .contains(
            "href=\"./templates/card-expiring\"",
            "Version 1 in force",
            "waits for approval",
            ">draft</span>",
            "Out of use (1)");
    assertThat(page.indexOf("Out of use (1)")).isLessThan(page.indexOf("templates/card-old\""));
    assertThat(console.getVietnamese("templates").body()).contains("Mẫu tin", "chờ duyệt");
  }

  @Test
  void searchesFromTheBeginningOfANameOn() {
    assertThat(console.get("templates?name=Card%20old").body())
        .contains("value=\"card-old\"", "templates/card-old\"")
        .doesNotContain("templates/card-expiring\"");
    assertThat(console.api().last("GET", "/v1/templates").target())
        .isEqualTo("/v1/templates?after=card-olczzzz");
  }

  @Test
  void listsThoseInAState() {
    assertThat(console.get("templates?state=in-review&name=card").body())
        .contains(
            "aria-current=\"true\">Wait for approval</a>",
            "href=\"./templates?state=draft&amp;name=card\"",
            "<input type=\"hidden\" name=\"state\" value=\"in-review\">");
    assertThat(console.api().last("GET", "/v1/templates").target())
        .isEqualTo("/v1/templates?state=in-review&after=carczzzz");
    console.get("templates?state=unknown");
    assertThat(console.api().last("GET", "/v1/templates").target()).isEqualTo("/v1/templates");
    console.api().answer("GET", "/v1/templates", 200, Map.of("templates", List.of()));
    assertThat(console.getVietnamese("templates?state=in-review").body())
        .contains("Không có mẫu tin nào ở trạng thái này.", ">Chờ duyệt</a>");
  }

  @ParameterizedTest
  @CsvSource({"card, carczzzz", "a, 9zzzz", "b0, b-", "b-, b-"})
  void aNameBeforeABeginningIsBeforeIt(String start, String before) {
    assertThat(NameSearch.before(start)).isEqualTo(before);
  }
}
