package dev.notifier.api.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.PlaywrightException;
import dev.notifier.testing.MissingServiceException;
import dev.notifier.testing.browser.Chromium;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The Chromium of this machine, without a window. Neither it nor its driver downloads anything. Not
 * thread-safe: use it in the thread that started it.
 */
public final class TestBrowser implements AutoCloseable {
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

  private TestBrowser(Playwright playwright, Browser browser) {
    this.playwright = playwright;
    this.browser = browser;
  }

  /**
   * Starts it.
   *
   * @throws MissingServiceException if there is no Chromium, or it does not start
   */
  public static TestBrowser start() {
    Path program = Chromium.find();
    Playwright playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    try {
      return new TestBrowser(
          playwright,
          playwright
              .chromium()
              .launch(new LaunchOptions().setExecutablePath(program).setArgs(ARGUMENTS)));
    } catch (PlaywrightException e) {
      playwright.close();
      throw new MissingServiceException(
          program + " does not start; install a current Chromium: " + e.getMessage());
    }
  }

  /** Opens a page as another person: with cookies and a storage of its own. */
  public Page newPage() {
    return browser.newContext().newPage();
  }

  @Override
  public void close() {
    browser.close();
    playwright.close();
  }
}
