package dev.notifier.local.journey;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Locator.FilterOptions;
import com.microsoft.playwright.Locator.WaitForOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import dev.notifier.testing.browser.Chromium;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The handset page in the Chromium of this machine, without a window. Not thread-safe: use it in
 * the thread that started it.
 */
final class HandsetBrowser implements AutoCloseable {
  /** A test must not depend on what else Chromium does. */
  private static final List<String> ARGUMENTS =
      List.of(
          "--headless",
          "--no-sandbox",
          "--disable-gpu",
          "--disable-quic",
          "--no-first-run",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync");

  private final Playwright playwright;
  private final Browser browser;
  private final Page page;
  private final Duration limit;
  private final List<String> complaints = new ArrayList<>();

  /**
   * @param limit how long what is expected may take
   */
  HandsetBrowser(Duration limit) {
    this.limit = limit;
    playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    browser =
        playwright
            .chromium()
            .launch(new LaunchOptions().setExecutablePath(Chromium.find()).setArgs(ARGUMENTS));
    page = browser.newPage();
    page.onConsoleMessage(message -> {
      if (message.type().equals("error")) {
        complaints.add(message.text());
      }
    });
    page.onPageError(complaints::add);
  }

  void open(String address) {
    page.navigate(address);
  }

  /** Chooses a phone, as a person types its number. */
  void choose(String phone) {
    page.getByLabel("Phone number").fill(phone);
    page.getByText("Open", new Page.GetByTextOptions().setExact(true)).click();
  }

  /** Writes a message on the chosen phone, and returns when the receiver has accepted it. */
  void write(String text) {
    Locator input = page.getByLabel("Message", new Page.GetByLabelOptions().setExact(true));
    input.fill(text);
    input.press("Enter");
    awaitVisible(".bubble.mine p", text);
    awaitVisible("#notice", "Accepted by the receiver");
  }

  /** Waits until the chosen phone shows a message that it got. */
  void awaitReceived(String text) {
    awaitVisible(".bubble:not(.mine) p", text);
  }

  /** Waits until an element has a text. */
  void awaitVisible(String selector, String text) {
    page.locator(selector)
        .filter(new FilterOptions().setHasText(text))
        .last()
        .waitFor(new WaitForOptions().setTimeout((double) limit.toMillis()));
  }

  /** What the browser complained about. */
  List<String> complaints() {
    return complaints;
  }

  @Override
  public void close() {
    browser.close();
    playwright.close();
  }
}
