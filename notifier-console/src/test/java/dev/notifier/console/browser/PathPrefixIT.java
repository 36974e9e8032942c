package dev.notifier.console.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.options.AriaRole;
import dev.notifier.console.browser.PageBrowser.Tab;
import dev.notifier.console.browser.PageBrowser.View;
import dev.notifier.console.server.TestConsole;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The console behind a proxy that serves it under a path of its own. */
class PathPrefixIT {
  private static final String PREFIX = "/notifier";

  private static TestConsole console;
  private static PathProxy proxy;

  @BeforeAll
  static void start() {
    console = new TestConsole();
    proxy = new PathProxy(PREFIX, console.address());
  }

  @AfterAll
  static void stop() {
    proxy.close();
    console.close();
  }

  @Test
  void aPersonSignsInAndWorksUnderAnyPath() {
    try (Tab tab = new PageBrowser(proxy.address()).tab(View.ENGLISH)) {
      Page page = tab.page();
      page.context().clearCookies();
      signIn(tab);
      openPages(page);
      submitForms(page);
      seeTheLivePart(page);
    }
    assertThat(proxy.missed()).as("requests outside the path").isEmpty();
  }

  private static void signIn(Tab tab) {
    Page page = tab.open("routes").page();
    page.waitForURL("**" + PREFIX + "/console/sign-in?next=routes");
    for (String language : List.of("Tiếng Việt", "English")) {
      page.getByRole(AriaRole.BUTTON, new GetByRoleOptions().setName(language)).click();
    }
    page.getByLabel("User name").fill("lan");
    page.getByLabel("Password").fill("four words of my own");
    console
        .api()
        .answer(
            "GET",
            "/v1/me",
            200,
            Map.of("stage", "second-factor-needed", "secondFactors", List.of("totp")));
    page.getByLabel("Password").press("Enter");
    page.getByLabel("Code of your authenticator app").fill("492039");
    console.api().reset();
    page.keyboard().press("Enter");
    page.waitForURL("**" + PREFIX + "/console/routes");
  }

  private static void openPages(Page page) {
    page.locator("#routes-viettel a").click();
    page.waitForURL("**" + PREFIX + "/console/routes/viettel");
    for (String entry : List.of("Messages", "Templates", "Users", "Overview")) {
      page.locator("nav.menu")
          .getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName(entry).setExact(true))
          .click();
      assertThat(page.locator("nav.menu a[aria-current]")).hasText(entry);
    }
  }

  private static void submitForms(Page page) {
    page.navigate(proxy.address().resolve("routes/viettel/pause").toString());
    page.getByRole(AriaRole.BUTTON, new GetByRoleOptions().setName("Pause the route")).click();
    page.waitForURL("**" + PREFIX + "/console/routes/viettel?notice=routes.pause");
    assertThat(page.locator(".notice").first()).containsText("The route is paused.");
  }

  private static void seeTheLivePart(Page page) {
    page.navigate(proxy.address().toString());
    assertThat(page.locator("#live-refresh")).isHidden();
    console
        .api()
        .answer(
            "GET",
            "/v1/pipeline",
            200,
            """
            {"kafkaAvailable": true, "storeAvailable": true,
             "summary": {"code": "slow", "route": null, "waiting": 7}, "lanes": [], "routes": []}
            """);
    assertThat(page.locator("#overview-summary")).containsText("7 messages wait");
  }
}
