package dev.notifier.console.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.console.server.TestConsole;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class AccountPagesTest {
  private static final String HOSTILE = "\"><script>alert(1)</script>'";
  private static final String ESCAPED = "&lt;script>alert(1)";
  private static final Map<String, Object> ENROLMENT =
      Map.of("stage", "enrolment-needed", "secondFactors", List.of(), "sessionId", "s");

  @RegisterExtension private static final TestConsole console = new TestConsole();

  @Test
  void showsFactorsAndSessionsInBothLanguages() {
    assertThat(console.get("account").body())
        .contains("Authenticator app", "Passkey: office laptop", "Firefox on Windows", "this one");
    assertThat(console.getVietnamese("account").body())
        .contains("Ứng dụng xác thực", "Khóa truy cập: office laptop", "phiên này");
  }

  @Test
  void escapesWhatOthersHaveChosen() {
    console
        .api()
        .answer(
            "GET",
            "/v1/me/sessions",
            200,
            Map.of(
                "sessions",
                List.of(
                    Map.of(
                        "id",
                        "s2",
                        "present",
                        false,
                        "createdAt",
                        "2026-12-01T01:00:00Z",
                        "lastUsedAt",
                        "2026-12-01T01:00:00Z",
                        "network",
                        HOSTILE,
                        "program",
                        HOSTILE))));
    assertThat(console.get("account").body()).doesNotContain("<script>alert").contains(ESCAPED);
  }

  @Test
  void programsOfSessionsAreInTheLanguageOfThePage() {
    List<Map<String, Object>> sessions = new ArrayList<>();
    for (String program : List.of("Firefox on Windows", "another program", "curl")) {
      sessions.add(
          Map.of(
              "id",
              program,
              "createdAt",
              "2026-12-01T01:00:00Z",
              "lastUsedAt",
              "2026-12-01T01:00:00Z",
              "network",
              "203.0.113.*",
              "program",
              program));
    }
    console.api().answer("GET", "/v1/me/sessions", 200, Map.of("sessions", sessions));

    assertThat(console.getVietnamese("account").body())
        .contains(">Firefox trên Windows<", ">chương trình khác<", ">curl<")
        .doesNotContain("another program</");
    assertThat(console.get("account").body()).contains(">Firefox on Windows<", ">another program<");
  }

  @Test
  void theHolderOfAKeyHasNoPassword() {
    console.api().refuse("GET", "/v1/me", 403, "users-only");
    String cookie = console.signInWithKey();
    assertThat(
            console
                .send(
                    console.request("account").header("Cookie", cookie + "; notifier-language=en"))
                .body())
        .contains("You use the key of the configuration", "href=\"./new-user\"")
        .doesNotContain("name=\"present-password\"");
  }

  @Test
  void aKeyInACookieIsNoSession() {
    console.api().refuse("GET", "/v1/me", 403, "users-only");
    HttpResponse<String> page = console.get("account");
    assertThat(page.statusCode()).isEqualTo(303);
    assertThat(page.headers().firstValue("Location")).contains("./sign-in?next=account");
  }

  @Test
  void whoseFactorIsNotFreshConfirmsFirst() {
    console.api().signedIn(List.of(), TestConsole.NOW);
    assertThat(console.get("account").body())
        .contains("account/confirm")
        .doesNotContain("account/recovery-codes");
    HttpResponse<String> page = console.post("account/confirm", Map.of("code", "492039"));
    assertThat(page.headers().firstValue("Location"))
        .contains("../account?notice=account.confirmed");
  }

  @Test
  void changesThePassword() {
    Map<String, String> form =
        Map.of("present-password", " old one ", "new-password", "new one", "password-again", "");
    assertThat(console.post("account/password", form).body()).contains("not the same");

    HttpResponse<String> page =
        console.post(
            "account/password",
            Map.of(
                "present-password",
                " old one ",
                "new-password",
                "new one",
                "password-again",
                "new one"));
    assertThat(page.statusCode()).isEqualTo(303);
    assertThat(console.api().last("PUT", "/v1/me/password").body())
        .contains("\"present\":\" old one \"", "\"changed\":\"new one\"");
  }

  @Test
  void endsASession() {
    assertThat(console.post("account/sessions/s2/end", Map.of()).statusCode()).isEqualTo(303);
    console.api().last("DELETE", "/v1/me/sessions/s2");
  }

  @Test
  void showsRecoveryCodesOnce() {
    Map<String, String> form = Map.of("form", "1-codes");
    assertThat(console.post("account/recovery-codes", form).body()).contains("k7m2-x9ab-cdef");

    HttpResponse<String> again = console.post("account/recovery-codes", form);
    assertThat(again.statusCode()).isEqualTo(409);
    assertThat(again.body())
        .doesNotContain("k7m2-x9ab-cdef")
        .contains("was sent before", "must be replaced");
    assertThat(console.api().received())
        .filteredOn(each -> each.target().equals("/v1/me/recovery-codes"))
        .hasSize(1);
  }

  @Test
  void aRefusedFormCanBeSentAgain() {
    console.api().refuse("POST", "/v1/me/recovery-codes", 403, "second-factor-required");
    Map<String, String> form = Map.of("form", "2-codes");
    assertThat(console.post("account/recovery-codes", form).statusCode()).isEqualTo(422);
    console.api().reset();
    assertThat(console.post("account/recovery-codes", form).statusCode()).isEqualTo(200);
  }

  @Test
  void theFirstSignInNeedsAnApp() {
    console.api().answer("GET", "/v1/me", 200, ENROLMENT);
    assertThat(console.get("sign-in/app").body()).contains("Your account needs a second factor");

    HttpResponse<String> secret = console.post("sign-in/app", Map.of("form", "3-app"));
    assertThat(secret.body())
        .contains(
            "GEZD GNBV GY3T QOJQ",
            "href=\"otpauth://totp/Notifier:lan?secret=",
            "<svg class=\"qr\"",
            "action=\"../sign-in/app/confirm\"");
    assertThat(secret.headers().firstValue("Cache-Control")).contains("no-store");

    HttpResponse<String> codes = console.post("sign-in/app/confirm", Map.of("code", "492 039"));
    assertThat(console.api().last("POST", "/v1/me/totp/confirm").body())
        .isEqualTo("{\"code\":\"492039\"}");
    assertThat(codes.body()).contains("k7m2-x9ab-cdef");
    assertThat(codes.headers().firstValue("Set-Cookie").orElse(""))
        .startsWith("notifier-session=ns_5f5f");
  }

  @Test
  void aWrongCodeShowsTheSameSecretAgain() {
    console.api().answer("GET", "/v1/me", 200, ENROLMENT);
    console.api().refuse("POST", "/v1/me/totp/confirm", 422, "wrong-code");
    HttpResponse<String> page =
        console.post(
            "sign-in/app/confirm",
            Map.of("code", "1", "secret", "ABCD", "uri", "javascript:alert(1)"));
    assertThat(page.statusCode()).isEqualTo(422);
    assertThat(page.body())
        .contains("role=\"alert\"", "ABCD", "Type the six digits that the app shows now.")
        .doesNotContain("javascript:", "recovery code");
  }

  @Test
  void whoHasSignedInAddsNoFirstApp() {
    assertThat(console.get("sign-in/app").statusCode()).isEqualTo(303);
    assertThat(console.get("account/app").body()).contains("stays valid until");
  }

  @Test
  void aPasskeyIsAddedInTheFirstSignIn() {
    console.api().answer("GET", "/v1/me", 200, ENROLMENT);
    assertThat(console.post("account/passkeys/options", Map.of()).body())
        .contains("\"challenge\":\"Zm9y");
    HttpResponse<String> page =
        console.post("account/passkeys", Map.of("label", "laptop", "credential", "{\"id\":\"x\"}"));
    assertThat(console.api().last("POST", "/v1/me/passkeys").body())
        .contains("\"label\":\"laptop\"", "\"credential\":{\"id\":\"x\"}");
    assertThat(page.body()).contains("k7m2-x9ab-cdef");
  }

  @Test
  void saysInWordsWhyThereAreNoPasskeys() {
    console.api().refuse("POST", "/v1/me/passkeys/options", 409, "passkeys-off");
    HttpResponse<String> answer = console.post("account/passkeys/options", Map.of());
    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.headers().firstValue("Content-Type")).contains("text/plain;charset=UTF-8");
  }
}
