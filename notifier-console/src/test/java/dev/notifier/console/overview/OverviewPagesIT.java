package dev.notifier.console.overview;

import dev.notifier.console.browser.PagesContract;
import java.util.Map;

class OverviewPagesIT extends PagesContract {
  @Override
  protected Map<String, String> pages() {
    return Map.of("./", "overview", "practice/", "practice");
  }
}
