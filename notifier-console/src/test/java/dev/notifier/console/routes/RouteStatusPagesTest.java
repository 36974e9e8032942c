package dev.notifier.console.routes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.console.server.TestConsole;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the page of a route says about its state, and before a pause. */
class RouteStatusPagesTest {
  private static final String PAUSED = "2026-12-01T01:01:00Z";

  @RegisterExtension private static final TestConsole console = new TestConsole();

  @Test
  void saysWhatAPauseMeansBeforeItIsOrdered() {
    pipeline(Map.of("paused", false, "waiting", 1385, "urgentWaiting", 67));
    console
        .api()
        .answer(
            "GET",
            "/v1/routes",
            200,
            Map.of("routes", List.of(other("mobifone", false), other("vina", true))));

    urgentType("PT5M");

    assertThat(console.get("routes/viettel/pause").body())
        .contains(
            "expire 5 minutes after they came",
            "<h1>Pause viettel</h1>",
            "failover routes do not take them",
            "Waiting now: 1,385 messages, of them urgent: 67.",
            "routes/mobifone/takeover\">Let mobifone take the new messages</a>",
            "<button class=\"secondary\">Pause the route</button>")
        .doesNotContain("vina");

    urgentType("x");
    pipeline(Map.of("paused", false, "waiting", 1));
    assertThat(console.get("routes/viettel/pause").body())
        .contains("Waiting now: 1 message, of them urgent: 0.", "expire after a few minutes");
    console.api().refuse("GET", "/v1/pipeline", 503, "unavailable");
    assertThat(console.getVietnamese("routes/viettel/pause").body())
        .contains("Hiện chưa rõ có bao nhiêu tin đang chờ.");
  }

  private static void urgentType(String life) {
    console
        .api()
        .answer(
            "GET",
            "/v1/event-types",
            200,
            Map.of(
                "eventTypes",
                List.of(
                    Map.of("name", "account.otp", "lane", "urgent"),
                    Map.of("name", "card.expiring", "lane", "normal"))));
    console
        .api()
        .answer(
            "GET",
            "/v1/event-types/account.otp",
            200,
            Map.of("name", "account.otp", "timeToLive", life));
  }

  private static Map<String, Object> other(String name, boolean paused) {
    return Map.of("name", name, "version", 1, "paused", paused, "failover", List.of());
  }

  /** What workers publish is a moment older than the order. */
  @Test
  void aPausedRouteIsNeverGreenAndSaysWhoPausedItAndWhen() {
    pipeline(Map.of("paused", false, "waiting", 5, "since", "2026-12-01T00:31:49Z"));
    session(
        true, Map.of("state", "PAUSED", "alive", true), Map.of("by", "user:lan", "since", PAUSED));

    assertThat(status())
        .contains(
            "notice warn",
            ">paused</span>",
            "Paused by lan.",
            "Since 01/12/2026 08:01:00 (UTC+7)",
            "Its messages, new ones too, wait until it is resumed",
            "1 of 1 bound",
            "<span class=\"tag warn\">paused</span></td>")
        .doesNotContain("It works.", "tag good", "07:31:49");
  }

  @Test
  void aRouteThatIsHinderedIsNotGreen() {
    session(false, Map.of("state", "BOUND", "alive", true), Map.of());
    pipeline(Map.of("paused", false, "waiting", 177, "hindrance", "throttled"));
    assertThat(status())
        .contains("notice warn", ">slowed by the carrier</span>", "accepts less than the contract")
        .doesNotContain("It works.", "notice good");
    for (String each : List.of("failing", "late", "growing", "unstable")) {
      pipeline(Map.of("paused", false, "waiting", 177, "hindrance", each));
      assertThat(status()).doesNotContain("You need not do anything", "notice good", ">" + each);
    }
  }

  @Test
  void saysWhyMessagesWait() {
    session(false, Map.of("state", "BOUND", "alive", true), Map.of());
    pipeline(Map.of("waiting", 5, "rate", 3.7, "rateLimit", 20, "window", 10));
    assertThat(status()).contains("They have just come, and wait for their turn.");
    pipeline(Map.of("waiting", 5, "rate", 3.7, "rateLimit", 20, "window", 10, "windowInUse", 10));
    assertThat(status()).contains("The carrier responds slowly");
    pipeline(Map.of("waiting", 5, "rate", 19.5, "rateLimit", 20, "window", 10));
    assertThat(status()).contains("There is more to send than the limit of the route allows.");
  }

  @Test
  void anErrorOfAProgramIsASentenceWithWhatToDo() {
    String error = "Starting over in 1 s: org.apache.kafka.common.errors.TimeoutException: x";
    session(
        false,
        Map.of("state", "TAKING_OVER", "alive", true, "session", 0, "lastError", error),
        Map.of());
    assertThat(status())
        .contains(
            "Notifier could not reach its own Kafka",
            "<summary>Details for the administrator</summary><code>" + error + "</code>");
    session(
        false,
        Map.of("state", "BOUND", "alive", true, "lastError", "The carrier closed the connection"),
        Map.of());
    assertThat(status())
        .contains("<td>The carrier closed the connection</td>")
        .doesNotContain("Details for the administrator");
    assertThat(console.getVietnamese("routes/viettel").body())
        .contains("<td>Nhà mạng đã đóng kết nối</td>")
        .doesNotContain("closed the connection");
    session(false, Map.of("state", "BOUND", "alive", true, "lastError", "Out of paper"), Map.of());
    assertThat(console.getVietnamese("routes/viettel").body())
        .contains("Hãy gửi dòng này cho người quản trị: Out of paper");
  }

  private static String status() {
    String page = console.get("routes/viettel").body();
    return page.substring(
        page.indexOf("id=\"route-status\""), page.indexOf("id=\"route-failures\""));
  }

  private static void pipeline(Map<String, Object> more) {
    Map<String, Object> route = new HashMap<>();
    route.put("name", "viettel");
    route.put("state", "all");
    route.put("reason", "queued");
    route.put("sessions", 1);
    route.put("boundSessions", 1);
    route.putAll(more);
    console
        .api()
        .answer(
            "GET",
            "/v1/pipeline",
            200,
            Map.of(
                "summary", Map.of("code", "all-well"),
                "lanes", List.of(),
                "routes", List.of(route)));
  }

  private static void session(boolean paused, Map<String, Object> bind, Map<String, Object> pause) {
    Map<String, Object> session = new HashMap<>(bind);
    session.put("worker", "w1");
    session.put("at", TestConsole.NOW + "");
    Map<String, Object> route = new HashMap<>();
    route.put("name", "viettel");
    route.put("version", 7);
    route.put("sessions", 1);
    route.put("paused", paused);
    route.put("failover", List.of());
    route.put("binds", List.of(session));
    if (!pause.isEmpty()) {
      route.put("pause", pause);
    }
    console.api().answer("GET", "/v1/routes/viettel", 200, route);
  }
}
