package dev.notifier.console.signin;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import dev.notifier.console.browser.PageBrowser.Tab;
import dev.notifier.console.browser.PageBrowser.View;
import dev.notifier.console.browser.PagesContract;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SignInPagesIT extends PagesContract {
  @Override
  protected Map<String, String> pages() {
    return Map.of("sign-in", "sign-in", "start", "start", "link", "link");
  }

  /** With the keyboard alone: password, code, and the page that was asked for. */
  @Test
  void aPersonSignsInWithPasswordAndCode() {
    console().api().refuse("GET", "/v1/me", 401, "unauthorized");
    try (Tab tab = tab(View.ENGLISH)) {
      Page page = tab.open("routes").page();
      page.getByLabel("User name").focus();
      page.keyboard().type("lan");
      page.keyboard().press("Tab");
      page.keyboard().type("four words of my own");
      console()
          .api()
          .answer(
              "GET",
              "/v1/me",
              200,
              Map.of("stage", "second-factor-needed", "secondFactors", List.of("totp", "passkey")));
      page.keyboard().press("Enter");
      page.getByLabel("Code of your authenticator app").focus();
      tab.keepPicture("sign-in-code-en");
      page.keyboard().type("492039");
      console().api().reset();
      page.keyboard().press("Enter");
      page.waitForURL("**/console/routes");
    }
    assertThat(console().api().received()).isNotEmpty();
  }

  @Test
  void theSecretOfALinkLeavesTheAddress() {
    try (Tab tab = tab(View.ENGLISH)) {
      Page page = tab.open("link#nl_5f").page();
      assertThat(page.getByLabel("One-time link").inputValue()).isEqualTo("nl_5f");
      assertThat(page.url()).doesNotContain("nl_5f");
      page.getByLabel("New password").fill("four words of my own");
      page.getByLabel("The same password again").fill("four words of my own");
      console()
          .api()
          .answer(
              "GET",
              "/v1/me",
              200,
              Map.of("stage", "enrolment-needed", "secondFactors", List.of()));
      page.keyboard().press("Enter");
      page.waitForURL("**/console/sign-in/app");
    }
  }
}
