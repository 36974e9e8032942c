package dev.notifier.console.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.console.server.TestConsole;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What holds for every page: sessions, languages, links, and forms of other pages. */
class RequestsTest {
  @RegisterExtension private static final TestConsole console = new TestConsole();

  @Test
  void withoutASessionThePageIsTheSignIn() {
    HttpResponse<String> page = console.send(console.request("routes/viettel?tab=1"));
    assertThat(page.statusCode()).isEqualTo(303);
    assertThat(page.headers().firstValue("Location"))
        .contains("../sign-in?next=routes%2Fviettel%3Ftab%3D1");
    assertThat(console.api().received()).isEmpty();
  }

  /** No header can carry such a token to the HTTP interface. */
  @Test
  void aCookieWithOtherLettersIsNoSession() throws IOException {
    try (Socket socket = new Socket(console.address().getHost(), console.address().getPort())) {
      socket
          .getOutputStream()
          .write(
              """
              GET /console/routes HTTP/1.1
              Host: localhost
              Cookie: notifier-session=phiên-Việt
              Connection: close

              """
                  .replace("\n", "\r\n")
                  .getBytes(StandardCharsets.UTF_8));
      assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
          .startsWith("HTTP/1.1 303")
          .contains("sign-in?next=routes");
    }
    assertThat(console.api().received()).isEmpty();
  }

  @Test
  void aSessionThatHasEndedLeadsToTheSignIn() {
    console.api().refuse("GET", "/v1/me", 401, "unauthorized");
    assertThat(console.get("routes").statusCode()).isEqualTo(303);
  }

  /**
   * The language is chosen by coming back to the page. The answer of a form has no address to come
   * back to: it stays, and the other language begins in another tab.
   */
  @Test
  void allPagesOfferTheOtherLanguage() {
    String button = "class=\"language\"";
    String tab = "language\" target=\"_blank\"";
    assertThat(console.get("opt-outs").body()).contains(button).doesNotContain(tab);
    assertThat(console.post("opt-outs/number", Map.of("phone", "0")).body())
        .contains("<h1>", button, tab, "name=\"next\" value=\"opt-outs\"");
  }

  @Test
  void aPartOfAPageSaysThatTheSessionHasEnded() {
    console.api().refuse("GET", "/v1/me", 401, "unauthorized");
    HttpResponse<String> part =
        console.send(
            console
                .request("routes")
                .header("Cookie", "notifier-session=ns_1")
                .header("HX-Request", "true"));
    assertThat(part.statusCode()).isEqualTo(401);
    assertThat(part.headers().map()).doesNotContainKeys("HX-Redirect", "Location");
  }

  @Test
  void aRequestThatNoPersonCausedDoesNotExtendTheSession() {
    console.send(
        console
            .request("routes")
            .header("Cookie", "notifier-session=ns_1")
            .header("Notifier-Automatic", "true"));
    assertThat(console.api().last("GET", "/v1/me").headers())
        .containsEntry("Notifier-automatic", "true");
    console.get("routes");
    assertThat(console.api().last("GET", "/v1/me").headers())
        .doesNotContainKey("Notifier-automatic");
  }

  @ParameterizedTest
  @CsvSource({"vi,vi", "en-GB,en", "fr,vi", "'',vi", "'en;q=0.1, vi',vi", "*,vi", ";;,vi"})
  void theLanguageIsThatOfTheBrowser(String accepted, String language) {
    HttpRequest.Builder request = console.request("sign-in");
    if (!accepted.isEmpty()) {
      request.header("Accept-Language", accepted);
    }
    assertThat(console.send(request).body()).contains("<html lang=\"" + language + "\"");
  }

  @ParameterizedTest
  @CsvSource({
    "//evil.example,./",
    "https://evil.example,./",
    "/etc,./",
    "../v1/events,./",
    "javascript:alert(1),./",
    "routes/%,./",
    "routes?tab=%zz,./",
    "routes/%2e%2E/%2E./v1,./",
    "routes?tab=%41,./routes?tab=%41",
    "routes/viettel?tab=1,./routes/viettel?tab=1"
  })
  void afterTheChoiceOfALanguageOnlyOwnPagesAreNext(String next, String location) {
    HttpResponse<String> chosen = console.post("language", Map.of("language", "en", "next", next));
    assertThat(chosen.headers().firstValue("Location")).contains(location);
  }

  @ParameterizedTest
  @CsvSource({"cross-site", "same-site", "none"})
  void formsOfOtherPagesAreRefused(String site) {
    HttpResponse<String> refused =
        console.send(form("routes/viettel/pause").setHeader("Sec-Fetch-Site", site));
    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(refused.body()).contains("Hãy mở trang quản trị", "Open the console");
    assertThat(console.api().received()).isEmpty();
  }

