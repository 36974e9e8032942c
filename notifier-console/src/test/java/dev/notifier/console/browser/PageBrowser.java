package dev.notifier.console.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Cookie;
import dev.notifier.testing.browser.Chromium;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The Chromium of this machine, without a window, with a session of the console. All tests of a JVM
 * share it. Not thread-safe: use it in the thread that opened the first tab.
 */
public final class PageBrowser {
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

  /** The checks, from the jar of the library. */
  private static final String AXE = axe();

  /**
   * Describes only what is wrong: axe needs much longer to describe all that is right, too. Style
   * sheets and media are not loaded again, which only a rule about sound needs: pages have none.
   */
  private static final String VIOLATIONS =
      "async () => (await axe.run({ resultTypes: ['violations'], preload: false }))"
          + ".violations.map("
          + "rule => rule.id + ': ' + rule.help + ' ' + rule.nodes.map(n => n.html).join(' '))";

  /** Whether {@link Tab#keepPicture} does anything. */
  private static final boolean PICTURES = Boolean.getBoolean("test.pictures");

  private static final long MINUTE_MILLIS = 60_000;

  private final URI address;

  /**
   * Opens tabs in the browser of this JVM.
   *
   * @param address of the console
   */
  public PageBrowser(URI address) {
    this.address = address;
  }

  /** Starts with the first tab of the JVM, and ends with the JVM. */
  private static final class Shared {
    private static final Browser BROWSER =
        Playwright.create(
                new Playwright.CreateOptions()
                    .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")))
            .chromium()
            .launch(new LaunchOptions().setExecutablePath(Chromium.find()).setArgs(ARGUMENTS));
  }

  private static String axe() {
    try (InputStream stream = PageBrowser.class.getResourceAsStream("/axe.min.js")) {
      assertThat(stream).isNotNull();
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How a person looks at pages. */
  public record View(String language, boolean dark, int width, boolean scripts) {
    public static final View VIETNAMESE = new View("vi", false, 1280, true);
    public static final View ENGLISH = new View("en", false, 1280, true);

    /** As with 400 % zoom, or on a phone. */
    public static final View NARROW_DARK = new View("en", true, 320, true);
  }

  /** A tab of the browser, which notes what the browser complains about. */
  public static final class Tab implements AutoCloseable {
    private final BrowserContext context;
    private final Page page;
    private final URI address;
    private final List<String> complaints = new ArrayList<>();

    /** Whether this page and those that are opened from now on have the checks. */
    private boolean hasChecks;

    private Tab(BrowserContext context, URI address) {
      this.context = context;
      this.address = address;
      page = context.newPage();
      page.onConsoleMessage(message -> {
        if (message.type().equals("error")) {
          complaints.add(message.text());
        }
      });
      page.onPageError(complaints::add);
    }

    /** The page of Playwright. */
    public Page page() {
      return page;
    }

    /**
     * Gives the pages that are opened from now on a clock that {@link #passMinute} moves. Until
     * then it goes as all others do.
     */
    public Tab withOwnClock() {
      page.clock().install();
      return this;
    }

    /** A minute passes on the page: a page that refreshes itself does it now. */
    public void passMinute() {
      page.clock().fastForward(MINUTE_MILLIS);
    }

    /** Loads a page of the console. */
    public Tab open(String path) {
      complaints.clear();
      page.navigate(address.resolve(path).toString());
      return this;
    }

    /** Fails if a rule of accessibility is violated, or the browser complained. */
    public void check(String name) {
      checkAccessibility(name);
      assertThat(complaints).as(name).isEmpty();
    }

    /** Fails if a rule of accessibility is violated. */
    public void checkAccessibility(String name) {
      if (!hasChecks) {
        page.evaluate(AXE);
        // Sending them again for each page would cost a sixth of its time.
        context.addInitScript(AXE);
        hasChecks = true;
      }
      assertThat((List<?>) page.evaluate(VIOLATIONS)).as(name).isEmpty();
    }

    /** Whether the page is wider than the window. */
    public boolean isTooWide() {
      return Boolean.TRUE.equals(
          page.evaluate("document.documentElement.scrollWidth > window.innerWidth"));
    }

    /** Keeps a picture for the documentation, with {@code -Dtest.pictures=true}. */
    public void keepPicture(String name) {
      if (PICTURES) {
        page.screenshot(
            new Page.ScreenshotOptions()
                .setPath(Path.of("target/pictures", name + ".png"))
                .setFullPage(true));
      }
    }

    @Override
    public void close() {
      context.close();
    }
  }

  /** Opens a tab with a session. */
  public Tab tab(View view) {
    BrowserContext context =
        Shared.BROWSER.newContext(
            new NewContextOptions()
                .setColorScheme(view.dark() ? ColorScheme.DARK : ColorScheme.LIGHT)
                .setJavaScriptEnabled(view.scripts())
                .setViewportSize(view.width(), 900));
    context.addCookies(
        List.of(
            new Cookie("notifier-session", "ns_1").setUrl(address.toString()),
            new Cookie("notifier-language", view.language()).setUrl(address.toString())));
    return new Tab(context, address);
  }
}
