package dev.notifier.console.knowledge;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.notifier.console.browser.PageBrowser.Tab;
import dev.notifier.console.browser.PageBrowser.View;
import dev.notifier.console.browser.PagesContract;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KnowledgePagesIT extends PagesContract {
  private static final String ONE = "knowledge/card-validity";
  private static final String API = "/v1/knowledge/card-validity";
  private static final View READING = new View("en", false, 1280, false);

  @BeforeEach
  void answer() {
    KnowledgeExamples.answer(console().api());
  }

  @Override
  protected Map<String, String> pages() {
    return Map.of(
        "knowledge",
        "knowledge",
        "knowledge/new",
        "knowledge-new",
        "knowledge/try",
        "knowledge-try",
        "knowledge/unanswered",
        "knowledge-unanswered",
        ONE,
        "knowledge-entry",
        ONE + "/versions/2",
        "knowledge-version",
        ONE + "/draft",
        "knowledge-draft");
  }

  @Test
  void triesATextOnThePageItself() {
    try (Tab tab = tab(View.ENGLISH)) {
      Page page = tab.open("knowledge/try").page();
      page.locator("#text").fill("the het han chua");
      page.getByText("Search").click();
      assertThat(page.locator("#found")).containsText("78 of 100");
      assertThat(page.locator("#text")).hasValue("the het han chua");
      tab.check("knowledge/try with entries");
      tab.keepPicture("knowledge-found-en");
    }
  }

  @Test
  void aQuestionBecomesOneOfAnEntryWithOneClick() {
    try (Tab tab = tab(View.ENGLISH)) {
      Page page = tab.open("knowledge/unanswered").page();
      page.getByText("Add to card-validity").click();
      assertThat(page).hasURL(Pattern.compile(".*/knowledge/card-validity/draft\\?.*"));
      assertThat(page.getByRole(AriaRole.STATUS)).containsText("The question is in the draft.");
      assertThat(console().api().last("POST", API + "/draft/questions").body())
          .contains("\"question\":\"the cua toi bi khoa\"", "\"group\":\"the cua toi bi khoa\"");
    }
  }

  @Test
  void whatWasTypedStaysWhenTheSaveIsRefused() {
    try (Tab tab = tab(View.ENGLISH)) {
      Page page = tab.open(ONE + "/draft").page();
      console().api().refuse("PUT", API + "/draft", 422, "invalid-knowledge");
      page.locator("#questions-0").fill("Thẻ bị khóa\nMất thẻ");
      page.getByText("Save the draft").click();
      assertThat(page.locator(".problems")).isFocused();
      assertThat(page.locator("#questions-0")).hasValue("Thẻ bị khóa\nMất thẻ");
    }
  }

  @Test
  void isReadWithoutScripts() {
    try (Tab tab = tab(READING)) {
      Page page = tab.open("knowledge").page();
      page.getByText("Thẻ BHYT còn hạn không").click();
      page.getByText("Read and decide").click();
      assertThat(page.locator("ins").first()).containsText("Thẻ BHYT hết hạn khi nào");
      tab.open("knowledge/try");
      page.locator("#text").fill("the het han chua");
      page.getByText("Search").click();
      assertThat(page.locator("#found")).containsText("78 of 100");
    }
  }
}
