package dev.notifier.console.web;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.console.server.TestConsole;
import java.io.IOException;
import java.net.Socket;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A browser must not keep a part of a file as if it was all of it. */
@Timeout(60)
class BrokenDownloadTest {
  private static final String LAST_CHUNK = "\r\n0\r\n\r\n";
  private static final String LINE = "one;two\r\n";
  private static final String ID = "0193807a-5f3c-7b21-9c44-1f0e8a6d2b57";
  private static final int HEAD = 700;
  private static final int LENGTH = 900_000;

  @RegisterExtension private static final TestConsole console = new TestConsole();

  /** What a browser gets until the connection ends. */
  private static String read(String page) throws IOException {
    try (Socket browser = new Socket(console.address().getHost(), console.address().getPort())) {
      String request =
          "GET /console/%s HTTP/1.1\r\nHost: localhost\r\nCookie: notifier-session=ns_1\r\n%s\r\n"
              .formatted(page, "Connection: close\r\n");
      browser.getOutputStream().write(request.getBytes(US_ASCII));
      return new String(browser.getInputStream().readAllBytes(), ISO_8859_1);
    }
  }

  private static void answer(String path, int length, int sent) {
    console
        .api()
        .handle(
            "GET",
            path,
            exchange -> {
              exchange.sendResponseHeaders(200, length);
              exchange
                  .getResponseBody()
                  .write(LINE.repeat(sent / LINE.length()).getBytes(US_ASCII));
            });
  }

  @ParameterizedTest
  @CsvSource({
    "reports/exports/e1/file, /v1/exports/e1/file",
    "reports/bill.csv?month=2026-11&by=tenant, /v1/reports/bill",
    "batches/B/outcome?format=csv, /v1/batches/B/outcome",
    "batches/B/report?format=csv, /v1/batches/B/report",
    "batches/example?type=a, /v1/event-types/a/example.csv"
  })
  void aFileThatBreaksOffHasNoEnd(String page, String path) throws IOException {
    String asked = page.replace("/B/", "/" + ID + "/");
    String answered = path.replace("/B/", "/" + ID + "/");
    answer(answered, LENGTH, LENGTH / 2);
    String part = read(asked);
    assertThat(part.substring(0, HEAD)).startsWith("HTTP/1.1 200").contains("attachment");
    assertThat(part.endsWith(LAST_CHUNK)).as("has an end").isFalse();
    assertThat(part.length()).isLessThan(LENGTH);

    answer(answered, LENGTH, LENGTH);
    String all = read(asked);
    assertThat(all.endsWith(LAST_CHUNK)).as("has an end").isTrue();
    assertThat(all.length()).isGreaterThan(LENGTH);
  }

  @ParameterizedTest
  @CsvSource({
    "reports/exports/e1/file, /v1/exports/e1/file",
    "batches/example?type=a, /v1/event-types/a/example.csv"
  })
  void aFileThatBreaksOffAtOnceIsNoFile(String page, String path) throws IOException {
    answer(path, LENGTH, 10);

    assertThat(read(page)).startsWith("HTTP/1.1 50").doesNotContain("attachment");
  }
}
