package dev.notifier.console.person;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.options.AriaRole;
import dev.notifier.console.browser.PageBrowser.Tab;
import dev.notifier.console.browser.PageBrowser.View;
import dev.notifier.console.browser.PagesContract;
import dev.notifier.console.messages.TestMessages;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PersonPagesIT extends PagesContract {
  private static final View WITHOUT_SCRIPTS = new View("en", false, 1280, false);

  @BeforeEach
  void answer() {
    TestPeople.answer(console().api());
  }

  @Override
  protected Map<String, String> pages() {
    return Map.of("person", "person", "person/verify", "verify");
  }

  private static void lookUp(Page page) {
    page.getByLabel("Phone number").fill(TestPeople.PHONE);
    page.getByLabel("Why you look").selectOption("not-received");
    page.getByText("Look up", new Page.GetByTextOptions().setExact(true)).click();
    page.waitForSelector("article");
  }

  /** Pages that are answers of forms, and what they lead to. */
  @Test
  void answersAreAccessible() {
    for (View view : List.of(View.VIETNAMESE, View.ENGLISH, View.NARROW_DARK)) {
      try (Tab tab = tab(view)) {
        Page page = tab.open("person").page();
        page.fill("#phone", TestPeople.PHONE);
        page.selectOption("#purpose", "not-received");
        page.click("main form button");
        page.waitForSelector("article");
        check(tab, view, "timeline");
        for (String next : List.of("directory", "export", "erase", "verify")) {
          page.click(
              "main button[formaction$='person/"
                  + next
                  + "'], main form[action$='person/"
                  + next
                  + "'] button:not([formaction])");
          page.waitForSelector("h1");
          check(tab, view, "person-" + next);
          page.click("main form[action$='person'] button >> nth=-1");
          page.waitForSelector("article");
        }
      }
    }
  }

  private static void check(Tab tab, View view, String name) {
    tab.check(name + " " + view);
    assertThat(tab.isTooWide()).as(name + " " + view).isFalse();
    tab.keepPicture(name + "-" + view.language() + view.width());
  }

  /** Three steps: the menu, the number and the reason, and the message. */
  @Test
  void findsWhyANumberGotNoMessage() {
    try (Tab tab = tab(View.ENGLISH)) {
      Page page = tab.open("messages").page();
      page.getByText("Look up a person").first().click();
      lookUp(page);
      assertThat(page.textContent("article:nth-of-type(3)"))
          .contains("Rejected by the carrier", "The carrier does not know this number");
      page.getByText("Details of the message").click();
      assertThat(page.textContent("main"))
          .contains("does not send it any more", "number of the recipient not valid")
          .contains("command_status 0x0000000B");
      assertThat(page.url()).endsWith("/messages/" + TestMessages.REJECTED + "/person");
      page.getByText("Back to this person").click();
      page.waitForSelector("article");
    }
  }

  @Test
  void isReadWithoutScripts() {
    try (Tab tab = tab(WITHOUT_SCRIPTS)) {
      Page page = tab.open("person").page();
      lookUp(page);
      assertThat(page.textContent("main"))
          .contains("Received from the person", "8079", "The text is masked")
          .doesNotContain("HUY");
    }
  }

  @Test
  void isUsedWithTheKeyboard() {
    try (Tab tab = tab(View.ENGLISH)) {
      Page page = tab.open("person").page();
      page.focus("#phone");
      page.keyboard().type(TestPeople.PHONE);
      page.keyboard().press("Tab");
      page.keyboard().press("Tab");
      page.keyboard().type("did not");
      page.keyboard().press("Tab");
      page.keyboard().press("Enter");
      page.waitForSelector("article");
      assertThat(page.textContent("h1")).isEqualTo("Look up a person");
    }
  }

  @Test
  void nothingAboutAPersonIsInAnAddress() {
    try (Tab tab = tab(View.ENGLISH)) {
      Page page = tab.page();
      List<String> seen = new ArrayList<>();
      page.onRequest((Request request) -> {
        seen.add(request.url());
        seen.add(String.valueOf(request.headers().get("referer")));
      });
      tab.open("person");
      lookUp(page);
      seen.add(page.title());
      page.getByText("Older").click();
      page.waitForSelector("article");
      page.getByText("Is this text ours?").click();
      page.fill("#text", "BHXHVN: The BHYT cua Ba Lo Thi Mai");
      page.getByText("Check", new Page.GetByTextOptions().setExact(true)).click();
      page.waitForSelector(".notice");
      seen.add(page.title());
      tab.open("messages/" + TestMessages.REJECTED);
      page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Show number and text"))
          .click();
      page.waitForSelector("text=+84391234567");
      seen.add(page.title());
      console()
          .api()
          .received()
          .forEach(received -> {
            seen.add(received.target());
            received.headers().forEach((name, value) -> seen.add(name + ": " + value));
          });

      assertThat(seen)
          .hasSizeGreaterThan(20)
          .noneMatch(each -> each.contains("234567") || each.contains("234%20567"))
          .noneMatch(each -> each.contains("234+567") || each.contains("234 567"))
          .noneMatch(each -> each.contains("Mai") || each.contains("BHXHVN"));
    }
  }
}
