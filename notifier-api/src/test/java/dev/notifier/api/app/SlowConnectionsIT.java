package dev.notifier.api.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.testing.TestKafka;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Clients that send slowly, with and without a key. */
class SlowConnectionsIT {
  private static final String AUTHORIZED = "Authorization: Bearer " + RunningApi.KEY + "\r\n";
  private static final int LIMIT_MILLIS = 10_000;

  private static RunningApi api;

  private final List<Socket> sockets = new ArrayList<>();

  @BeforeAll
  static void start() {
    api =
        RunningApi.start(
            TestKafka.shared().bootstrapServers(), RunningApi.newStoreUrl(), timeouts());
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> api.get("/actuator/health").status() == 200);
  }

  private static String[] timeouts() {
    return new String[] {"--notifier.http.body-timeout=20s", "--notifier.http.header-timeout=2s"};
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  @AfterEach
  void closeSockets() throws IOException {
    for (Socket socket : sockets) {
      socket.close();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "401 | unauthorized | POST /v1/events | Content-Type: application/cloudevents+json",
        "401 | unauthorized | PUT /v1/event-types/a | Content-Type: application/json",
        "401 | unauthorized | POST /v1/nothing | Content-Type: multipart/form-data; boundary=x",
      })
  void aBodyWithoutKeyIsNotAwaited(int status, String code, String line, String type)
      throws IOException {
    rejectsBeforeTheBody(status, code, line + " HTTP/1.1\r\n" + type + "\r\n", 100_000);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "415 | unsupported-media-type | POST /v1/events | text/plain | 1000",
        "413 | body-too-large | POST /v1/events | application/cloudevents-batch+json | 16777217",
        "404 | not-found | POST /v1/nothing | application/json | 1000",
        "405 | method-not-allowed | PUT /v1/events | application/x-www-form-urlencoded | 1000",
        "415 | unsupported-media-type | PATCH /v1/routes/viettel | text/plain | 1000",
        "415 | unsupported-media-type | PUT /v1/event-types/a | text/plain | 1000",
        "415 | unsupported-media-type | POST /v1/templates/import?dryRun=true | application/x-www-form-urlencoded | 1000",
        "413 | body-too-large | POST /v1/templates/import | application/json | 9000000",
      })
  void aBodyThatIsRejectedAnywayIsNotAwaited(
      int status, String code, String line, String type, int length) throws IOException {
    rejectsBeforeTheBody(
        status,
        code,
        line + " HTTP/1.1\r\n" + AUTHORIZED + "Content-Type: " + type + "\r\n",
        length);
  }

  private void rejectsBeforeTheBody(int status, String code, String head, int length)
      throws IOException {
    Socket socket = send(head + "Host: a\r\nContent-Length: " + length + "\r\n\r\n{");

    // Reads to the end: the connection must be closed.
    String response = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(response).startsWith("HTTP/1.1 " + status).contains("\"" + code + "\"");
    assertThat(response).containsIgnoringCase("Connection: close");
  }

  @Test
  void aCompleteBodyThatIsNotReadHasOneResponse() throws IOException {
    Socket socket =
        send(
            "POST /v1/events HTTP/1.1\r\nHost: a\r\n"
                + AUTHORIZED
                + "Content-Type: text/plain\r\nContent-Length: 1\r\n\r\nx");

    String response = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(response).containsIgnoringCase("Content-Length: ").containsOnlyOnce("\"code\"");
  }

  @Test
  void manySlowBodiesHoldNoThread() throws IOException {
    for (int i = 0; i < 250; i++) {
      send(event(16 << 10));
    }

    assertThat(api.post(RunningApi.STRUCTURED, Sample.card("between slow ones")).status())
        .isEqualTo(202);
    assertThat(api.get("/actuator/health/liveness").status()).isEqualTo(200);
  }

  @Test
  void announcedBytesReserveNothing() throws IOException {
    for (int i = 0; i < 5; i++) {
      send(event(16 << 20));
    }

    String batch =
        "[" + (Sample.card("large") + ",").repeat(200) + Sample.card("last of the large") + "]";
    assertThat(batch).hasSizeGreaterThan(64 << 10);
    assertThat(api.post(RunningApi.BATCH, batch).status()).isEqualTo(202);
  }

  private static String event(int length) {
    return "POST /v1/events HTTP/1.1\r\nHost: a\r\n"
        + AUTHORIZED
        + "Content-Type: application/cloudevents-batch+json\r\nContent-Length: "
        + length
        + "\r\n\r\n[";
  }

  private Socket send(String text) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), api.port());
    sockets.add(socket);
    socket.setSoTimeout(LIMIT_MILLIS);
    OutputStream out = socket.getOutputStream();
    out.write(text.getBytes(StandardCharsets.US_ASCII));
    out.flush();
    return socket;
  }
}
