package dev.notifier.api.app;

import static dev.notifier.api.app.PasskeysApi.add;
import static dev.notifier.api.app.PasskeysApi.allowing;
import static dev.notifier.api.app.PasskeysApi.creationOptions;
import static dev.notifier.api.app.PasskeysApi.give;
import static dev.notifier.api.app.PasskeysApi.passkeys;
import static dev.notifier.api.app.PasskeysApi.requestOptions;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.microsoft.playwright.PlaywrightException;
import com.sun.net.httpserver.HttpServer;
import dev.notifier.api.app.RunningApi.Reply;
import dev.notifier.api.browser.TestBrowser;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Passkeys in a real Chromium with a virtual authenticator. */
class PasskeyIT {
  private static HttpServer server;
  private static HttpServer otherServer;
  private static TestBrowser browser;
  private static PasskeysApi passkeysApi;

  private BrowserPasskeys page;

  @BeforeAll
  static void start() throws IOException {
    browser = TestBrowser.start();
    server = BrowserPasskeys.serve();
    otherServer = BrowserPasskeys.serve();
    passkeysApi = new PasskeysApi(BrowserPasskeys.origin(server));
  }

  @AfterAll
  static void stop() {
    passkeysApi.close();
    otherServer.stop(0);
    server.stop(0);
    browser.close();
  }

  @BeforeEach
  void open() {
    page = new BrowserPasskeys(browser, BrowserPasskeys.origin(server));
  }

  /** Failures of the address of these tests are forgotten. */
  @AfterEach
  void close() {
    page.close();
    passkeysApi.skip(Duration.ofMinutes(2));
  }

  private SignedInUser enrolled() {
    SignedInUser user = passkeysApi.user();
    Reply added = add(user, "office laptop", page.create(creationOptions(user)));
    assertThat(added.status()).as(added.response().body()).isEqualTo(201);
    return user;
  }

  @Test
  void aPasskeyCompletesTheFirstSignInAndThoseThatFollow() {
    SignedInUser lan = passkeysApi.user();
    String first = lan.token;
    assertThat(lan.get("/v1/templates").code()).isEqualTo("sign-in-incomplete");

    Reply added = add(lan, "office laptop", page.create(creationOptions(lan)));
    assertThat(added.status()).as(added.response().body()).isEqualTo(201);
    assertThat(added.header("Cache-Control")).isEqualTo("no-store");
    assertThat(added.json().path("stage").asString()).isEqualTo("complete");
    assertThat(lan.token).as("another token").isNotEqualTo(first);
    assertThat(lan.recoveryCodes).hasSize(10);
    assertThat(lan.get("/v1/templates").status()).isEqualTo(200);
    assertThat(passkeys(lan).size()).isOne();
    assertThat(passkeys(lan).get(0).path("label").asString()).isEqualTo("office laptop");
    assertThat(passkeys(lan).get(0).path("lastUsedAt").isNull()).isTrue();

    assertThat(lan.post("/v1/sign-out", "").status()).isEqualTo(204);
    assertThat(lan.signIn().json().path("secondFactors").toString())
        .isEqualTo("[\"passkey\",\"recovery-code\"]");
    String incomplete = lan.token;
    assertThat(lan.get("/v1/me/passkeys").code()).isEqualTo("sign-in-incomplete");
    assertThat(lan.post("/v1/me/passkeys/options", "").code()).isEqualTo("sign-in-incomplete");
    Reply given = give(lan, page.get(requestOptions(lan)));
    assertThat(given.status()).as(given.response().body()).isEqualTo(200);
    assertThat(lan.token).as("another token").isNotEqualTo(incomplete);
    assertThat(lan.get("/v1/templates").status()).isEqualTo(200);
    assertThat(passkeys(lan).get(0).path("lastUsedAt").isNull()).isFalse();
  }

  @Test
  void aPasskeyMakesTheSecondFactorFreshAgain() {
    SignedInUser lan = enrolled();
    String token = lan.token;
    passkeysApi.skip(Duration.ofMinutes(11));
    assertThat(lan.post("/v1/me/passkeys/options", "").code()).isEqualTo("second-factor-required");

    Reply given = give(lan, page.get(requestOptions(lan)));

    assertThat(given.status()).as(given.response().body()).isEqualTo(200);
    assertThat(given.json().has("token")).as("the token stays").isFalse();
    assertThat(lan.token).isEqualTo(token);
    assertThat(lan.post("/v1/me/passkeys/options", "").status()).isEqualTo(200);
  }

