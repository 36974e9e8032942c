package dev.notifier.console.signin;

import dev.notifier.console.browser.PagesContract;
import java.util.Map;

class SignInPagesIT extends PagesContract {
  @Override
  protected Map<String, String> pages() {
    return Map.of("sign-in", "sign-in", "start", "start");
  }
}
