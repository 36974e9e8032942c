package dev.notifier.console.layout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.console.server.TestConsole;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An api that is newer than the words of this console has codes that have none. */
class UnknownCodesTest {
  private static final String EXPORT = "0193807a-5f3c-7b21-9c44-1f0e8a6d2b57";

  @RegisterExtension private static final TestConsole console = new TestConsole();

  @Test
  void aRefusalSaysItsCodeAndHasTheDetailBelow() {
    console.api().refuse("GET", "/v1/jobs", 409, "of-tomorrow");

    assertThat(console.getVietnamese("system/jobs").body())
        .contains(
            "Yêu cầu bị từ chối với mã of-tomorrow.",
            "<span class=\"quiet\" lang=\"en\">Detail of of-tomorrow</span>");
    assertThat(console.get("system/jobs").body()).contains("Detail of of-tomorrow");
  }

  @Test
  void anExportThatFailedForAnUnknownReasonHasAGeneralSentence() {
    console
        .api()
        .answer(
            "GET",
            "/v1/exports/" + EXPORT,
            200,
            Map.of(
                "exportId", EXPORT,
                "state", "failed",
                "error", "The moon is full.",
                "createdAt", "2026-12-01T01:00:00Z"));

    assertThat(console.getVietnamese("reports/exports/" + EXPORT).body())
        .contains("Hãy gửi dòng này cho người quản trị: The moon is full.");
  }

  @Test
  void aMessageThatFailedForAnUnknownReasonHasItsCode() {
    console
        .api()
        .answer(
            "POST",
            "/v1/people/timeline",
            200,
            Map.of(
                "items",
                List.of(
                    Map.of(
                        "kind", "sent",
                        "at", "2026-12-01T01:00:00Z",
                        "state", "FAILED",
                        "reason", "OF_TOMORROW"))));
    assertThat(console.post("person", Map.of("phone", "0912345678", "purpose", "question")).body())
        .contains("The reason OF_TOMORROW, which this page has no words for");
  }
}
