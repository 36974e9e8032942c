package dev.notifier.console.routes;

import dev.notifier.console.browser.PagesContract;
import java.util.Map;

class RoutesPagesIT extends PagesContract {
  @Override
  protected Map<String, String> pages() {
    return Map.of(
        "routes", "routes",
        "routes/viettel", "route",
        "routes/viettel/limits", "route-limits",
        "routes/viettel/contact", "route-contact",
        "routes/viettel/takeover", "route-takeover");
  }
}
