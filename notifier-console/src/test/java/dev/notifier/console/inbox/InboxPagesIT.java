package dev.notifier.console.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.options.AriaRole;
import dev.notifier.console.browser.PageBrowser.Tab;
import dev.notifier.console.browser.PageBrowser.View;
import dev.notifier.console.browser.PagesContract;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class InboxPagesIT extends PagesContract {
  private static final String PAGE = "inbox/" + TestConversations.ID;

  @Override
  protected Map<String, String> pages() {
    return Map.of("inbox", "inbox", PAGE, "conversation", "reports/inbox", "inbox-figures");
  }

  @BeforeEach
  void answer() {
    TestConversations.answer(console().api(), "user:lan");
  }

  /** With the keyboard alone, from the list to the answer. */
  @Test
  void aReplyIsAnswered() {
    String path = "/v1/inbox/" + TestConversations.ID + "/answer";
    console()
        .api()
        .answer(
            "POST", path, 200, "{\"text\":\"Ngay 25/11\",\"encoding\":\"gsm7\",\"segments\":1}");
    try (Tab tab = tab(View.ENGLISH)) {
      Page page = tab.open("inbox").page();
      page.getByRole(AriaRole.LINK, new GetByRoleOptions().setName("+84912***678")).focus();
      page.keyboard().press("Enter");
      page.getByLabel("Text").focus();
      page.keyboard().type("Ngày 25/11");
      page.getByText("segments: 1.").waitFor();
      page.keyboard().press("Tab");
      page.keyboard().press("Enter");
      page.getByText("The answer is on its way").waitFor();
    }
    assertThat(console().api().last("POST", path).body()).isEqualTo("{\"text\":\"Ngày 25/11\"}");
  }

  /** What was found replaces the list, and the answer that is chosen is shown at once. */
  @Test
  void anAnswerOfTheKnowledgeBaseIsFoundByItsWords() {
    String path = answersWith("12 To Hieu");
    try (Tab tab = tab(View.ENGLISH)) {
      Page page = tab.open(PAGE).page();
      assertThat(page.getByText("Use this answer").isVisible()).isFalse();
      // The preview of the text must not reach the API after that of the answer.
      page.waitForResponse(
          response -> response.url().endsWith("/preview"),
          () -> page.getByLabel("Text").fill("kept"));
      page.getByLabel("Find an answer").fill("co quan dia");
      page.locator("#knowledge[size]:not([size='1'])").waitFor();
      page.waitForResponse(
          response ->
              String.valueOf(response.request().postData()).contains("knowledge=card")
                  && response.url().endsWith("/preview"),
          () -> page.locator("#knowledge").selectOption("card"));
      page.getByText("12 To Hieu").waitFor();
      assertThat(page.getByLabel("Text").inputValue()).isEqualTo("kept");
      assertThat(page.getByText("Use this answer").count()).isZero();
    }
    assertThat(console().api().last("GET", "/v1/knowledge").target())
        .isEqualTo("/v1/knowledge?state=published&words=co%20quan%20dia");
    assertThat(console().api().last("POST", path).body())
        .isEqualTo("{\"knowledge\":\"card\",\"preview\":true}");
  }

  @Test
  void anAnswerIsFoundAndUsedWithoutScripts() {
    String path = answersWith("12 To Hieu");
    try (Tab tab = tab(new View("en", false, 1280, false))) {
      Page page = tab.open(PAGE).page();
      page.getByLabel("Find an answer").fill("the");
      page.keyboard().press("Enter");
      page.waitForURL("**/find-answer#answer");
      page.locator("#knowledge").selectOption("card");
      page.getByText("Use this answer").click();
      page.getByText("12 To Hieu").waitFor();
      page.getByText("Send the answer").click();
      page.getByText("The answer is on its way").waitFor();
    }
    assertThat(console().api().last("POST", path).body()).isEqualTo("{\"knowledge\":\"card\"}");
  }

  private String answersWith(String text) {
    String path = "/v1/inbox/" + TestConversations.ID + "/answer";
    console()
        .api()
        .answer(
            "POST",
            path,
            200,
            Map.of("text", text, "encoding", "gsm7", "segments", 1, "version", 3));
    return path;
  }

  @Test
  void canBeReadWithoutScripts() {
    try (Tab tab = tab(new View("en", false, 1280, false))) {
      assertThat(tab.open(PAGE).page().content()).contains("Why: no rule matches.");
    }
  }

  /** The next refresh of a list after the end of the session says so. */
  @Test
  void aListSaysThatTheSessionHasEnded() {
    try (Tab tab = tab(View.ENGLISH)) {
      Page page = tab.page();
      page.clock().install();
      tab.open("inbox");
      console().api().refuse("GET", "/v1/me", 401, "unauthorized");
      page.clock().runFor(16_000);
      page.getByText("Your session has ended").waitFor();
      assertThat(page.url()).endsWith("/console/inbox");
    }
  }

  @Test
  void theEndOfTheSessionTakesNoAnswerAway() {
    try (Tab tab = tab(View.ENGLISH)) {
      Page page = tab.page();
      page.clock().install();
      tab.open(PAGE);
      page.getByLabel("Text").fill("Ngày 25/11");
      page.clock().runFor(1_000);
      console().api().refuse("GET", "/v1/me", 401, "unauthorized");
      page.clock().runFor(21_000);
      page.getByText("Your session has ended").waitFor();
      assertThat(page.locator("#session-ended a").getAttribute("href"))
          .isEqualTo("../sign-in?ended");
      assertThat(page.url()).endsWith(PAGE);
      assertThat(page.getByLabel("Text").inputValue()).isEqualTo("Ngày 25/11");

      console().api().reset();
      answer();
      page.clock().runFor(21_000);
      page.waitForCondition(() -> page.locator("#session-ended").isHidden());
    }
  }
}
