package dev.notifier.console.keys;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import dev.notifier.console.browser.PageBrowser.Tab;
import dev.notifier.console.browser.PageBrowser.View;
import dev.notifier.console.browser.PagesContract;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KeysPagesIT extends PagesContract {
  @Override
  protected Map<String, String> pages() {
    return Map.of(
        "keys", "keys",
        "keys/k7m2x9abcdef", "key",
        "keys/k7m2x9abcdef/requests", "key-requests",
        "new-key", "new-key");
  }

  /** Also after a reload, there is one key, and its secret is gone. */
  @Test
  void aKeyIsMadeAndShownOnce() {
    console()
        .api()
        .answer(
            "POST",
            "/v1/keys",
            201,
            """
            {"id":"k1","prefix":"nk_live_k1","version":1,"tenant":"default","name":"portal",
             "owner":"Portal team","kind":"live","scopes":["events:write"],
             "permissions":{"eventTypes":[],"categories":[],"networks":[],"teamNumbers":0},
             "expiresAt":"2027-12-01T01:00:00Z","createdAt":"2026-12-01T01:00:00Z",
             "createdBy":"user:lan","key":"nk_live_k1_secret"}
            """);
    try (Tab tab = tab(View.ENGLISH)) {
      Page page = tab.open("keys").page();
      page.getByText("Make a key").click();
      page.getByLabel("Name", new Page.GetByLabelOptions().setExact(true)).fill("portal");
      page.getByLabel("Owner").fill("Portal team");
      page.getByText("Make the key").click();
      Locator secret = page.getByLabel("Key", new Page.GetByLabelOptions().setExact(true));
      assertThat(secret.inputValue()).isEqualTo("nk_live_k1_secret");
      assertThat(page.url()).doesNotContain("nk_live");
      tab.check("a new key");
      tab.keepPicture("key-made-en");

      page.reload();
      page.getByText("was sent before").waitFor();
      assertThat(page.content()).doesNotContain("nk_live_k1_secret");
    }
    assertThat(console().api().received())
        .filteredOn(each -> each.method().equals("POST") && each.target().equals("/v1/keys"))
        .hasSize(1);
  }

  /** An answer with a secret that takes long must not be replaced by that of a second request. */
  @Test
  void aFormIsSentOnceUntilThePageGoes() {
    try (Tab tab = tab(View.ENGLISH)) {
      Page page = tab.page();
      page.clock().install();
      tab.open("new-key");
      page.evaluate(
          """
          () => {
            window.stopped = [];
            window.addEventListener("submit", (event) => {
              window.stopped.push(event.defaultPrevented);
              event.preventDefault();
            });
          }
          """);
      String send = "() => document.querySelector('main form[method=post]').requestSubmit()";
      page.getByLabel("Name", new Page.GetByLabelOptions().setExact(true)).fill("portal");
      page.getByLabel("Owner").fill("Portal team");
      page.evaluate(send);
      page.clock().runFor(60_000);
      page.evaluate(send);
      assertThat(page.evaluate("() => window.stopped")).isEqualTo(List.of(false, true));
    }
  }
}
