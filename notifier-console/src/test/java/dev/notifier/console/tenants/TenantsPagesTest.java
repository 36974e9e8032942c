package dev.notifier.console.tenants;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.console.server.TestConsole;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class TenantsPagesTest {
  private static final String HOSTILE = "<script>alert(1)</script>'\"";

  @RegisterExtension private static final TestConsole console = new TestConsole();

  @Test
  void showsTenantsInBothLanguages() {
    assertThat(console.get("tenants").body())
        .contains(">Sơn La</a>", "2,000,000", ">active</span>");
    assertThat(console.getVietnamese("tenants").body()).contains("2.000.000", "hoạt động");
  }

  @Test
  void showsTheUseOfTheQuota() {
    assertThat(console.get("tenants/son-la").body())
        .contains(
            "1,624,300 of 2,000,000 segments in 12/2026", "more than 80 % used", "value=\"81\"");
  }

  @Test
  void escapesTitles() {
    console
        .api()
        .answer(
            "GET",
            "/v1/tenants/x",
            200,
            Map.of(
                "id",
                "x",
                "version",
                2,
                "title",
                HOSTILE,
                "createdAt",
                "2026-12-01T01:00:00Z",
                "createdBy",
                HOSTILE,
                "changedAt",
                "2026-12-01T01:00:00Z",
                "changedBy",
                HOSTILE));
    assertThat(console.get("tenants/x").body())
        .doesNotContain("<script>alert")
        .contains("&lt;script&gt;alert(1)");
  }

  @Test
  void aNewTenantReplacesNone() {
    HttpResponse<String> page =
        console.post("new-tenant", Map.of("id", "lai-chau", "title", "Lai Châu"));
    assertThat(page.headers().firstValue("Location"))
        .contains("./tenants/lai-chau?notice=tenants.create");
    assertThat(console.api().last("PUT", "/v1/tenants/lai-chau").headers())
        .containsEntry("If-none-match", "*");
  }

  @Test
  void changesTheVersionThatWasSeen() {
    console.post(
        "tenants/son-la",
        Map.of(
            "title", "Sơn La", "monthlySegments", "3.000.000", "suspended", "on", "version", "5"));
    assertThat(console.api().last("PUT", "/v1/tenants/son-la").headers())
        .containsEntry("If-match", "\"5\"");
    assertThat(console.api().last("PUT", "/v1/tenants/son-la").body())
        .contains("\"suspended\":true", "\"advertising\":false", "\"monthlySegments\":3000000");
  }

  /** The form replaces the tenant. */
  @Test
  void settingsOfBatchesAreNotLost() {
    Map<String, Object> tenant = new HashMap<>();
    tenant.put("id", "son-la");
    tenant.put("version", 5);
    tenant.put("title", "Sơn La");
    tenant.put("releaseLimit", 500);
    tenant.put("smallBatchesInLane", true);
    tenant.put("createdAt", "2026-12-01T01:00:00Z");
    tenant.put("createdBy", "api");
    tenant.put("changedAt", "2026-12-01T01:00:00Z");
    tenant.put("changedBy", "api");
    console.api().answer("GET", "/v1/tenants/son-la", 200, tenant);

    assertThat(console.get("tenants/son-la").body())
        .contains("name=\"releaseLimit\" value=\"500\"")
        .containsPattern("name=\"smallBatchesInLane\"[^>]* checked");
    console.post(
        "tenants/son-la",
        Map.of(
            "title", "Sơn La", "releaseLimit", "500", "smallBatchesInLane", "on", "version", "5"));
    assertThat(console.api().last("PUT", "/v1/tenants/son-la").body())
        .contains("\"releaseLimit\":500", "\"smallBatchesInLane\":true");
  }

  @Test
  void aDecimalIsNotTakenForAnotherNumber() {
    for (String form : List.of("tenants/son-la", "new-tenant")) {
      HttpResponse<String> page =
          console.post(form, Map.of("id", "x", "title", "Sơn La", "monthlySegments", "1.5"));
      assertThat(page.statusCode()).isEqualTo(422);
      assertThat(page.body()).contains("href=\"#monthlySegments\"", "value=\"1.5\"");
    }
    assertThat(console.api().received()).allMatch(each -> each.method().equals("GET"));
  }

  @Test
  void aRefusedFormKeepsWhatWasTyped() {
    console.api().refuse("PUT", "/v1/tenants/son-la", 412, "tenant-version-mismatch");
    HttpResponse<String> page =
        console.post("tenants/son-la", Map.of("title", "Changed", "version", "5"));
    assertThat(page.statusCode()).isEqualTo(422);
    assertThat(page.body()).contains("value=\"Changed\"");
  }
}
