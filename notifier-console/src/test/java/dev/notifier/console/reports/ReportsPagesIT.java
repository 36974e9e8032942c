package dev.notifier.console.reports;

import dev.notifier.console.browser.PagesContract;
import java.util.Map;

class ReportsPagesIT extends PagesContract {
  private static final String EXPORT = "reports/exports/0193807a-5f3c-7b21-9c44-1f0e8a6d2b57";

  @Override
  protected Map<String, String> pages() {
    return Map.of(
        "reports",
        "reports",
        "reports?interval=month&by=route&by=state",
        "reports-by-month",
        "reports/bill",
        "reports-bill",
        "reports/effects",
        "reports-effects",
        "reports/exports",
        "reports-exports",
        EXPORT,
        "reports-export");
  }
}
