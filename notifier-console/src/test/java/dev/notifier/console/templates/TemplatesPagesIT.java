package dev.notifier.console.templates;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.notifier.console.browser.PageBrowser.Tab;
import dev.notifier.console.browser.PageBrowser.View;
import dev.notifier.console.browser.PagesContract;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TemplatesPagesIT extends PagesContract {
  private static final String ONE = "templates/card-expiring";
  private static final String PREVIEW = "/v1/templates/preview";
  private static final String DRAFT = "/v1/templates/card-expiring/draft";
  private static final View READING = new View("en", false, 1280, false);

  @BeforeEach
  void answer() {
    TemplateExamples.answer(console().api());
  }

  @Override
  protected Map<String, String> pages() {
    return Map.of(
        "templates",
        "templates",
        "templates/new",
        "template-new",
        ONE,
        "template",
        ONE + "/versions/2",
        "template-version",
        ONE + "/difference?from=1&to=2",
        "template-difference",
        ONE + "/history",
        "template-history",
        ONE + "/draft",
        "template-draft");
  }

  private void answerPreview(String text, String encoding, int units, int segments) {
    console()
        .api()
        .answer(
            "POST",
            PREVIEW,
            200,
            TemplateExamples.preview(
                TemplateExamples.sent("typical", text, encoding, units, segments)));
  }

  @Test
  void showsTheSegmentsWhileTyping() {
    try (Tab tab = tab(View.ENGLISH)) {
      Page page = tab.open(ONE + "/draft").page();
      Locator text = page.getByLabel("Text", new Page.GetByLabelOptions().setExact(true)).first();
      text.fill("");
      answerPreview("BHXHVN: The", "GSM7", 11, 1);
      text.pressSequentially("BHXHVN: The");
      assertThat(page.locator("#preview")).containsText("Characters: 11");
      assertThat(page.locator("#preview")).containsText("Segments: 1");

      answerPreview("BHXHVN: Thẻ BHYT", "UCS2", 75, 2);
      text.press("Backspace");
      text.pressSequentially("ẻ BHYT");
      assertThat(page.locator("#preview")).containsText("because of “ẻ”");
      assertThat(page.locator("#preview mark")).hasText("ẻ");
      assertThat(page.locator("#preview")).containsText("Segments: 2");
      assertThat(console().api().last("POST", PREVIEW).body())
          .contains("\"text\":\"BHXHVN: Thẻ BHYT\"");
      assertThat(text).isFocused();
      // Screen readers say the summary once.
      assertThat(page.locator("#preview-status")).containsText("UCS-2");
    }
  }

  @Test
  void aRefreshKeepsTheFocusAndTheCaret() {
    try (Tab tab = tab(View.ENGLISH)) {
      Page page = tab.open(ONE + "/draft").page();
      Locator text = page.locator("#text-vi");
      text.fill("BHXHVN: ");
      for (int i = 1; i <= 20; i++) {
        answerPreview("Message " + i, "GSM7", 100 + i, 1);
        text.evaluate("field => field.setSelectionRange(3, 3)");
        page.keyboard().type("x");
        assertThat(page.locator("#preview")).containsText("Characters: " + (100 + i));
        assertThat(text).isFocused();
        assertThat(text.evaluate("field => field.selectionStart")).isEqualTo(4);
      }
      assertThat(text).hasValue("BHX" + "x".repeat(20) + "HVN: ");
    }
  }

  @Test
  void saysWhereAnErrorIsAndGoesThere() {
    try (Tab tab = tab(View.ENGLISH)) {
      Page page = tab.open(ONE + "/draft").page();
      console().api().answer("POST", PREVIEW, 200, TemplateExamples.wrong());
      page.locator("#text-vi").fill("BHXHVN: {{ titel }}");
      assertThat(page.locator("#preview")).containsText("line 1, column 45");
      page.getByText("Go to the text").click();
      assertThat(page.locator("#text-vi")).hasValue("BHXHVN: {{ titel }}");
    }
  }

  @Test
  void isWrittenAndSubmittedWithTheKeyboardAlone() {
    try (Tab tab = tab(View.ENGLISH)) {
      Page page = tab.open(ONE).page();
      press(page, "Go on writing");
      assertThat(page).hasURL(Pattern.compile(".*/draft$"));
      focus(page, "text-vi");
      page.keyboard().type("BHXHVN: a new text");
      focus(page, "submit-reason");
      page.keyboard().type("shorter");
      page.keyboard().press("Tab");
      page.keyboard().press("Tab");
      page.keyboard().press("Enter");
      assertThat(page.getByRole(AriaRole.STATUS).first())
          .containsText("A second person can approve it now.");
      assertThat(console().api().last("PUT", DRAFT).body()).contains("BHXHVN: a new text");
      assertThat(console().api().last("POST", DRAFT + "/submit").body()).contains("shorter");
    }
  }

  @Test
  void aSecondPersonApprovesAndPublishesWithTheKeyboardAlone() {
    try (Tab tab = tab(View.ENGLISH)) {
      Page page = tab.open(ONE).page();
      press(page, "Read and decide");
      focus(page, "reason");
      page.keyboard().type("reads well");
      page.keyboard().press("Tab");
      page.keyboard().press("Enter");
      assertThat(page.locator(".notice").first()).containsText("The version is approved.");
      assertThat(
              console().api().last("POST", "/v1/templates/card-expiring/versions/2/approve").body())
          .isEqualTo("{\"reason\":\"reads well\"}");

      console()
          .api()
          .answer(
              "GET",
              "/v1/templates/card-expiring/versions/2",
              200,
              TemplateExamples.version(
                  2, "approved", "user:hoa", TemplateExamples.document(TemplateExamples.DRAFT)));
      tab.open(ONE + "/versions/2");
      press(page, "Put it into force now");
      assertThat(page.locator(".notice").first()).containsText("The version is in force.");
      console().api().last("POST", "/v1/templates/card-expiring/versions/2/publish");
    }
  }

  @Test
  void bothTextsAreShownIfSomebodyElseHasSaved() {
    try (Tab tab = tab(View.VIETNAMESE)) {
      Page page = tab.open(ONE + "/draft").page();
      console()
          .api()
          .answer("GET", DRAFT, 200, TemplateExamples.draft(5, "user:hoa", "BHXHVN: Thẻ của bạn"));
      page.locator("#text-vi").fill("BHXHVN: Thẻ BHYT");
      page.getByText("Lưu bản nháp").click();
      assertThat(page.locator("#text-vi")).hasValue("BHXHVN: Thẻ BHYT");
      assertThat(page.locator(".source").first()).hasText("BHXHVN: Thẻ của bạn");
      assertThat(page.locator(".problems")).containsText("hoa đã lưu nội dung khác");
      tab.keepPicture("template-conflict-vi");
    }
  }

  @Test
  void whatWasTypedStaysWhenTheSaveIsRefused() {
    try (Tab tab = tab(View.ENGLISH)) {
      Page page = tab.open(ONE + "/draft").page();
      console().api().refuse("PUT", DRAFT, 422, "template-errors");
      page.locator("#text-vi").fill("BHXHVN: {{ titel }}\n\nHoa");
      page.getByText("Save the draft").click();
      assertThat(page.locator(".problems")).isFocused();
      assertThat(page.locator("#text-vi")).hasValue("BHXHVN: {{ titel }}\n\nHoa");
    }
  }

  @Test
  void aSessionThatEndsWhileTypingTakesNothingAway() {
    try (Tab tab = tab(View.ENGLISH)) {
      Page page = tab.open(ONE + "/draft").page();
      console().api().refuse("GET", "/v1/me", 401, "unauthorized");
      page.locator("#text-vi").fill("My text");
      assertThat(page.locator("#session-ended")).isVisible();
      assertThat(page.locator("#text-vi")).hasValue("My text");
    }
  }

  @Test
  void isReadWithoutScripts() {
    try (Tab tab = tab(READING)) {
      Page page = tab.open("templates?name=card").page();
      page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("card-expiring")).click();
      assertThat(page.locator(".bubble").first()).containsText("BHXHVN: The BHYT xxxxxx9425");
      page.getByText("Read and decide").click();
      assertThat(page.locator("del").first()).containsText("The");
    }
  }

  /** Goes to a link or a button with the key Tab, and presses it. */
  private static void press(Page page, String link) {
    for (int i = 0; i < 60; i++) {
      page.keyboard().press("Tab");
      if (link.equals(page.evaluate("document.activeElement.textContent.trim()"))) {
        String before = page.url();
        page.keyboard().press("Enter");
        page.waitForCondition(() -> !page.url().equals(before));
        page.waitForLoadState();
        return;
      }
    }
    throw new AssertionError("The key Tab does not reach " + link);
  }

  /** Goes to an input with the key Tab. */
  private static void focus(Page page, String id) {
    for (int i = 0; i < 60; i++) {
      page.keyboard().press("Tab");
      if (id.equals(page.evaluate("document.activeElement.id"))) {
        return;
      }
    }
    throw new AssertionError("The key Tab does not reach " + id);
  }
}
