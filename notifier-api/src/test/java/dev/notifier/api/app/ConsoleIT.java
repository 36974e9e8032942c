package dev.notifier.api.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.notifier.testing.TestKafka;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The console in front of the real HTTP interface. */
class ConsoleIT {
  private static final String CODE = "a-code-for-the-first-sign-in-0123456789";
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private static RunningApi api;

  @BeforeAll
  static void start() {
    api =
        RunningApi.start(
            TestKafka.shared().bootstrapServers(),
            RunningApi.newStoreUrl(),
            "--notifier.console.start-code=" + CODE,
            "--notifier.http.max-connections=64");
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  @Test
  void signsInOnceWithTheCodeOfTheStart() throws Exception {
    HttpResponse<String> page = send(request("/console/routes"));
    assertThat(page.statusCode()).isEqualTo(303);
    assertThat(page.headers().firstValue("Location")).contains("./sign-in?next=routes");

    HttpResponse<String> signedIn = send(form("/console/start", "code=" + CODE));
    assertThat(signedIn.statusCode()).isEqualTo(303);
    String cookie = signedIn.headers().firstValue("Set-Cookie").orElseThrow();
    assertThat(cookie).contains("HttpOnly", "SameSite=Strict").doesNotContain(RunningApi.KEY);

    String session = cookie.substring(0, cookie.indexOf(';'));
    assertThat(send(request("/console/routes").header("Cookie", session)).statusCode())
        .isEqualTo(200);
    assertThat(send(form("/console/start", "code=" + CODE)).statusCode()).isEqualTo(422);
    passesFilesOnToBatches(session);
    keepsTheConnectionOfWhoHasSignedIn(session);
    keepsAPageUpToDateUntilTheSignOut(session);
  }

  private static void keepsAPageUpToDateUntilTheSignOut(String session) throws Exception {
    assertThat(send(request("/console/").header("Cookie", session)).body())
        .contains("overview-summary", "overview-counts", "data-live-stream=\"./live/overview\"");

    HttpRequest stream =
        request("/console/live/overview")
            .header("Cookie", session)
            .header("Accept", "text/event-stream")
            .timeout(Duration.ofMinutes(1))
            .build();
    HttpResponse<Stream<String>> events = HTTP.send(stream, BodyHandlers.ofLines());
    assertThat(events.headers().firstValue("X-Accel-Buffering")).contains("no");
    Iterator<String> lines = events.body().iterator();
    assertThat(next(lines, "event: ")).isEqualTo("event: parts");
    assertThat(next(lines, "data: <div id=")).contains("overview-summary");

    send(form("/console/sign-out", "").header("Cookie", session));
    assertThat(next(lines, "event: signed-out")).isNotEmpty();
    while (lines.hasNext()) {
      assertThat(lines.next()).isIn("data:", "");
    }
  }

  /** The next line that begins with a text. */
  private static String next(Iterator<String> lines, String begin) {
    String line = lines.next();
    while (!line.startsWith(begin)) {
      line = lines.next();
    }
    return line;
  }

  /** The browser of a person has a session, and never a key. */
  @Test
  void aKeyIsNoSession() throws Exception {
    HttpRequest.Builder page =
        request("/console/routes").header("Cookie", "notifier-session=" + RunningApi.KEY);
    assertThat(send(page).statusCode()).isEqualTo(303);
  }

  @Test
  void refusesFormsOfOtherPages() throws Exception {
    HttpRequest.Builder form =
        form("/console/start", "code=" + CODE).setHeader("Sec-Fetch-Site", "cross-site");
    assertThat(send(form).statusCode()).isEqualTo(403);
  }

  /** Its document is an HTML page, not a problem of the HTTP interface. */
  @Test
  void unknownPagesAreNotFound() throws Exception {
    HttpResponse<String> page = send(request("/console/no-such-page"));
    assertThat(page.statusCode()).isEqualTo(404);
    assertThat(page.body()).contains("<html");
    assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
        .contains("script-src 'self'");
  }

  @Test
  void healthHasNoConsole() throws Exception {
    assertThat(
            send(HttpRequest.newBuilder(
                    URI.create("http://127.0.0.1:" + api.healthPort() + "/console/")))
                .statusCode())
        .isEqualTo(404);
  }

  /** An eighth of the connections, and at least 16, may be of clients that are not known. */
  private static void keepsTheConnectionOfWhoHasSignedIn(String session) throws IOException {
    List<Socket> others = new ArrayList<>();
    String cookie = "Cookie: " + session + "\r\n";
    try (Socket signedIn = connect();
        Socket unknown = connect()) {
      assertThat(head(signedIn, cookie)).startsWith("HTTP/1.1 200");
      assertThat(head(unknown, "")).startsWith("HTTP/1.1 303");
      for (int i = 0; i < 20; i++) {
        others.add(connect());
        assertThat(head(others.getLast(), "")).startsWith("HTTP/1.1 303");
      }

      assertThat(head(signedIn, cookie)).startsWith("HTTP/1.1 200");
      assertThatThrownBy(() -> head(unknown, "")).isInstanceOf(IOException.class);
    } finally {
      for (Socket other : others) {
        other.close();
      }
    }
  }

  /** The head of the response to a request without a body; the connection stays open. */
  private static String head(Socket socket, String headers) throws IOException {
    socket
        .getOutputStream()
        .write(
            ("HEAD /console/routes HTTP/1.1\r\nHost: localhost\r\n" + headers + "\r\n")
                .getBytes(StandardCharsets.US_ASCII));
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = socket.getInputStream().read();
      if (next < 0) {
        throw new EOFException();
      }
      head.append((char) next);
    }
    return head.toString();
  }

  private static Socket connect() throws IOException {
    return new Socket(InetAddress.getLoopbackAddress(), api.port());
  }

  private static void passesFilesOnToBatches(String session) throws Exception {
    String lines = "HC4010110129425,0391234567,Lò Thị Mai,31/12/2026,30\n".repeat(20_000);
    HttpResponse<String> uploaded =
        send(
            request("/console/batches/upload?type=card.expiring&name=October")
                .header("Content-Type", "text/csv")
                .header("Cookie", session)
                .header("Sec-Fetch-Site", "same-origin")
                .POST(BodyPublishers.ofString("cardNo,phone,fullName,validTo,daysLeft\n" + lines)));

    assertThat(uploaded.statusCode()).isEqualTo(201);
    String batch = uploaded.headers().firstValue("Location").orElseThrow().substring(3);
    HttpResponse<String> page =
        send(
            request("/console/" + batch).header("Cookie", session).header("Accept-Language", "en"));
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body()).contains("<h1>October</h1>", "lines are checked");
  }

  private static HttpRequest.Builder form(String path, String fields) {
    return request(path)
        .header("Content-Type", "application/x-www-form-urlencoded")
        .header("Sec-Fetch-Site", "same-origin")
        .POST(BodyPublishers.ofString(fields));
  }

  private static HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + api.port() + path));
  }

  private static HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return HTTP.send(request.build(), BodyHandlers.ofString());
  }
}
