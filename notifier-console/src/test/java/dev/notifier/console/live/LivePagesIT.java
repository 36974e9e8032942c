package dev.notifier.console.live;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import dev.notifier.console.browser.PageBrowser;
import dev.notifier.console.browser.PageBrowser.Tab;
import dev.notifier.console.browser.PageBrowser.View;
import dev.notifier.console.server.TestConsole;
import java.util.List;
import java.util.regex.Pattern;
import org.assertj.core.api.Assertions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LivePagesIT {
  private static final int PUSHES = 20;

  /** How often the page has changed, by a script of the test. */
  private static final String COUNT_CHANGES =
      "() => { window.changes = 0; new MutationObserver(() => window.changes++).observe("
          + "document.getElementById('route-status'), "
          + "{ subtree: true, childList: true, characterData: true }); }";

  private static TestConsole console;
  private static PageBrowser browser;

  @BeforeAll
  static void start() {
    console = new TestConsole();
    browser = new PageBrowser(console.address());
  }

  @AfterAll
  static void stop() {
    console.close();
  }

  @BeforeEach
  void reset() {
    console.api().reset();
    waiting(0);
  }

  @Test
  void twentyPushesDisturbNoOne() {
    console
        .api()
        .signedIn(List.of("routes:read", "routes:operate", "reports:read"), TestConsole.NOW);
    try (Tab tab = browser.tab(View.ENGLISH)) {
      Page page = tab.open("routes/viettel").page();
      page.evaluate(COUNT_CHANGES);
      Locator details = page.locator("#route-sessions");
      page.locator("#route-sessions summary").click();
      assertThat(details).not().hasAttribute("open", Pattern.compile(".*"));
      Locator code = page.locator("#code");
      code.focus();
      waiting(PUSHES);
      assertThat(page.locator("#route-status")).containsText("Messages waiting" + PUSHES + ",");
      double place = code.boundingBox().y;
      for (int i = 1; i <= PUSHES; i++) {
        waiting(i);
        page.keyboard().type(Integer.toString(i % 10));
        assertThat(page.locator("#route-status")).containsText("Messages waiting" + i + ",");
      }

      assertThat(code).hasValue("12345678901234567890");
      assertThat(code).isFocused();
      assertThat(details).not().hasAttribute("open", Pattern.compile(".*"));
      Assertions.assertThat(code.boundingBox().y).isEqualTo(place);
      Assertions.assertThat((Integer) page.evaluate("window.changes"))
          .isGreaterThanOrEqualTo(PUSHES);
      assertThat(page.locator("#live-refresh")).isHidden();
      tab.check("a live page");
    }
  }

  @Test
  void aFocusedLinkKeepsTheFocus() {
    try (Tab tab = browser.tab(View.ENGLISH)) {
      Page page = tab.open("routes").page();
      Locator link = page.locator("#routes-viettel a");
      link.focus();
      waiting(77);
      assertThat(page.locator("#routes-viettel")).containsText("77");
      assertThat(link).isFocused();
    }
  }

  @Test
  void screenReadersHearWordsAndNoNumbers() {
    try (Tab tab = browser.tab(View.ENGLISH)) {
      Page page = tab.open("./").page();
      Locator news = page.locator("#live-news");
      waiting(5);
      assertThat(page.locator("#overview-summary")).containsText("5 messages wait");
      assertThat(news).hasText("");
      state("all-well", null, 0);
      assertThat(news).hasText("No message waits for longer than usual.");
      state("slow", null, 8);
      assertThat(page.locator("#overview-summary")).containsText("8 messages wait");
      assertThat(news).hasText("No message waits for longer than usual.");
    }
  }

  @Test
  void saysThatTheSessionHasEnded() {
    try (Tab tab = browser.tab(View.ENGLISH)) {
      Page page = tab.open("./").page();
      assertThat(page.locator("#live-refresh")).isHidden();
      console.api().end("ns_1");

      assertThat(page.locator("#live-ended")).isVisible();
      assertThat(page.locator("#live-ended")).containsText("Signed out.");
      assertThat(page.locator("#live-refresh")).isVisible();
    }
  }

  @Test
  void withoutScriptsThereIsALinkToRefresh() {
    try (Tab tab = browser.tab(new View("en", false, 1280, false))) {
      Page page = tab.open("./").page();
      assertThat(page.locator("#overview-summary")).containsText("the route viettel is down");
      state("all-well", null, 0);
      page.locator("#live-refresh").click();
      assertThat(page.locator("#overview-summary"))
          .containsText("No message waits for longer than usual.");
    }
  }

  private static void waiting(long number) {
    state("route-down", "viettel", number);
  }

  private static void state(String code, @Nullable String route, long number) {
    console
        .api()
        .answer(
            "GET",
            "/v1/pipeline",
            200,
            """
            {"kafkaAvailable": true, "storeAvailable": true,
             "summary": {"code": "%s", "route": %s, "waiting": %d},
             "lanes": [],
             "routes": [{"name": "viettel", "state": "none", "reason": "route-down",
                         "sessions": 2, "waiting": %d, "oldest": "2026-12-01T01:00:00Z"}]}
            """
                .formatted(code, route == null ? "null" : "\"" + route + "\"", number, number));
  }
}
