package dev.notifier.console.routes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.console.server.TestConsole;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RoutesPagesTest {
  private static TestConsole console;

  @BeforeAll
  static void start() {
    console = new TestConsole();
  }

  @AfterAll
  static void stop() {
    console.close();
  }

  @BeforeEach
  void reset() {
    console.api().reset();
  }

  @Test
  void showsOneRouteInBothLanguages() {
    assertThat(console.get("routes/viettel").body())
        .contains("<h1>viettel</h1>", "1 of 1", "62.5", "01/12/2026 08:00:00 (UTC+7)");
    assertThat(console.getVietnamese("routes/viettel").body())
        .contains("lang=\"vi\"", "1 / 1", "62,5", "đã kết nối");
  }

  @Test
  void showsAllRoutes() {
    assertThat(console.get("routes").body()).contains("href=\"./routes/viettel\"", ">bound</span>");
  }

  @Test
  void whoMayOnlyReadSeesNoCommands() {
    console.api().signedIn(List.of("routes:read"), TestConsole.NOW);
    assertThat(console.get("routes/viettel").body()).doesNotContain("<button>Pause");
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
}
