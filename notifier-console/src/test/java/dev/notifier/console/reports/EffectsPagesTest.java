package dev.notifier.console.reports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.console.server.TestConsole;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EffectsPagesTest {
  private static final String HOSTILE = "<script>alert('1')</script>\"";

  @RegisterExtension private static final TestConsole console = new TestConsole();

  @Test
  void showsHowManyWereFollowed() {
    assertThat(console.get("reports/effects").body())
        .contains(
            "how many were heard of with “A health insurance card was renewed (card.renewed)” within 30 days",
            "Days before 05/12/2026 are counted",
            "182,290 reminders, of which 131,005 were followed (71.9 %)",
            "10 more were delivered",
            "<td class=\"number\">92,190</td>",
            "<td>workers</td>",
            "effect.csv?name=card-renewed&amp;from=2026-11-01&amp;to=2026-12-04");
    assertThat(console.api().last("GET", "/v1/reports/effect").target())
        .isEqualTo("/v1/reports/effect?name=card-renewed&from=2026-11-01&to=2026-12-05");
    assertThat(console.getVietnamese("reports/effects").body())
        .contains("182.290 tin nhắc, trong đó 131.005", "mọi người", "<td>người lao động</td>");
  }

  @Test
  void asksForTheDaysThatWereChosen() {
    console.get("reports/effects?name=card-renewed&from=2026-11-03&to=2026-11-03");
    assertThat(console.api().last("GET", "/v1/reports/effect").target())
        .isEqualTo("/v1/reports/effect?name=card-renewed&from=2026-11-03&to=2026-11-04");
    HttpResponse<String> page = console.get("reports/effects?from=yesterday&to=2026-11-03");
    assertThat(page.statusCode()).isEqualTo(422);
    assertThat(page.body()).contains("href=\"#from\"", "value=\"yesterday\"");
    console.api().refuse("GET", "/v1/reports/effect", 400, "invalid-parameter");
    assertThat(console.get("reports/effects").body()).contains("Detail of invalid-parameter");
  }

  @Test
  void saysWhenNothingIsCountedYet() {
    console
        .api()
        .answer(
            "GET",
            "/v1/reports/effects",
            200,
            Map.of(
                "effects",
                List.of(
                    Map.of(
                        "name",
                        HOSTILE,
                        "reminder",
                        HOSTILE,
                        "outcomes",
                        List.of(HOSTILE),
                        "days",
                        7,
                        "countedFrom",
                        "2026-12-01",
                        "countedTo",
                        "2026-12-01",
                        "failing",
                        true))));
    assertThat(console.get("reports/effects").body())
        .contains("The first day, 01/12/2026, is counted 11 days after it.", "&lt;script")
        .contains("The day 01/12/2026 cannot be counted")
        .doesNotContain("<script>alert");
    console.api().answer("GET", "/v1/reports/effects", 200, Map.of("effects", List.of()));
    assertThat(console.get("reports/effects").body()).contains("No effect is defined yet.");
  }

  @Test
  void definesAnEffect() {
    HttpResponse<String> page =
        console.post(
            "reports/effects",
            Map.of(
                "name", "paid",
                "reminder", "contribution.overdue",
                "outcomes", "contribution.received\nemployer.payment.received",
                "days", "14",
                "sameSubject", "on"));
    assertThat(page.statusCode()).isEqualTo(303);
    assertThat(page.headers().firstValue("Location"))
        .contains("../reports/effects?name=paid&notice=reports.effect-defined");
    assertThat(console.api().last("PUT", "/v1/reports/effects/paid").body())
        .isEqualTo(
            "{\"reminder\":\"contribution.overdue\",\"outcomes\":[\"contribution.received\","
                + "\"employer.payment.received\"],\"days\":14,\"sameSubject\":true}");
  }

  @Test
  void keepsARefusedDefinition() {
    console.api().refuse("PUT", "/v1/reports/effects/paid", 409, "effect-exists");
    HttpResponse<String> page =
        console.post(
            "reports/effects",
            Map.of("name", "paid", "reminder", "a.b", "outcomes", HOSTILE, "days", "x"));
    assertThat(page.statusCode()).isEqualTo(422);
    assertThat(page.body())
        .contains("Detail of effect-exists", "value=\"paid\"", "value=\"a.b\"", "&lt;script")
        .doesNotContain("<script>alert");
  }

  @Test
  void deletesAnEffect() {
    HttpResponse<String> page = console.post("reports/effects/card-renewed/delete", Map.of());
    assertThat(page.headers().firstValue("Location"))
        .contains("../../../reports/effects?notice=reports.effect-deleted");
    assertThat(console.api().last("DELETE", "/v1/reports/effects/card-renewed")).isNotNull();
  }

  @Test
  void whoWritesNoTemplatesDefinesNothing() {
    console.api().signedIn(List.of("reports:read"), TestConsole.NOW);
    assertThat(console.get("reports/effects").body())
        .contains("182,290")
        .doesNotContain("Define an effect", "/delete\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "from=2026-11-01&to=tomorrow",
        "from=x&to=2026-11-30",
        "from=2026-11-01&to=",
        "from=2026-11-01&to=%2B999999999-12-31",
        "from=2026-11-01&to=9999-12-31"
      })
  void aFileOfNoDaysIsABadForm(String days) {
    HttpResponse<String> page = console.get("reports/effect.csv?name=card-renewed&" + days);
    assertThat(page.statusCode()).isEqualTo(400);
    assertThat(page.body()).contains("The form could not be read.");
    assertThat(console.get("reports/effects?name=card-renewed&" + days).statusCode())
        .isEqualTo(422);
  }

  @Test
  void passesAFileOn() {
    console.api().answer("GET", "/v1/reports/effect", 200, "effect,tenant\n");
    assertThat(
            console
                .get("reports/effect.csv?name=card-renewed&from=2026-11-01&to=2026-11-30")
                .body())
        .isEqualTo("effect,tenant\n");
    assertThat(console.api().last("GET", "/v1/reports/effect").target())
        .isEqualTo(
            "/v1/reports/effect?name=card-renewed&from=2026-11-01&to=2026-12-01"
                + "&groupBy=day%2Ctemplate%2Cversion%2Clocale%2Caudience&format=csv");
  }
}
