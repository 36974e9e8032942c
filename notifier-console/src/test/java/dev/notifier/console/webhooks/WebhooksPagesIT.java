package dev.notifier.console.webhooks;

import dev.notifier.console.browser.PagesContract;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;

class WebhooksPagesIT extends PagesContract {
  @Override
  protected Map<String, String> pages() {
    return Map.of(
        "webhooks", "webhooks",
        "webhooks/k7m2x9abcdef", "webhook",
        "webhooks/k7m2x9abcdef/failures", "webhook-failures",
        "new-webhook", "new-webhook");
  }

  @BeforeEach
  void answer() {
    TestFailures.answer(console().api(), "k7m2x9abcdef");
  }
}
