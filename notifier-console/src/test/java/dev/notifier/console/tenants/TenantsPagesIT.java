package dev.notifier.console.tenants;

import dev.notifier.console.browser.PagesContract;
import java.util.Map;

class TenantsPagesIT extends PagesContract {
  @Override
  protected Map<String, String> pages() {
    return Map.of(
        "tenants", "tenants",
        "tenants/son-la", "tenant",
        "new-tenant", "new-tenant");
  }
}
