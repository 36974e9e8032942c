package dev.notifier.console.single;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import dev.notifier.console.browser.PageBrowser.Tab;
import dev.notifier.console.browser.PageBrowser.View;
import dev.notifier.console.browser.PagesContract;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SinglePagesIT extends PagesContract {
  @BeforeEach
  void answer() {
    TestTypes.answer(console().api());
  }

  @Override
  protected Map<String, String> pages() {
    return Map.of("messages/send", "send", "templates/case-decided/versions/4/test", "send-test");
  }

  private static void check(Tab tab, View view, String name) {
    tab.check(name + " " + view);
    assertThat(tab.isTooWide()).as(name + " " + view).isFalse();
    tab.keepPicture(name + "-" + view.language() + view.width());
  }

  @Test
  void sendsOneMessage() {
    for (View view : List.of(View.VIETNAMESE, View.NARROW_DARK)) {
      try (Tab tab = tab(view)) {
        Page page = tab.open("messages/send").page();
        page.fill("#phone", "0391 234 567");
        page.selectOption("#type", "case.decided");
        page.click("main form button");
        page.fill("[id='data.caseCode']", "17");
        page.selectOption("[id='data.outcome']", "GRANTED");
        page.fill("[id='data.decidedDate']", "2026-11-30");
        check(tab, view, "send-fields");
        page.click("button[value='preview']");
        page.waitForSelector(".bubble");
        check(tab, view, "send-preview");
        page.click("button[value='send']");
        page.waitForSelector(".notice");
        assertThat(page.url()).contains("messages/0193807a").doesNotContain("1234567", "234%20567");
        assertThat(console().api().last("POST", "/v1/events").body()).contains("\"17\"");
      }
    }
  }
}
