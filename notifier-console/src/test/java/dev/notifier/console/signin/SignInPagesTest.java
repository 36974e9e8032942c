package dev.notifier.console.signin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.console.server.TestConsole;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SignInPagesTest {
  private static final String PASSWORD = "four words of my own";
  private static final Map<String, Object> CODE_NEEDED =
      Map.of(
          "stage", "second-factor-needed",
          "secondFactors", List.of("totp", "passkey"),
          "sessionId", "s");

  @RegisterExtension private static final TestConsole console = new TestConsole();

  private static String location(HttpResponse<String> page) {
    return page.headers().firstValue("Location").orElse("");
  }

  @Test
  void setsThePasswordWithALink() {
    assertThat(console.get("link").body()).contains("data-from-address");
    HttpResponse<String> page =
        console.post(
            "link", Map.of("link", "nl_5f", "password", PASSWORD, "password-again", PASSWORD));
    assertThat(console.api().last("POST", "/v1/sign-in/link").body()).contains("\"nl_5f\"");
    assertThat(location(page)).isEqualTo("./sign-in/app");
    assertThat(page.headers().firstValue("Set-Cookie").orElse("")).contains("ns_5f");
  }

  @Test
  void keepsTheLinkIfThePasswordsDiffer() {
    HttpResponse<String> page =
        console.post(
            "link", Map.of("link", "nl_5f", "password", PASSWORD, "password-again", "other"));
    assertThat(page.statusCode()).isEqualTo(422);
    assertThat(page.body()).contains("value=\"nl_5f\"").doesNotContain(PASSWORD);
  }

  @Test
  void offersAPasskeyToWhoHasOne() {
    console.api().answer("GET", "/v1/me", 200, CODE_NEEDED);
    assertThat(console.get("sign-in/code").body()).contains("data-passkey=\"use\"");
    assertThat(console.post("sign-in/passkey/options", Map.of()).body()).contains("sms.example");
    HttpResponse<String> page =
        console.post("sign-in/passkey", Map.of("credential", "{}", "next", "routes"));
    assertThat(location(page)).isEqualTo("../sign-in/done?next=routes");
  }

  @Test
  void showsWhyAPasskeyWasRefused() {
    console.api().answer("GET", "/v1/me", 200, CODE_NEEDED);
    console.api().refuse("POST", "/v1/sign-in/passkey", 422, "passkey-refused");
    HttpResponse<String> page = console.post("sign-in/passkey", Map.of("credential", "no JSON"));
    assertThat(page.statusCode()).isEqualTo(422);
    assertThat(page.body()).contains("role=\"alert\"");
  }

  @Test
  void showsFailedAttemptsAfterTheSignIn() {
    assertThat(location(console.get("sign-in/done?next=routes"))).isEqualTo("../routes");
    console
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
                List.of(),
                "secondFactors",
                List.of("totp"),
                "failedAttempts",
                3));
    assertThat(console.get("sign-in/done?next=routes").body())
        .contains("3 attempts", "href=\"../routes\"");
  }
}
