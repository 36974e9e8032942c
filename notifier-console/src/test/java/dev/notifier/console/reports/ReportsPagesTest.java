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

class ReportsPagesTest {
  private static final String ID = "0193807a-5f3c-7b21-9c44-1f0e8a6d2b57";
  private static final String HOSTILE = "<script>alert('1')</script>\"";

  @RegisterExtension private static final TestConsole console = new TestConsole();

  @Test
  void asksForDaysOfVietnam() {
    console.get("reports?from=2026-11-01&to=2026-11-30&interval=month&by=route&by=state");
    assertThat(console.api().last("GET", "/v1/reports/messages").target())
        .isEqualTo(
            "/v1/reports/messages?from=2026-10-31T17%3A00%3A00Z&to=2026-11-30T17%3A00%3A00Z"
                + "&interval=month&groupBy=route%2Cstate");
  }

  @Test
  void showsNumbersThatAreLinksToTheirLists() {
    String page = console.get("reports?interval=month&by=route&by=state").body();
    assertThat(page)
        .contains(
            "<th scope=\"row\">12/2026</th>",
            "href=\"./messages?from=2026-12-01&amp;to=2026-12-31&amp;state=DELIVERED&amp;route=viettel\"",
            "182,300 messages with 201,455 segments, by their state at 01/12/2026 08:05:00",
            "<svg class=\"chart\"");
    assertThat(console.getVietnamese("reports?by=route").body())
        .contains("182.300 tin với 201.455");
  }

