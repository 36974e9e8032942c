package dev.notifier.console.audit;

import dev.notifier.console.browser.PagesContract;
import java.util.Map;

class AuditPagesIT extends PagesContract {
  @Override
  protected Map<String, String> pages() {
    return Map.of("audit", "audit");
  }
}
