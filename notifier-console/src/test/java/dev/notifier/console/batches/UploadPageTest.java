package dev.notifier.console.batches;

import static dev.notifier.console.batches.BatchExamples.ID;
import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.console.server.TestConsole;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class UploadPageTest {
  private static final String REST = "batches/upload?id=" + ID;
  private static final String FILE = "batches/" + ID + "/file";
  private static final String ADDRESS = "batches/upload?type=card.expiring&name=October";

  private static final String PHONE_TITLE =
      "A Vietnamese mobile number in any usual notation; without it, the directory has the number of"
          + " personRef";

  @RegisterExtension private static final TestConsole console = new TestConsole();

  @Test
  void leadsFromTheEventTypeToTheFile() {
    assertThat(console.get("batches/new").body())
        .contains("A health insurance card expires soon (card.expiring)")
        .doesNotContain("id=\"upload\"");
    assertThat(console.get("batches/new?type=card.expiring").body())
        .contains(
            "batches/example?type=card.expiring&amp;format=xlsx",
            "./notifier batch upload --type card.expiring",
            "id=\"upload\"");
    assertThat(console.getVietnamese("batches/new?type=card.expiring").body())
        .contains("Tải tệp lên", "Tệp mẫu Excel", "Thẻ BHYT sắp hết hạn (card.expiring)");
  }

  @Test
  void explainsTheColumnsInTheLanguageOfThePage() {
    assertThat(console.get("batches/new?type=card.expiring").body())
        .contains(
            "What goes into which column",
            ">The last day of the card</td>",
            "day, such as 31/12/2026",
            "a phone number or a code of the person");
    assertThat(console.getVietnamese("batches/new?type=card.expiring").body())
        .contains(
            "Mỗi cột ghi gì",
            ">Ngày thẻ hết hạn</td>",
            "ngày, ví dụ 31/12/2026",
            "cần số điện thoại hoặc mã người")
        .doesNotContain("The last day of the card");
    console.api().refuse("GET", "/v1/event-types/card.expiring/columns", 503, "unavailable");
    assertThat(console.get("batches/new?type=card.expiring").body())
        .contains("Example for Excel")
        .doesNotContain("What goes into which column");
  }

  @Test
  void explainsTheColumnsInPlainWords() {
    console
        .api()
        .answer(
            "GET",
            "/v1/event-types/card.expiring/columns",
            200,
            Map.of(
                "columns",
                List.of(
                    column("phone", PHONE_TITLE),
                    column("personRef", "The caller's own identifier of the person"),
                    column("locale", "The language of the message (BCP 47)"),
                    column("recipient.fullName", "The full name"),
                    column("kind", "The kind of the card"),
                    Map.of("column", "subject", "field", "subject", "kind", "text"))));

    assertThat(console.get("batches/new?type=card.expiring").body())
        .contains(
            "such as 0912345678",
            "in your own software, such as p-88213",
            "vi for Vietnamese, en for English",
            "such as Lò Thị Mai",
            ">The kind of the card</td>",
            "Your own code of the matter")
        .doesNotContain("BCP 47", "any usual notation", "number of personRef", "usiness key");
    assertThat(console.getVietnamese("batches/new?type=card.expiring").body())
        .contains("ví dụ p-88213", "vi là tiếng Việt", "Mã việc của bạn")
        .doesNotContain("BCP 47", "Khóa nghiệp vụ");
  }

  private static Map<String, Object> column(String field, String title) {
    return Map.of("column", field, "field", field, "title", title, "kind", "text");
  }

  @Test
  void downloadsTheExample() {
    HttpResponse<String> file = console.get("batches/example?type=card.expiring&format=csv");

    assertThat(file.headers().firstValue("Content-Disposition").orElseThrow())
        .startsWith("attachment");
    assertThat(console.api().last("GET", "/v1/event-types/card.expiring/example.csv").headers())
        .containsEntry("Accept", "text/csv");
  }

  @Test
  void passesTheFileOn() {
    console.api().answer("POST", "/v1/batches", 201, BatchExamples.batch("PARSING"));
    HttpResponse<String> response = upload(ADDRESS + "&again=Corrected", "phone\n0391234567\n");

    assertThat(response.statusCode()).isEqualTo(201);
    assertThat(response.headers().firstValue("Location").orElseThrow())
        .isEqualTo("../batches/" + ID + "?notice=batches.uploaded");
    assertThat(console.api().last("POST", "/v1/batches"))
        .satisfies(sent -> {
          assertThat(sent.target())
              .isEqualTo("/v1/batches?type=card.expiring&name=October&again=Corrected");
          assertThat(sent.body()).isEqualTo("phone\n0391234567\n");
          assertThat(sent.headers()).containsEntry("Content-type", "text/csv");
        });
  }

  @Test
  void saysThatTheSameFileWasSentBefore() {
    console.api().answer("POST", "/v1/batches", 200, BatchExamples.batch("READY"));

    HttpResponse<String> response = upload(ADDRESS, "phone\n");

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body())
        .contains("The same file was uploaded before.", "href=\"../batches/" + ID + "\"")
        .doesNotContain("<html");
  }

  @Test
  void saysWhyAFileWasRefused() {
    console.api().refuse("POST", "/v1/batches", 409, "type-not-for-batches");

    HttpResponse<String> response = upload(ADDRESS, "phone\n");

    assertThat(response.statusCode()).isEqualTo(422);
    assertThat(response.body()).contains("role=\"alert\"").doesNotContain("<html");
  }

  @Test
  void aLargeFileComesAfterItsBatch() {
    console.api().answer("POST", "/v1/batches", 201, BatchExamples.batch("RECEIVING"));
    HttpResponse<String> announced =
        console.send(
            request(ADDRESS).header("Upload-Complete", "?0").POST(BodyPublishers.noBody()));
    assertThat(announced.statusCode()).isEqualTo(201);
    assertThat(announced.headers().firstValue("Location")).hasValue("../" + REST);
    assertThat(console.api().last("POST", "/v1/batches").headers())
        .containsEntry("Upload-complete", "?0");

    console.api().answer("PATCH", "/v1/" + FILE, 200, BatchExamples.batch("PARSING"));
    HttpResponse<String> sent = append("1048576", "rest");
    assertThat(sent.statusCode()).isEqualTo(201);
    assertThat(sent.headers().firstValue("Location"))
        .hasValue("../batches/" + ID + "?notice=batches.uploaded");
    assertThat(console.api().last("PATCH", "/v1/" + FILE))
        .satisfies(request -> {
          assertThat(request.body()).isEqualTo("rest");
          assertThat(request.headers())
              .containsEntry("Upload-offset", "1048576")
              .containsEntry("Content-type", "application/partial-upload");
        });
  }

  @Test
  void saysHowMuchHasArrived() {
    console.api().answer("GET", "/v1/batches/" + ID, 200, BatchExamples.batch("RECEIVING"));
    HttpResponse<String> arrived = console.get(REST);
    assertThat(arrived.statusCode()).isEqualTo(200);
    assertThat(arrived.headers().firstValue("Upload-Offset")).isPresent();

    console.api().answer("GET", "/v1/batches/" + ID, 200, BatchExamples.batch("PARSING"));
    HttpResponse<String> complete = console.get(REST);
    assertThat(complete.headers().firstValue("Upload-Offset")).isEmpty();
    assertThat(complete.headers().firstValue("Location").orElseThrow()).contains("uploaded");

    console.api().answer("GET", "/v1/batches/" + ID, 200, BatchExamples.batch("CANCELLED"));
    assertThat(console.get(REST).headers().firstValue("Location").orElseThrow())
        .endsWith("batches/" + ID);

    console
        .api()
        .answer(
            "GET",
            "/v1/batches/" + ID,
            200,
            BatchExamples.batch("RECEIVING", Map.of("endedAt", "2026-12-01T01:00:00Z")));
    assertThat(console.get(REST).statusCode()).as("it is being deleted").isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource({
    "409, upload-offset, 409",
    "408, request-timeout, 408",
    "503, unavailable, 503",
    "409, batch-state, 409",
    "409, conflict, 409",
    "403, type-not-allowed, 422",
    "404, batch-not-found, 422",
  })
  void saysWhetherTheRestMaySucceedLater(int status, String code, int shown) {
    console.api().refuse("PATCH", "/v1/" + FILE, status, code);

    assertThat(append("0", "rest").statusCode()).isEqualTo(shown);
  }

  @Test
  void theRestNeedsItsOffset() {
    HttpRequest.Builder rest = request(REST).method("PATCH", BodyPublishers.ofString("rest"));
    assertThat(console.send(rest).statusCode()).isEqualTo(400);
    assertThat(append("\u00e9", "rest").statusCode()).isNotEqualTo(500);
  }

  private static HttpResponse<String> append(String offset, String rest) {
    return console.send(
        request(REST)
            .header("Upload-Offset", offset)
            .method("PATCH", BodyPublishers.ofString(rest)));
  }

  /** The first bytes are with the HTTP interface before the browser has the last ones. */
  @Test
  void aFileStreamsThrough() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    AtomicLong arrived = new AtomicLong();
    console
        .api()
        .handle(
            "POST",
            "/v1/batches",
            exchange -> {
              byte[] part = new byte[8192];
              int read = exchange.getRequestBody().read(part);
              while (read >= 0) {
                arrived.addAndGet(read);
                begun.countDown();
                read = exchange.getRequestBody().read(part);
              }
              byte[] body = new JsonMapper().writeValueAsBytes(BatchExamples.batch("PARSING"));
              exchange.sendResponseHeaders(201, body.length);
              exchange.getResponseBody().write(body);
            });
    byte[] lines =
        "0391234567;Lò Thị Mai;HC4010110129425;31/12/2026;30\n"
            .repeat(1000)
            .getBytes(StandardCharsets.UTF_8);
    PipedInputStream body = new PipedInputStream(1 << 16);
    try (PipedOutputStream browser = new PipedOutputStream(body)) {
      CompletableFuture<HttpResponse<String>> response =
          CompletableFuture.supplyAsync(
              () -> console.send(request(ADDRESS).POST(BodyPublishers.ofInputStream(() -> body))));
      browser.write(lines);
      browser.flush();
      assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();
      assertThat(response).isNotDone();
      for (int i = 0; i < 9; i++) {
        browser.write(lines);
      }
      browser.close();

      assertThat(response.get(30, TimeUnit.SECONDS).statusCode()).isEqualTo(201);
      assertThat(arrived).hasValue(10L * lines.length);
    }
  }

  /** Half of a file must not become a batch. */
  @Test
  void aFileThatBreaksOffIsNotComplete() throws Exception {
    CompletableFuture<Boolean> complete = new CompletableFuture<>();
    console
        .api()
        .handle(
            "POST",
            "/v1/batches",
            exchange -> {
              try {
                exchange.getRequestBody().readAllBytes();
                complete.complete(true);
              } catch (IOException e) {
                complete.complete(false);
              }
            });
    URI address = console.address().resolve(ADDRESS);
    try (Socket browser = new Socket(address.getHost(), address.getPort())) {
      String request =
          """
          POST %s?%s HTTP/1.1
          Host: localhost
          Cookie: notifier-session=ns_1
          Sec-Fetch-Site: same-origin
          Content-Type: text/csv
          Content-Length: 100000

          """
              .formatted(address.getPath(), address.getQuery())
              .replace("\n", "\r\n");
      browser
          .getOutputStream()
          .write((request + "0391234567\n".repeat(5000)).getBytes(StandardCharsets.US_ASCII));
    }

    assertThat(complete.get(30, TimeUnit.SECONDS)).isFalse();
  }

  @Test
  void whoseSessionHasEndedStaysOnThePage() {
    console.api().refuse("GET", "/v1/me", 401, "unauthorized");

    HttpResponse<String> response =
        console.send(
            request(ADDRESS).header("HX-Request", "true").POST(BodyPublishers.ofString("phone\n")));

    assertThat(response.statusCode()).isEqualTo(401);
    assertThat(response.headers().map()).doesNotContainKeys("HX-Redirect", "Location");
  }

  @Test
  void anotherPageCannotSendAFile() {
    assertThat(
            console
                .send(
                    console
                        .request(ADDRESS)
                        .header("Cookie", "notifier-session=ns_1")
                        .header("Sec-Fetch-Site", "cross-site")
                        .POST(BodyPublishers.ofString("phone\n")))
                .statusCode())
        .isEqualTo(403);
    assertThat(console.api().received()).isEqualTo(List.of());
  }

  private static HttpResponse<String> upload(String address, String file) {
    return console.send(request(address).POST(BodyPublishers.ofString(file)));
  }

  private static HttpRequest.Builder request(String address) {
    return console
        .request(address)
        .header("Cookie", "notifier-session=ns_1; notifier-language=en")
        .header("Content-Type", "text/csv")
        .header("Sec-Fetch-Site", "same-origin");
  }
}