  @Test
  void whoMayNotSeeMessagesGetsNoLinks() {
    console.api().signedIn(List.of("reports:read"), TestConsole.NOW);
    assertThat(console.get("reports?interval=month").body())
        .contains("182,300")
        .doesNotContain("href=\"./messages", "reports/exports");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "from=2026-12-01&to=tomorrow",
        "from=x&to=2026-12-01",
        "from=2026-12-01&to=%2B999999999-12-31"
      })
  void aFileOfNoDaysIsABadForm(String days) {
    HttpResponse<String> page = console.get("reports/messages.csv?interval=day&by=state&" + days);
    assertThat(page.statusCode()).isEqualTo(400);
    assertThat(page.body()).contains("The form could not be read.");
    assertThat(console.get("reports?" + days).statusCode()).isEqualTo(422);
  }

  @Test
  void saysWhatIsNoDay() {
    HttpResponse<String> page = console.get("reports?from=tomorrow&to=2026-12-01");
    assertThat(page.statusCode()).isEqualTo(422);
    assertThat(page.body()).contains("href=\"#from\"", "value=\"tomorrow\"", "Type a day");
  }

  @Test
  void showsWhyAReportWasRefused() {
    console.api().refuse("GET", "/v1/reports/messages", 422, "report-too-large");
    assertThat(console.get("reports").body()).contains("role=\"alert\"", "report-too-large");
  }

  @Test
  void passesAFileOn() {
    console.api().answer("GET", "/v1/reports/messages", 200, "time,number\n");
    HttpResponse<String> file =
        console.get("reports/messages.csv?from=2026-12-01&to=2026-12-01&interval=day&by=state");
    assertThat(file.body()).isEqualTo("time,number\n");
    assertThat(file.headers().firstValue("Content-Disposition"))
        .contains("attachment; filename=\"messages-20261201-0805.csv\"");
    assertThat(console.api().last("GET", "/v1/reports/messages").target()).endsWith("format=csv");
  }

  @Test
  void showsTheBill() {
    assertThat(console.get("reports/bill").body())
        .contains("60,436,500 ₫", "201,455", "bill.csv?month=2026-12&amp;by=route,category");
    console.get("reports/bill?month=2026-11&by=template");
    assertThat(console.api().last("GET", "/v1/reports/bill").target())
        .isEqualTo("/v1/reports/bill?month=2026-11&groupBy=template");
    console.get("reports/bill?month=" + "x".repeat(9) + "&by=phone");
    assertThat(console.api().last("GET", "/v1/reports/bill").target())
        .isEqualTo("/v1/reports/bill?month=2026-12&groupBy=route%2Ccategory");
  }

  @Test
  void ordersAFile() {
    HttpResponse<String> page =
        console.post(
            "reports/exports",
            Map.of("from", "2026-12-01", "to", "2026-12-01", "state", "REJECTED", "route", ""));
    assertThat(page.statusCode()).isEqualTo(303);
    assertThat(page.headers().firstValue("Location")).contains("../reports/exports/" + ID);
    assertThat(console.api().last("POST", "/v1/exports").body())
        .contains(
            "\"kind\":\"notifications\"",
            "{\"from\":\"2026-11-30T17:00:00Z\",\"to\":\"2026-12-01T17:00:00Z\","
                + "\"state\":\"REJECTED\"}");
  }

  @Test
  void listsTheFilesOfTheTenant() {
    assertThat(console.get("reports/exports").body())
        .contains(
            "Files, the newest first",
            "../reports/exports/" + ID + "\"",
            "ready",
            "182,000",
            "lan");
    assertThat(console.getVietnamese("reports/exports").body())
        .contains("Các tệp, mới nhất trước", "sẵn sàng");

    console.api().signedIn(List.of("reports:read", "export"), TestConsole.NOW);
    assertThat(console.get("reports/exports").body())
        .contains("Type your code above")
        .doesNotContain("182,000");
  }

  @Test
  void keepsARefusedOrder() {
    console.api().refuse("POST", "/v1/exports", 409, "too-many-exports");
    HttpResponse<String> page =
        console.post("reports/exports", Map.of("from", "2026-12-01", "route", "viettel"));
    assertThat(page.statusCode()).isEqualTo(422);
    assertThat(page.body()).contains("value=\"viettel\"", "Detail of too-many-exports");
  }

  @Test
  void showsAFileThatIsReady() {
    console
        .api()
        .answer(
            "GET",
            "/v1/exports/" + ID,
            200,
            Map.of(
                "exportId", ID,
                "state", "done",
                "rows", 182000,
                "createdAt", "2026-12-01T01:00:00Z",
                "completedAt", "2026-12-01T01:01:00Z"));
    assertThat(console.get("reports/exports/" + ID).body())
        .contains("The file is ready.", "182,000", "08:01:00", ID + "/file\"");
    console.api().answer("GET", "/v1/exports/" + ID + "/file", 200, "a,b\n");
    HttpResponse<String> file = console.get("reports/exports/" + ID + "/file");
    assertThat(file.body()).isEqualTo("a,b\n");
    assertThat(file.headers().firstValue("Content-Disposition"))
        .contains("attachment; filename=\"export-20261201-0801.csv\"");
  }

  @Test
  void saysThatAnExportBecameTooLarge() {
    console
        .api()
        .answer(
            "GET",
            "/v1/exports/" + ID,
            200,
            Map.of(
                "exportId", ID,
                "state", "failed",
                "rows", 20_000_001,
                "error", "error for operators",
                "code", "export-too-large",
                "createdAt", "2026-12-01T01:00:00Z"));
    assertThat(console.get("reports/exports/" + ID).body())
        .contains("The export became larger than allowed")
        .doesNotContain("error for operators");
  }

  @Test
  void aFileThatIsBeingWrittenCannotBeFetched() {
    assertThat(console.get("reports/exports/" + ID).body())
        .contains("The file is being written.")
        .doesNotContain(ID + "/file\"");
  }

  @Test
  void asksForASecondFactorBeforeAFile() {
    console.api().signedIn(List.of("reports:read", "export"), TestConsole.NOW);
    assertThat(console.get("reports/exports/" + ID).body())
        .contains("name=\"code\"", "exports/" + ID + "/code\"")
        .doesNotContain("182,000");
    HttpResponse<String> page =
        console.post("reports/exports/" + ID + "/code", Map.of("code", "492039"));
    assertThat(page.headers().firstValue("Location")).contains("../../../reports/exports/" + ID);
    console.api().refuse("POST", "/v1/sign-in/second-factor", 422, "wrong-code");
    assertThat(console.post("reports/exports/" + ID + "/code", Map.of("code", "1")).statusCode())
        .isEqualTo(422);
  }

  @Test
  void deletesAFile() {
    HttpResponse<String> page = console.post("reports/exports/" + ID + "/delete", Map.of());
    assertThat(page.headers().firstValue("Location"))
        .contains("../../../reports/exports?notice=reports.deleted");
    assertThat(console.api().last("DELETE", "/v1/exports/" + ID)).isNotNull();
  }

  @Test
  void escapesNames() {
    console
        .api()
        .answer(
            "GET",
            "/v1/reports/messages",
            200,
            Map.of(
                "interval",
                "day",
                "rows",
                List.of(
                    Map.of(
                        "time",
                        "2026-12-01T00:00:00+07:00",
                        "route",
                        HOSTILE,
                        "template",
                        HOSTILE,
                        "number",
                        1,
                        "segments",
                        1))));
    assertThat(console.get("reports?by=route&by=template").body())
        .contains("&lt;script")
        .doesNotContain("<script>alert");
  }
}
