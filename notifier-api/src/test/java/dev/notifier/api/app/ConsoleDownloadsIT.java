package dev.notifier.api.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files that the console passes on from the real HTTP interface, requested as browsers do. */
class ConsoleDownloadsIT {
  private static final String ACCEPT =
      "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8";
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private static ApiWithStore store;
  private static RunningApi api;
  private static String session;

  @BeforeAll
  static void start() {
    store = ApiWithStore.shared();
    api = store.start();
    session = store.consoleSession();
  }

  @AfterAll
  static void stop() {
    store.close();
  }

  @ParameterizedTest
  @CsvSource({
    "batches/example?type=card.expiring&format=, csv",
    "batches/example?type=card.expiring&format=, xlsx",
    "batches/ID/report?format=, csv",
    "batches/ID/report?format=, xlsx",
    "batches/ID/outcome?format=, csv",
    "batches/ID/outcome?format=, xlsx"
  })
  void aBrowserGetsTheFile(String page, String format) throws Exception {
    String path = page.replace("ID", batch("DONE").toString()) + format;

    HttpResponse<String> file = download(path);

    assertThat(file.statusCode()).as(file.body()).isEqualTo(200);
    assertThat(file.headers().firstValue("Content-Disposition").orElseThrow())
        .startsWith("attachment")
        .contains("." + format);
    assertThat(file.headers().firstValue("Content-Type").orElseThrow())
        .startsWith(format.equals("csv") ? "text/csv" : "application/vnd.openxmlformats");
    assertThat(file.body()).matches(body -> body.startsWith("PK") == format.equals("xlsx"));
  }

  /** A browser that navigates to a file shows what it gets instead. */
  @Test
  void aFileThatCannotBeMadeIsAPageThatSaysWhy() throws Exception {
    HttpResponse<String> page = download("batches/" + batch("READY") + "/outcome?format=csv");

    assertThat(page.statusCode()).isEqualTo(409);
    assertThat(page.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/html");
    assertThat(page.headers().firstValue("Content-Disposition")).isEmpty();
    assertThat(page.body()).contains("<h1>The file cannot be downloaded</h1>");
  }

  private static UUID batch(String state) {
    return Objects.requireNonNull(
        store
            .jdbc()
            .queryForObject(
                """
                insert into batches (tenant, name, event_type, file_kind, state, created_by,
                  type_version, template_id, template_version, valid_lines, chunks, summary,
                  released_at)
                values ('default', 'October', 'card.expiring', 'csv', ?, 'user:lan', 1,
                  'card-expiring', 1, 0, 0, '{"columns": [], "repairs": {}, "refused": {}}',
                  case when ? = 'DONE' then now() end)
                returning id
                """,
                UUID.class,
                state,
                state));
  }

  /** As a browser follows a link. */
  private static HttpResponse<String> download(String page)
      throws IOException, InterruptedException {
    return send(
        request(page)
            .header("Cookie", session + "; notifier-language=en")
            .header("Accept", ACCEPT)
            .header("Sec-Fetch-Site", "same-origin")
            .header("Sec-Fetch-Mode", "navigate")
            .header("Sec-Fetch-Dest", "document")
            .header("Sec-Fetch-User", "?1"));
  }

  private static HttpRequest.Builder request(String page) {
    return HttpRequest.newBuilder(
        URI.create("http://127.0.0.1:" + api.port() + "/console/" + page));
  }

  private static HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return HTTP.send(request.build(), BodyHandlers.ofString());
  }
}
