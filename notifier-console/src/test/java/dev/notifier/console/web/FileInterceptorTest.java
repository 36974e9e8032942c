package dev.notifier.console.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.console.server.TestConsole;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class FileInterceptorTest {
  private static final String FORM =
      "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\r\n"
          + "phone\r\n--b--\r\n";

  private static TestConsole console;

  private final List<Socket> browsers = new ArrayList<>();
  private final ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor();

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

  @AfterEach
  void disconnect() throws IOException {
    for (Socket browser : browsers) {
      browser.close();
    }
    pool.shutdown();
  }

  @ParameterizedTest
  @ValueSource(strings = {"opt-outs/import", "opt-outs/do-not-call", "batches/upload?type=a"})
  void whoMayNotSendAFileIsRefusedBeforeItArrives(String page) throws IOException {
    console.api().signedIn(List.of("consents:read"), TestConsole.NOW);

    assertThat(begin(page, "ns_1").readLine()).startsWith("HTTP/1.1 403");
  }

  /** The thread does not wait for the body after the response. */
  @ParameterizedTest
  @ValueSource(strings = {"opt-outs/import", "routes/viettel/pause"})
  @Timeout(15)
  void theConnectionOfABodyThatDoesNotArriveIsClosed(String page) throws IOException {
    console.api().signedIn(List.of(), TestConsole.NOW);

    assertThat(begin(page, "ns_1").lines()).element(0).asString().startsWith("HTTP/1.1 40");
  }

  @Test
  void aSessionHasTwoUploadsAtTheSameTime() throws IOException {
    for (int i = 0; i < FileInterceptor.UPLOADS_OF_SESSION; i++) {
      begin("opt-outs/import", "ns_1");
    }
    // The others have arrived when this is refused.
    HttpResponse<String> refused = upload("ns_1");
    while (refused.statusCode() != 503) {
      refused = upload("ns_1");
    }

    assertThat(refused.body()).contains("Too many files are being uploaded at the moment");
    assertThat(upload("ns_2").statusCode()).isEqualTo(200);
    disconnect();
    while (refused.statusCode() != 200) {
      refused = upload("ns_1");
    }
  }

  @Test
  void aSessionHasThreeDownloadsAtTheSameTime() throws Exception {
    CountDownLatch begun = new CountDownLatch(FileInterceptor.DOWNLOADS_OF_SESSION);
    CountDownLatch end = new CountDownLatch(1);
    console
        .api()
        .handle(
            "GET",
            "/v1/event-types/a/example.csv",
            exchange -> {
              begun.countDown();
              try {
                end.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              exchange.sendResponseHeaders(200, -1);
            });
    List<CompletableFuture<HttpResponse<String>>> others = new ArrayList<>();
    for (int i = 0; i < FileInterceptor.DOWNLOADS_OF_SESSION; i++) {
      others.add(CompletableFuture.supplyAsync(() -> console.get("batches/example?type=a"), pool));
    }
    begun.await();
    HttpResponse<String> refused = console.get("batches/example?type=a");
    end.countDown();

    assertThat(refused.statusCode()).isEqualTo(429);
    assertThat(refused.body()).contains("Too many files are being downloaded at the moment");
    for (CompletableFuture<HttpResponse<String>> other : others) {
      assertThat(other.get().statusCode()).isEqualTo(200);
    }
  }

  /** Sends a request without its body. */
  private BufferedReader begin(String page, String session) throws IOException {
    Socket browser = new Socket(console.address().getHost(), console.address().getPort());
    browsers.add(browser);
    String request =
        """
        POST /console/%s HTTP/1.1
        Host: localhost
        Cookie: notifier-session=%s
        Sec-Fetch-Site: same-origin
        Content-Type: multipart/form-data; boundary=b
        Content-Length: 100000

        """
            .formatted(page, session)
            .replace("\n", "\r\n");
    browser.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    return new BufferedReader(
        new InputStreamReader(browser.getInputStream(), StandardCharsets.US_ASCII));
  }

  private static HttpResponse<String> upload(String session) {
    return console.send(
        console
            .request("opt-outs/import")
            .header("Cookie", "notifier-session=" + session + "; notifier-language=en")
            .header("Content-Type", "multipart/form-data; boundary=b")
            .header("Sec-Fetch-Site", "same-origin")
            .POST(BodyPublishers.ofString(FORM)));
  }
}
