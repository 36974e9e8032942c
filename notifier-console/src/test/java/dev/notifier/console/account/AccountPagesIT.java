package dev.notifier.console.account;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import dev.notifier.console.browser.PageBrowser.Tab;
import dev.notifier.console.browser.PageBrowser.View;
import dev.notifier.console.browser.PagesContract;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AccountPagesIT extends PagesContract {
  @Override
  protected Map<String, String> pages() {
    return Map.of("account", "account", "account/app", "app");
  }

  /** The page with the secret is the answer of a form, so the list of pages does not have it. */
  @Test
  void anAppIsAddedInTheFirstSignIn() {
    console()
        .api()
        .answer(
            "GET", "/v1/me", 200, Map.of("stage", "enrolment-needed", "secondFactors", List.of()));
    try (Tab tab = tab(View.NARROW_DARK)) {
      Page page = tab.open("sign-in/app").page();
      tab.check("first app");
      page.getByText("I have an app").click();
      page.getByLabel("QR code").waitFor();
      tab.check("secret");
      assertThat(tab.isTooWide()).isFalse();
      tab.keepPicture("app-secret-en");
      page.getByLabel("Six digits").fill("492039");
      page.keyboard().press("Enter");
      page.getByText("k7m2-x9ab-cdef").waitFor();
      tab.check("recovery codes");
      tab.keepPicture("recovery-codes-en");
      console().api().reset();
      page.getByText("I have kept them").click();
      page.waitForURL(address -> !address.contains("sign-in"));
    }
  }

  /** The browser has an authenticator of its own for tests. */
  @Test
  void aPasskeyIsAddedAndUsedWithTheBrowser() {
    answerOptions();
    try (Tab tab = tab(View.ENGLISH)) {
      Page page = tab.page();
      Passkeys.prepare(page);
      tab.open("account");
      page.locator("summary", new Page.LocatorOptions().setHasText("Add a passkey")).click();
      page.getByLabel("What you call it").fill("laptop");
      page.locator("[data-passkey=add]").click();
      page.getByText("k7m2-x9ab-cdef").waitFor();

      console()
          .api()
          .answer(
              "GET",
              "/v1/me",
              200,
              Map.of(
                  "name",
                  "lan",
                  "stage",
                  "complete",
                  "scopes",
                  List.of("routes:read", "routes:operate"),
                  "secondFactors",
                  List.of("passkey")));
      tab.open("routes/viettel/pause");
      page.locator("[data-passkey=confirm]").click();
      page.getByText("The passkey was accepted").waitFor();
      page.getByText("Pause the route").click();
      page.getByText("The route is paused").waitFor();
    }
    assertThat(console().api().last("POST", "/v1/me/passkeys").body())
        .contains("\"label\":\"laptop\"", "\"attestationObject\":", "\"clientDataJSON\":");
    assertThat(console().api().last("POST", "/v1/sign-in/passkey").body())
        .contains("\"signature\":");
  }

  private void answerOptions() {
    console()
        .api()
        .answer(
            "POST",
            "/v1/sign-in/passkey/options",
            200,
            """
            {"challenge":"Zm9yLWV4YW1wbGUtMzItcmFuZG9tLWJ5dGVzLWhlcmU","timeout":300000,
             "rpId":"localhost","allowCredentials":[],"userVerification":"preferred"}
            """);
    console()
        .api()
        .answer(
            "POST",
            "/v1/me/passkeys/options",
            200,
            """
            {"rp":{"id":"localhost","name":"Notifier"},
             "user":{"id":"AZChsjxNfl-Ka3yNng8aKw","name":"lan","displayName":"Lan"},
             "challenge":"Zm9yLWV4YW1wbGUtMzItcmFuZG9tLWJ5dGVzLWhlcmU",
             "pubKeyCredParams":[{"type":"public-key","alg":-7}],"timeout":300000,
             "excludeCredentials":[],
             "authenticatorSelection":{"residentKey":"preferred","requireResidentKey":false,
               "userVerification":"preferred"},
             "attestation":"none"}
            """);
  }
}
