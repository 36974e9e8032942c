package dev.notifier.console.messages;

import dev.notifier.console.browser.PagesContract;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;

class MessagesPagesIT extends PagesContract {
  @BeforeEach
  void answer() {
    TestMessages.answer(console().api());
  }

  @Override
  protected Map<String, String> pages() {
    return Map.of(
        "messages?group=bhyt-2027-01&state=REJECTED",
        "messages",
        "messages/" + TestMessages.REJECTED,
        "message-rejected",
        "messages/" + TestMessages.WAITING,
        "message-waiting");
  }
}
