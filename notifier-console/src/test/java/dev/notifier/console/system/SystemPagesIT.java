package dev.notifier.console.system;

import dev.notifier.console.browser.PagesContract;
import java.util.Map;

class SystemPagesIT extends PagesContract {
  @Override
  protected Map<String, String> pages() {
    return Map.of("system", "system", "system/jobs", "system-jobs");
  }
}
