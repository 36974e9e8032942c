package dev.notifier.console.errors;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.options.AriaRole;
import dev.notifier.console.browser.PageBrowser;
import dev.notifier.console.browser.PageBrowser.Tab;
import dev.notifier.console.browser.PageBrowser.View;
import dev.notifier.console.server.TestConsole;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KeptFormIT {
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
  }

  @Test
  void aFormIsSentAgainAfterTheSignIn() {
    for (View view : List.of(View.ENGLISH, new View("en", false, 320, false))) {
      try (Tab tab = browser.tab(view)) {
        Page page = sentAfterTheEnd(tab);
        if (view.scripts()) {
          tab.checkAccessibility("session-ended");
        }
        tab.keepPicture("session-ended-" + view.width());
        // Who is not signed in yet loses nothing, either.
        page.getByRole(AriaRole.BUTTON, new GetByRoleOptions().setName("Send again")).click();
        assertThat(console.api().received()).noneMatch(each -> each.target().contains("timeline"));

        console.api().reset();
        page.getByRole(AriaRole.BUTTON, new GetByRoleOptions().setName("Send again")).click();
        page.waitForURL("**/person");
        assertThat(console.api().last("POST", "/v1/people/timeline").body()).contains("0912345678");
      }
      reset();
    }
  }

  @Test
  void whatWasTypedIsForgottenAfterAWhile() {
    try (Tab tab = browser.tab(View.ENGLISH)) {
      tab.page().clock().install();
      Page page = sentAfterTheEnd(tab);
      page.clock().runFor(14 * 60 * 1000);
      assertThat(page.content()).contains("0912345678");
      page.clock().runFor(61 * 1000);
      page.waitForURL("**/sign-in?ended");
      assertThat(page.content()).doesNotContain("0912345678");
    }
  }

  private static Page sentAfterTheEnd(Tab tab) {
    Page page = tab.open("person").page();
    page.locator("#phone").fill("0912345678");
    page.locator("#purpose").selectOption("question");
    console.api().end("ns_1");
    page.locator("#phone").press("Enter");
    page.getByText("Your session has ended, so nothing was done.").waitFor();
    return page;
  }
}
