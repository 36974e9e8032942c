package dev.notifier.console.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.console.browser.PageBrowser.Tab;
import dev.notifier.console.browser.PageBrowser.View;
import dev.notifier.console.server.TestConsole;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/**
 * The pages of a package in a browser: accessible in both languages, light and dark, wide and as
 * wide as a phone, without a complaint of the browser. With {@code -Dtest.pictures=true}, keeps
 * pictures in {@code target/pictures}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class PagesContract {
  private static final List<View> VIEWS = List.of(View.VIETNAMESE, View.NARROW_DARK);

  private final Map<View, Tab> tabs = new HashMap<>();
  private TestConsole console;
  private PageBrowser browser;

  /** The paths of the pages, each with the name of its picture. */
  protected abstract Map<String, String> pages();

  /** The console; a test may say what the HTTP interface answers. */
  protected TestConsole console() {
    return console;
  }

  /** Opens a tab with a session. */
  protected Tab tab(View view) {
    return browser.tab(view);
  }

  @BeforeAll
  void start() {
    console = new TestConsole();
    browser = new PageBrowser(console.address());
  }

  @AfterAll
  void stop() {
    tabs.values().forEach(Tab::close);
    console.close();
  }

  @BeforeEach
  void reset() {
    console.api().reset();
  }

  @TestFactory
  Stream<DynamicTest> pagesAreAccessible() {
    return pages().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(page ->
            DynamicTest.dynamicTest(page.getKey(), () -> check(page.getKey(), page.getValue())));
  }

  private void check(String path, String picture) {
    for (View view : VIEWS) {
      Tab tab = tabs.computeIfAbsent(view, browser::tab).open(path);
      tab.check(path + " " + view);
      assertThat(tab.isTooWide()).as(path + " " + view).isFalse();
      tab.keepPicture(picture + "-" + view.language());
    }
  }
}