  /** The browser allows it, because the domain is the same. */
  @Test
  void aPageAtAnotherAddressIsRefused() {
    SignedInUser lan = enrolled();
    JsonObject copy = page.copies().getFirst();
    String otherOrigin = BrowserPasskeys.origin(otherServer);
    try (BrowserPasskeys other = new BrowserPasskeys(browser, otherOrigin)) {
      Reply added = add(lan, "another", other.create(creationOptions(lan)));
      assertThat(added.code()).isEqualTo("invalid-passkey");
      assertThat(added.json().path("detail").asString())
          .contains("notifier.users.passkeys.origins");
    }
    try (BrowserPasskeys other = new BrowserPasskeys(browser, otherOrigin)) {
      other.insert(copy);
      Reply given = give(lan, other.get(requestOptions(lan)));
      assertThat(given.code()).isEqualTo("passkey-refused");
      assertThat(given.json().path("detail").asString())
          .contains("notifier.users.passkeys.origins");
    }
    assertThat(give(lan, page.get(requestOptions(lan))).status()).isEqualTo(200);
  }

  @Test
  void aChallengeIsUsedOnceInTimeAndInItsSession() {
    SignedInUser lan = enrolled();
    JsonNode credential = page.get(requestOptions(lan));
    assertThat(give(lan, credential).status()).isEqualTo(200);
    assertThat(give(lan, credential).code()).isEqualTo("no-challenge");

    String replaced = requestOptions(lan);
    requestOptions(lan);
    assertThat(give(lan, page.get(replaced)).code()).isEqualTo("passkey-refused");
    assertThat(give(lan, page.get(replaced)).code()).as("used up").isEqualTo("no-challenge");

    JsonNode late = page.get(requestOptions(lan));
    passkeysApi.skip(Duration.ofMinutes(5));
    assertThat(give(lan, late).code()).isEqualTo("no-challenge");

    JsonNode inFirstSession = page.get(requestOptions(lan));
    lan.signIn();
    assertThat(give(lan, inFirstSession).code()).isEqualTo("no-challenge");
    requestOptions(lan);
    assertThat(give(lan, inFirstSession).code()).isEqualTo("passkey-refused");
  }

  @Test
  void aCopyOfAnAuthenticatorIsDetected() {
    SignedInUser lan = enrolled();
    JsonObject copy = page.copies().getFirst();
    assertThat(give(lan, page.get(requestOptions(lan))).status()).isEqualTo(200);
    assertThat(give(lan, page.get(requestOptions(lan))).status()).isEqualTo(200);

    try (BrowserPasskeys thief = new BrowserPasskeys(browser, BrowserPasskeys.origin(server))) {
      thief.insert(copy);
      Reply refused = give(lan, thief.get(requestOptions(lan)));
      assertThat(refused.status()).isEqualTo(403);
      assertThat(refused.code()).isEqualTo("passkey-copied");
    }
    assertThat(give(lan, page.get(requestOptions(lan))).status()).as("the real one").isEqualTo(200);
  }

  @Test
  void thePasskeyOfAnotherUserIsRefused() {
    SignedInUser lan = enrolled();
    String credentialId = page.get(requestOptions(lan)).path("rawId").asString();
    try (BrowserPasskeys own = new BrowserPasskeys(browser, BrowserPasskeys.origin(server))) {
      SignedInUser mai = passkeysApi.user();
      add(mai, "phone", own.create(creationOptions(mai)));

      Reply refused = give(mai, page.get(allowing(requestOptions(mai), credentialId)));

      assertThat(refused.code()).isEqualTo("passkey-refused");
      assertThat(mai.send("DELETE", "/v1/me/passkeys/" + id(lan, 0), "").code())
          .isEqualTo("passkey-not-found");
      assertThat(give(mai, own.get(requestOptions(mai))).status()).isEqualTo(200);
    }
  }

  @Test
  void aPasskeyIsRemovedUnlessItIsTheLast() {
    SignedInUser lan = enrolled();
    String first = id(lan, 0);
    String credentialId = page.get(requestOptions(lan)).path("rawId").asString();
    assertThatThrownBy(() -> page.create(creationOptions(lan)))
        .as("the authenticator has one already")
        .isInstanceOf(PlaywrightException.class)
        .hasMessageContaining("InvalidStateError");
    assertThat(lan.send("DELETE", "/v1/me/passkeys/" + first, "").code())
        .isEqualTo("last-second-factor");
    try (BrowserPasskeys phone = new BrowserPasskeys(browser, BrowserPasskeys.origin(server))) {
      Reply added = add(lan, "phone", phone.create(creationOptions(lan)));
      assertThat(added.status()).isEqualTo(201);
      assertThat(added.json().has("recoveryCodes")).as("the user has some").isFalse();
      assertThat(passkeys(lan).size()).isEqualTo(2);

      assertThat(lan.send("DELETE", "/v1/me/passkeys/" + first, "").status()).isEqualTo(204);

      assertThat(lan.send("DELETE", "/v1/me/passkeys/" + first, "").code())
          .isEqualTo("passkey-not-found");
      assertThat(give(lan, page.get(allowing(requestOptions(lan), credentialId))).code())
          .isEqualTo("passkey-refused");
      lan.signIn();
      assertThat(give(lan, phone.get(requestOptions(lan))).status()).isEqualTo(200);
    }
  }

  private static String id(SignedInUser user, int index) {
    return passkeys(user).get(index).path("id").asString();
  }
}