  @Test
  void aFormWithoutItsOriginIsRefused() {
    assertThat(console.send(form("routes/viettel/pause")).statusCode()).isEqualTo(403);
    String host = console.address().getAuthority();
    assertThat(
            console
                .send(form("routes/viettel/pause").header("Origin", "http://" + host))
                .statusCode())
        .isEqualTo(303);
  }

  @Test
  void aBodyThatIsNoFormIsRefused() {
    HttpResponse<String> refused =
        console.send(
            form("routes/viettel/pause")
                .header("Sec-Fetch-Site", "same-origin")
                .setHeader("Content-Type", "application/json"));
    assertThat(refused.statusCode()).isEqualTo(400);
  }

  /** Tomcat has 200 threads. */
  @Test
  void formsThatDoNotArriveHoldNoThreads() throws IOException {
    List<Socket> slow = new ArrayList<>();
    try {
      for (int i = 0; i < 250; i++) {
        Socket socket = new Socket(console.address().getHost(), console.address().getPort());
        slow.add(socket);
        socket
            .getOutputStream()
            .write(
                """
                POST /console/sign-in HTTP/1.1
                Host: localhost
                Sec-Fetch-Site: same-origin
                Content-Type: application/x-www-form-urlencoded
                Content-Length: 100

                name=\
                """
                    .replace("\n", "\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
      }
      assertThat(console.send(console.request("sign-in")).statusCode()).isEqualTo(200);
    } finally {
      for (Socket socket : slow) {
        socket.close();
      }
    }
  }

  @Test
  void textsOfTheHttpInterfaceAreEscaped() {
    String hostile = "<script>alert('1')</script>\"'&";
    console
        .api()
        .answer(
            "GET",
            "/v1/routes/viettel",
            404,
            Map.of("status", 404, "code", "x", "detail", hostile));
    assertThat(console.get("routes/viettel").body())
        .doesNotContain("<script>alert")
        .contains("&lt;script&gt;alert");
  }

  @Test
  void passwordsAreMaskedAndCanBePasted() {
    assertThat(console.send(console.request("sign-in")).body())
        .contains("type=\"password\" autocomplete=\"current-password\"")
        .contains("autocomplete=\"username\"");
  }

  @Test
  void eachPageHasAWayToSignOut() {
    assertThat(console.get("routes").body()).contains("action=\"./sign-out\"");
    HttpResponse<String> out = console.post("sign-out", Map.of());
    assertThat(out.headers().firstValue("Set-Cookie").orElseThrow())
        .startsWith("notifier-session=;")
        .contains("Max-Age=0");
    assertThat(out.headers().firstValue("Clear-Site-Data")).contains("\"cache\", \"storage\"");
    assertThat(console.api().last("POST", "/v1/sign-out").headers())
        .containsEntry("Authorization", "Bearer ns_1");
  }

  @Test
  void theCookieIsRemovedAlsoIfTheSessionCannotBeEnded() {
    console.api().refuse("POST", "/v1/sign-out", 503, "store-unavailable");
    HttpResponse<String> out = console.post("sign-out", Map.of());
    assertThat(out.statusCode()).isEqualTo(503);
    assertThat(out.headers().firstValue("Set-Cookie").orElse("")).contains("Max-Age=0");
  }

  @Test
  void aSignInThatIsNotCompleteIsEnded() {
    console.api().answer("GET", "/v1/me", 200, Map.of("stage", "second-factor-needed"));
    assertThat(console.post("sign-out", Map.of()).statusCode()).isEqualTo(303);
    assertThat(console.api().last("POST", "/v1/sign-out").headers())
        .containsEntry("Authorization", "Bearer ns_1");
  }

  @Test
  void whoseSessionHasEndedIsSignedOut() {
    console.api().refuse("GET", "/v1/me", 401, "unauthorized");
    console.api().refuse("POST", "/v1/sign-out", 401, "unauthorized");
    assertThat(console.post("sign-out", Map.of()).statusCode()).isEqualTo(303);
  }

  @Test
  void anUnknownPageIsNotFound() {
    HttpResponse<String> page = console.get("no/such/page");
    assertThat(page.statusCode()).isEqualTo(404);
    assertThat(page.body()).contains("href=\"../../\"");
  }

  private static HttpRequest.Builder form(String page) {
    return console
        .request(page)
        .header("Cookie", "notifier-session=ns_1")
        .header("Content-Type", "application/x-www-form-urlencoded")
        .POST(BodyPublishers.ofString("code=492039"));
  }
}
