package dev.notifier.console.users;

import dev.notifier.console.browser.PagesContract;
import java.util.Map;

class UsersPagesIT extends PagesContract {
  @Override
  protected Map<String, String> pages() {
    return Map.of(
        "users", "users",
        "users/minh", "user",
        "new-user", "new-user");
  }
}
