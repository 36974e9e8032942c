package dev.notifier.console.routes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.console.server.TestConsole;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RoutesPagesTest {
  @RegisterExtension private static final TestConsole console = new TestConsole();

  @Test
  void showsOneRouteInBothLanguages() {
    assertThat(console.get("routes/viettel").body())
        .contains(
            "<h1>viettel</h1>",
            "No session is bound, so nothing goes out on it:",
            "31,200",
            "62.5",
            "01/12/2026 08:00:00 (UTC+7)",
            "SMS-2026/117");
    assertThat(console.getVietnamese("routes/viettel").body())
        .contains("lang=\"vi\"", "31.200", "62,5", "đã kết nối", "Trực kỹ thuật, 1800 8098");
  }

  @Test
  void aRouteThatIsDownHasOneAdviceAndTheButtonForIt() {
    down("bind-refused", "REFUSED");
    assertThat(console.get("routes/viettel").body())
        .contains(
            "The carrier refuses the login, so nothing goes out on it",
            "Trực kỹ thuật, 1800 8098 (contract SMS-2026/117)",
            "<button>Bind all sessions again</button>",
            "<a href=\"../routes/viettel/pause\">Pause …</a>")
        .doesNotContain("Notifier tries again by itself");
    assertThat(console.getVietnamese("routes/viettel").body())
        .contains("Nhà mạng từ chối đăng nhập nên chưa gửi được");

    down("route-down", "BOUND");
    assertThat(console.get("routes/viettel").body())
        .contains(
            "Notifier tries again by itself.",
            "<button class=\"secondary\">Bind all sessions again</button>",
            "<a href=\"../routes/viettel/pause\">Pause …</a>");
  }

  private static void down(String reason, String bind) {
    Map<String, Object> route =
        Map.ofEntries(
            Map.entry("name", "viettel"),
            Map.entry("state", "none"),
            Map.entry("reason", reason),
            Map.entry("paused", false),
            Map.entry("sessions", 2),
            Map.entry("waiting", 5));
    console
        .api()
        .answer(
            "GET",
            "/v1/pipeline",
            200,
            Map.of(
                "summary", Map.of("code", "route-down"),
                "lanes", List.of(),
                "routes", List.of(route)));
    Map<String, Object> session =
        Map.of(
            "session", 0, "worker", "w1", "state", bind, "alive", true, "at", TestConsole.NOW + "");
    Map<String, Object> contact =
        Map.of(
            "contact", "Trực kỹ thuật, 1800 8098",
            "contract", "SMS-2026/117",
            "note", "",
            "changedAt", TestConsole.NOW + "",
            "changedBy", "user:lan");
    console
        .api()
        .answer(
            "GET",
            "/v1/routes/viettel",
            200,
            Map.of(
                "name",
                "viettel",
                "version",
                7,
                "failover",
                List.of(),
                "contact",
                contact,
                "binds",
                List.of(session)));
  }

  @Test
  void anOrderToBindIsNotDoneYet() {
    assertThat(console.post("routes/viettel/rebind", Map.of()).headers().firstValue("Location"))
        .contains("../../routes/viettel?notice=routes.asked-rebind");
    assertThat(console.get("routes/viettel?notice=routes.asked-rebind").body())
        .contains("<div class=\"notice plain\" role=\"status\">Requested.");
  }

  @Test
  void showsAllRoutes() {
    assertThat(console.get("routes").body())
        .contains("href=\"./routes/viettel\"", ">down</span>", "0 of 2", "182,300");
  }

  @Test
  void saysSoIfTheStateIsNotKnown() {
    console.api().refuse("GET", "/v1/pipeline", 503, "unavailable");
    assertThat(console.get("routes").body()).contains("Not known at the moment.");
    assertThat(console.get("routes/viettel").statusCode()).isEqualTo(200);
  }

  @Test
  void whoMayNotReadReportsSeesNoTraffic() {
    console.api().signedIn(List.of("routes:read"), TestConsole.NOW);
    assertThat(console.get("routes").body()).contains(">down</span>").doesNotContain("182,300");
  }

  @Test
  void escapesWhatCarriersSay() {
    String hostile = "<script>alert('1')</script>\"";
    console
        .api()
        .answer(
            "GET",
            "/v1/routes/viettel",
            200,
            Map.of(
                "name", hostile,
                "version", 7,
                "failover", List.of(hostile),
                "contact",
                    Map.of(
                        "contact", hostile,
                        "contract", hostile,
                        "note", hostile,
                        "changedAt", "2026-12-01T01:00:00Z",
                        "changedBy", hostile),
                "binds",
                    List.of(
                        Map.of(
                            "session",
                            0,
                            "worker",
                            hostile,
                            "state",
                            hostile,
                            "alive",
                            true,
                            "lastError",
                            hostile,
                            "at",
                            "2026-12-01T01:00:00Z"))));
    assertThat(console.get("routes/viettel").body()).doesNotContain("<script>alert");
    assertThat(console.get("routes/viettel/contact").body()).doesNotContain("<script>alert");
    assertThat(console.get("routes/viettel/limits").body()).doesNotContain("<script>alert");
  }

  @Test
  void changesTheLimitsOfTheVersionThatWasSeen() {
    HttpResponse<String> page =
        console.post(
            "routes/viettel/limits",
            Map.of("version", "7", "rate", "80", "sessions", "2", "window", "50"));

    assertThat(page.statusCode()).isEqualTo(303);
    assertThat(page.headers().firstValue("Location"))
        .contains("../../routes/viettel?notice=routes.limits");
    assertThat(console.api().last("PATCH", "/v1/routes/viettel").body())
        .isEqualTo("{\"rate\":80,\"sessions\":2,\"window\":50}");
    assertThat(console.api().last("PATCH", "/v1/routes/viettel").headers())
        .containsEntry("If-match", "\"7\"");
  }

  @Test
  void keepsRefusedLimits() {
    HttpResponse<String> page =
        console.post(
            "routes/viettel/limits",
            Map.of("version", "7", "rate", "many", "sessions", "2", "window", "50"));
    assertThat(page.statusCode()).isEqualTo(422);
    assertThat(page.body()).contains("value=\"many\"", "href=\"#rate\"", "type a whole number");

    console.api().refuse("PATCH", "/v1/routes/viettel", 412, "version-mismatch");
    page =
        console.post(
            "routes/viettel/limits",
            Map.of("version", "6", "rate", "81", "sessions", "2", "window", "50"));
    assertThat(page.statusCode()).isEqualTo(422);
    assertThat(page.body()).contains("value=\"81\"", "role=\"alert\"");
  }

  @Test
  void writesTheContactDown() {
    HttpResponse<String> page =
        console.post(
            "routes/viettel/contact",
            Map.of("contact", "Trực, 1800", "contract", "17", "note", "22:00"));
    assertThat(page.statusCode()).isEqualTo(303);
    assertThat(console.api().last("PUT", "/v1/routes/viettel/contact").body())
        .isEqualTo("{\"contact\":\"Trực, 1800\",\"contract\":\"17\",\"note\":\"22:00\"}");
  }

  @Test
  void whoMayOnlyReadSeesNoCommands() {
    console.api().signedIn(List.of("routes:read"), TestConsole.NOW);
    assertThat(console.get("routes/viettel").body()).doesNotContain("routes/viettel/pause");
  }

  @Test
  void pausesWithACode() {
    console.api().signedIn(List.of("routes:read", "routes:operate"), TestConsole.NOW);
    HttpResponse<String> page = console.post("routes/viettel/pause", Map.of("code", "492 039"));

    assertThat(page.statusCode()).isEqualTo(303);
    assertThat(page.headers().firstValue("Location"))
        .contains("../../routes/viettel?notice=routes.pause");
    assertThat(console.api().last("POST", "/v1/sign-in/second-factor").body())
        .isEqualTo("{\"code\":\"492039\"}");
    assertThat(console.api().last("POST", "/v1/routes/viettel/pause").headers())
        .containsEntry("Authorization", "Bearer ns_1");
  }

  @Test
  void showsWhyACommandWasRefused() {
    console.api().refuse("POST", "/v1/routes/viettel/pause", 403, "missing-scope");
    HttpResponse<String> page = console.post("routes/viettel/pause", Map.of());

    assertThat(page.statusCode()).isEqualTo(422);
    assertThat(page.body()).contains("role=\"alert\"", "Detail of missing-scope");
  }

  private static final String TAKEOVER = "/v1/routes/viettel/takeover";

  @Test
  void letsARouteTakeTheMessagesOfOthers() {
    assertThat(console.get("routes/viettel/takeover").body())
        .contains("Urgent ones only", "type=\"datetime-local\"", "VND for a segment");

    HttpResponse<String> done =
        console.post(
            "routes/viettel/takeover",
            Map.of("messages", "all", "until", "2026-12-01T18:30", "reason", "Mobi is slow"));

    assertThat(done.statusCode()).isEqualTo(303);
    assertThat(console.api().last("PUT", TAKEOVER).body())
        .isEqualTo(
            "{\"messages\":\"all\",\"until\":\"2026-12-01T11:30:00Z\",\"reason\":\"Mobi is slow\"}");
  }

  @Test
  void keepsWhatWasTypedIfTheTakeoverIsRefused() {
    assertThat(console.post("routes/viettel/takeover", Map.of("until", "x")).body())
        .contains("href=\"#until\"", "href=\"#reason\"");
    console.api().refuse("PUT", TAKEOVER, 422, "invalid-setting");
    HttpResponse<String> refused =
        console.post(
            "routes/viettel/takeover",
            Map.of("messages", "all", "until", "2026-12-01T18:30", "reason", "\"slow\""));
    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(refused.body())
        .contains("Detail of invalid-setting", "value=\"&#34;slow&#34;\"", "2026-12-01T18:30");
  }

  @Test
  void saysThatARouteTakesMessagesAndEndsIt() {
    takesMessages();

    for (String page : List.of("routes", "routes/viettel")) {
      assertThat(console.get(page).body())
          .contains("takes the urgent messages of all routes until 01/12/2026 18:30")
          .contains("&lt;b&gt;slow&lt;/b&gt;");
    }
    assertThat(console.post("routes/viettel/takeover/end", Map.of()).statusCode()).isEqualTo(303);
    assertThat(console.api().last("DELETE", TAKEOVER).method()).isEqualTo("DELETE");
  }

  @Test
  void offersNoTakeoverByARouteThatIsNotConfigured() {
    console
        .api()
        .answer(
            "GET",
            "/v1/routes/viettel",
            200,
            Map.of(
                "name",
                "viettel",
                "version",
                7,
                "configured",
                false,
                "failover",
                List.of(),
                "binds",
                List.of()));
    assertThat(console.get("routes/viettel").body())
        .contains("not configured any more")
        .doesNotContain("routes/viettel/takeover");
    assertThat(console.get("routes/viettel/takeover").body())
        .contains("not configured any more")
        .doesNotContain("id=\"until\"");
  }

  private static void takesMessages() {
    Map<String, Object> order =
        Map.of(
            "messages", "urgent",
            "until", "2026-12-01T11:30:00Z",
            "by", "user:lan",
            "reason", "<b>slow</b>");
    Map<String, Object> route =
        Map.of(
            "name",
            "viettel",
            "version",
            7,
            "failover",
            List.of(),
            "binds",
            List.of(),
            "takeover",
            order);
    console.api().answer("GET", "/v1/routes/viettel", 200, route);
    console.api().answer("GET", "/v1/routes", 200, Map.of("routes", List.of(route)));
  }

  /** Who has a passkey only ends it, too. */
  @Test
  void endsATakeoverWithAnySecondFactor() {
    takesMessages();
    console
        .api()
        .answer(
            "GET",
            "/v1/me",
            200,
            Map.of(
                "name", "lan",
                "tenant", "default",
                "stage", "complete",
                "scopes", List.of("routes:read", "routes:operate"),
                "secondFactors", List.of("passkey"),
                "secondFactorUntil", "2026-11-30T00:00:00Z"));
    String form = console.get("routes/viettel").body();
    form = form.substring(form.indexOf("routes/viettel/takeover/end") - 100);
    assertThat(form)
        .contains("id=\"end-code\" name=\"code\"", "for=\"end-code\"", "data-passkey=\"confirm\"");
  }

  @Test
  void ordersATakeoverOfTheVersionThatWasShown() {
    takesMessages();
    assertThat(console.get("routes/viettel/takeover").body())
        .contains("takes the urgent messages of all routes until 01/12/2026 18:30")
        .contains("name=\"version\" value=\"7\"");
    Map<String, String> typed =
        Map.of("version", "7", "messages", "all", "until", "2026-12-01T18:30", "reason", "slow");
    console.post("routes/viettel/takeover", typed);
    assertThat(console.api().last("PUT", TAKEOVER).headers()).containsEntry("If-match", "\"7\"");
    console.post("routes/viettel/takeover/end", Map.of("version", "7"));
    assertThat(console.api().last("DELETE", TAKEOVER).headers()).containsEntry("If-match", "\"7\"");

    console.api().refuse("PUT", TAKEOVER, 412, "route-version-mismatch");
    assertThat(console.post("routes/viettel/takeover", typed).body())
        .contains("Detail of route-version-mismatch", "value=\"slow\"");
  }
}
