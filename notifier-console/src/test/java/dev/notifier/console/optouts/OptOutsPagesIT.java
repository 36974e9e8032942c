package dev.notifier.console.optouts;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import dev.notifier.console.browser.PageBrowser.Tab;
import dev.notifier.console.browser.PageBrowser.View;
import dev.notifier.console.browser.PagesContract;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OptOutsPagesIT extends PagesContract {
  @BeforeEach
  void answer() {
    TestNumbers.answer(console().api());
  }

  @Override
  protected Map<String, String> pages() {
    return Map.of(
        "opt-outs", "opt-outs",
        "opt-outs/import", "opt-outs-import",
        "opt-outs/do-not-call", "do-not-call");
  }

  private static void check(Tab tab, View view, String name) {
    tab.check(name + " " + view);
    assertThat(tab.isTooWide()).as(name + " " + view).isFalse();
    tab.keepPicture(name + "-" + view.language() + view.width());
  }

  /** Pages that are answers of forms. */
  @Test
  void answersAreAccessible() {
    for (View view : List.of(View.VIETNAMESE, View.NARROW_DARK)) {
      try (Tab tab = tab(view)) {
        Page page = tab.open("opt-outs").page();
        page.fill("#phone", TestNumbers.PHONE);
        page.click("form[action$='opt-outs/number'] button");
        page.waitForSelector("table");
        check(tab, view, "number-opt-outs");
        page.click("button[value='consents']");
        page.waitForSelector("button[value='no-consent']");
        check(tab, view, "number-consents");
        page.click("button[value='wrong-persons']");
        page.waitForSelector("button[value='wrong-person']");
        check(tab, view, "number-wrong-persons");
        page.click("button[value='wrong-person']");
        page.waitForSelector("#unitCode");
        check(tab, view, "change-wrong-person");
      }
    }
  }

  @Test
  void recordsAnOptOut() {
    try (Tab tab = tab(View.ENGLISH)) {
      Page page = tab.open("opt-outs").page();
      page.getByText("Record an opt-out").click();
      page.getByLabel("Phone number").fill(TestNumbers.PHONE);
      page.getByLabel("advertising").check();
      page.getByLabel("Channel").selectOption("hotline");
      page.getByLabel("Evidence").fill("Wants none");
      check(tab, View.ENGLISH, "change-opt-out");
      page.getByText("Record", new Page.GetByTextOptions().setExact(true)).click();
      page.waitForSelector("[role=status]");
      check(tab, View.ENGLISH, "change-done");
      assertThat(console().api().last("POST", "/v1/opt-outs").body())
          .contains("Wants none", "\"at\":\"2026-12-01T01:05:00Z\"");
      assertThat(page.url()).doesNotContain("567");
    }
  }

  @Test
  void importsAList() {
    try (Tab tab = tab(View.ENGLISH)) {
      Page page = tab.open("opt-outs/import").page();
      page.setInputFiles(
          "#file",
          new FilePayload("list.csv", "text/csv", "phone\n1".getBytes(StandardCharsets.UTF_8)));
      page.getByText("Import", new Page.GetByTextOptions().setExact(true)).click();
      page.waitForSelector("[role=status]");
      check(tab, View.ENGLISH, "opt-outs-imported");
      assertThat(console().api().last("POST", "/v1/opt-outs/import").body()).isEqualTo("phone\n1");
    }
  }

  /** The state of a running import is read again, which does not extend the session. */
  @Test
  void followsARunningImport() {
    try (Tab tab = tab(View.ENGLISH).withOwnClock()) {
      Page page = tab.open("opt-outs/do-not-call").page();
      console()
          .api()
          .answer(
              "GET", "/v1/do-not-call", 200, "{\"inForce\":null,\"outdated\":true,\"imports\":[]}");
      tab.passMinute();
      page.waitForSelector("text=No list was imported");
      assertThat(console().api().last("GET", "/v1/do-not-call").headers())
          .containsEntry("Notifier-automatic", "true");
      assertThat(page.textContent("h1")).isEqualTo("National do-not-call list");
    }
  }

  /** A server that refuses a large file early looks like a broken connection. */
  @Test
  void aWrongListIsNotSent() {
    try (Tab tab = tab(View.ENGLISH)) {
      for (String path : List.of("opt-outs/import", "opt-outs/do-not-call")) {
        Page page = tab.open(path).page();
        choose(page, "list.xlsx");
        page.click("form[data-list] button");
        assertThat(page.textContent("#file-problem")).contains("CSV UTF-8");
        choose(page, "list.pdf");
        assertThat(page.textContent("#file-problem")).contains("no .csv");
        choose(page, "list.CSV");
        assertThat(page.isVisible("#file-problem")).isFalse();
        page.evaluate("() => Object.defineProperty(File.prototype, 'size', { get: () => 3e9 })");
        page.click("form[data-list] button");
        assertThat(page.textContent("#file-problem")).contains("larger than 2 GB");
        tab.check(path + " with a wrong file");
      }
    }
    assertThat(console().api().received()).noneMatch(each -> each.method().equals("PUT"));
    assertThat(console().api().received())
        .noneMatch(each -> each.target().startsWith("/v1/opt-outs/import"));
  }

  private static void choose(Page page, String name) {
    byte[] content = "phone\n".getBytes(StandardCharsets.UTF_8);
    page.setInputFiles("#file", new FilePayload(name, "text/csv", content));
  }
}
