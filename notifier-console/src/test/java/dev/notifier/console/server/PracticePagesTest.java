package dev.notifier.console.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** All pages exist a second time, for people who practise. */
class PracticePagesTest {
  private static final String HEADER = "Notifier-practice";
  private static final String BATCH = "0193807a-5f3c-7b21-9c44-1f0e8a6d2b57";

  @RegisterExtension private static final TestConsole console = new TestConsole();

  @Test
  void everyRequestOfAPageOfPracticeSaysSo() {
    HttpResponse<String> page = console.get("practice/batches");

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body())
        .contains("Practice.", "reach no one", "href=\"./../\">Back to real work</a>");
    assertThat(console.api().received())
        .isNotEmpty()
        .allSatisfy(request -> assertThat(request.headers()).containsEntry(HEADER, "true"));
    assertThat(console.getVietnamese("practice/batches").body()).contains("Chế độ thực hành.");
  }

  @Test
  void otherPagesDoNot() {
    assertThat(console.get("batches").body())
        .contains("href=\"./practice/\">Practise</a>")
        .doesNotContain("reach no one");
    assertThat(console.api().received())
        .allSatisfy(request -> assertThat(request.headers()).doesNotContainKey(HEADER));
    console.api().signedIn(List.of("audit:read"), TestConsole.NOW);
    assertThat(console.get("account").body()).doesNotContain(">Practise</a>");
  }

  @Test
  void guidesThroughTheFirstBatch() {
    assertThat(console.get("practice/").body())
        .contains("Your first batch in five steps", "href=\"./batches/new\"");
    assertThat(console.getVietnamese("practice/").body())
        .contains("Đợt gửi đầu tiên trong năm bước");
    assertThat(console.get("").body()).doesNotContain("Your first batch in five steps");
  }

  @Test
  void saysBeforeAnUploadThatNothingCanBeSent() {
    assertThat(console.get("practice/").body())
        .contains("Make a dry run.")
        .doesNotContain("no route for tests");
    try (TestConsole without = new TestConsole(false)) {
      assertThat(without.get("practice/").body())
          .contains("no route for tests is set up", "Ask the person who runs the server");
      assertThat(without.getVietnamese("practice/").body()).contains("chưa có tuyến gửi để thử");
      assertThat(without.get("").body()).doesNotContain("no route for tests");
    }
  }

  @Test
  void aCommandLeadsToAnotherPageOfPractice() {
    console.api().answer("POST", "/v1/batches/" + BATCH + "/pause", 200, "{}");

    HttpResponse<String> answer = console.post("practice/batches/" + BATCH + "/pause", Map.of());

    assertThat(answer.statusCode()).isEqualTo(303);
    assertThat(answer.headers().firstValue("Location").orElseThrow()).startsWith("../../batches/");
    assertThat(console.api().last("POST", "/v1/batches/" + BATCH + "/pause").headers())
        .containsEntry(HEADER, "true");
  }

  @Test
  void theHolderOfAKeySeesWhatCanBePractised() {
    console.api().refuse("GET", "/v1/me", 403, "users-only");
    String cookie = console.signInWithKey() + "; notifier-language=en";

    String page = console.send(console.request("practice/").header("Cookie", cookie)).body();

    assertThat(page).contains(">Batches</a>").doesNotContain(">Routes</a>", ">API keys</a>");
    assertThat(console.send(console.request("").header("Cookie", cookie)).body())
        .contains(">Routes</a>");
  }

  @Test
  void theAddressNeedsNoSlashAtTheEnd() {
    HttpResponse<String> answer = console.get("practice");

    assertThat(answer.statusCode()).isEqualTo(303);
    assertThat(answer.headers().firstValue("Location")).contains("practice/");
  }

  @Test
  void aPageWithASimilarNameIsNone() {
    assertThat(console.get("practices/batches").statusCode()).isEqualTo(404);
  }
}
