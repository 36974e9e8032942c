package dev.notifier.console.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.console.server.TestConsole;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SystemPagesTest {
  private static final String ID = "0193807a-5f3c-7b21-9c44-1f0e8a6d2b57";
  private static final String HOSTILE = "<script>alert('1')</script>\"";

  @RegisterExtension private static final TestConsole console = new TestConsole();

  @Test
  void showsWhatRunsAndWhatIsErasedWhen() {
    assertThat(console.get("system").body())
        .contains("0.2.0", "worker-1", "Messages of the event type case.received", "730 days");
    assertThat(console.getVietnamese("system").body())
        .contains("730 ngày", "Nhật ký kiểm tra", "01/12/2026");
  }

  @Test
  void peopleOfATenantSeeTheJobsOnly() {
    console.api().refuse("GET", "/v1/system", 403, "default-tenant-only");
    HttpResponse<String> page = console.get("system");
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body()).contains("Only administrators of the national tenant");
  }

  @Test
  void showsJobsOfAState() {
    jobs("failed", "the disk is full");
    assertThat(console.get("system/jobs?state=failed").body())
        .contains(
            "Writes a file of messages", "the disk is full (attempts: 3)", "Take from the list");
    assertThat(console.api().last("GET", "/v1/jobs").target()).isEqualTo("/v1/jobs?state=failed");
    console.get("system/jobs?state=other");
    assertThat(console.api().last("GET", "/v1/jobs").target()).isEqualTo("/v1/jobs");
  }

  @Test
  void saysInTheLanguageOfThePageWhyAJobHasFailed() {
    jobs("failed", "The export was deleted.");

    assertThat(console.getVietnamese("system/jobs").body())
        .contains("Tệp xuất đã bị xóa.")
        .doesNotContain("The export was deleted.");
    assertThat(console.get("system/jobs").body()).contains("The export was deleted.");
  }

  @Test
  void aJobThatIsRepeatedCannotBeCancelled() {
    console
        .api()
        .answer(
            "GET",
            "/v1/jobs",
            200,
            Map.of(
                "jobs",
                List.of(
                    Map.of(
                        "id", ID,
                        "kind", "quotas",
                        "periodic", true,
                        "state", "waiting",
                        "createdAt", "2026-12-01T01:00:00Z"))));
    assertThat(console.get("system/jobs").body())
        .contains("Counts the use of quotas")
        .doesNotContain("/cancel\"");
  }

  @Test
  void cancelsAJob() {
    jobs("waiting", null);
    assertThat(console.get("system/jobs").body())
        .contains("action=\"../system/jobs/" + ID + "/cancel\"");
    HttpResponse<String> page = console.post("system/jobs/" + ID + "/cancel", Map.of());
    assertThat(page.statusCode()).isEqualTo(303);
    assertThat(page.headers().firstValue("Location"))
        .contains("../../../system/jobs?notice=system.cancel");
    assertThat(console.api().last("POST", "/v1/jobs/" + ID + "/cancel").body()).isEmpty();
  }

  @Test
  void showsWhyAJobWasNotCancelled() {
    console.api().refuse("POST", "/v1/jobs/" + ID + "/cancel", 409, "job-ended");
    HttpResponse<String> page = console.post("system/jobs/" + ID + "/cancel", Map.of());
    assertThat(page.statusCode()).isEqualTo(422);
    assertThat(page.body()).contains("role=\"alert\"", "Detail of job-ended");
  }

  @Test
  void anErrorOfAJobIsInWordsAndWithoutThemSaysWhomToAsk() {
    jobs("failed", "PostgreSQL failed with SQLState 57014; see its log");
    assertThat(console.getVietnamese("system/jobs").body())
        .contains("PostgreSQL báo lỗi SQLState 57014")
        .doesNotContain("failed with");
    jobs("failed", "NullPointerException at dev.notifier.A.b(A.java:1)");
    assertThat(console.getVietnamese("system/jobs").body())
        .contains(
            "Lỗi chưa có lời giải thích. Hãy gửi dòng này cho người quản trị: NullPointerException");
    assertThat(console.get("system/jobs").body())
        .contains("no words for. Give this to an administrator: NullPointerException");
  }

  @Test
  void whatIsErasedNextIsInTheLanguageOfThePage() {
    assertThat(console.getVietnamese("system").body())
        .contains("sắp tới: ngày 2027-03-02 xóa tin")
        .doesNotContain("next: 2027");
  }

  @Test
  void escapesErrors() {
    jobs("failed", HOSTILE);
    assertThat(console.get("system/jobs").body())
        .contains("&lt;script")
        .doesNotContain("<script>alert");
  }

  private static void jobs(String state, @Nullable String error) {
    Map<String, Object> job = new LinkedHashMap<>();
    job.put("id", ID);
    job.put("kind", "exports");
    job.put("periodic", false);
    job.put("state", state);
    job.put("attempts", 3);
    job.put("error", error);
    job.put("createdAt", "2026-12-01T01:00:00Z");
    console.api().answer("GET", "/v1/jobs", 200, Map.of("jobs", List.of(job)));
  }
}
