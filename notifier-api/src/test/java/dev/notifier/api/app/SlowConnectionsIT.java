package dev.notifier.api.app;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.notifier.testing.TestKafka;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** Clients that send slowly, with and without a key. */
class SlowConnectionsIT {
  private static final String AUTHORIZED = "Authorization: Bearer " + RunningApi.KEY + "\r\n";
  private static final int LIMIT_MILLIS = 20_000;
  private static final Duration BETWEEN_BYTES = Duration.ofMillis(200);

  private static RunningApi api;

  private final List<Socket> sockets = Collections.synchronizedList(new ArrayList<>());

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
    return new String[] {
      "--notifier.http.body-timeout=5s",
      "--notifier.http.header-timeout=2s",
      // Only the api itself closes connections of the tests, and not Tomcat.
      "--server.tomcat.connection-timeout=60s"
    };
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
        "405 | method-not-allowed | PUT /v1/events | application/json | 1000",
        "415 | unsupported-media-type | PUT /v1/events | application/x-www-form-urlencoded | 1000",
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

    String response = response(socket);

    assertThat(response).startsWith("HTTP/1.1 " + status).contains("\"" + code + "\"");
    assertThat(response).containsIgnoringCase("Connection: close");
  }

  @Test
  void aBodyThatAResponseDoesNotNeedChangesNothing() throws IOException {
    String body = "Host: a\r\nContent-Length: 1000\r\n\r\n{";

    assertThat(response(send("GET /v1/routes HTTP/1.1\r\n" + AUTHORIZED + body)))
        .startsWith("HTTP/1.1 200")
        .containsIgnoringCase("Connection: close");
    String liveness = "GET /actuator/health/liveness HTTP/1.1\r\n";
    assertThat(response(send(api.healthPort(), liveness + body)))
        .startsWith("HTTP/1.1 200")
        .containsIgnoringCase("Connection: close");
  }

  /** Otherwise anybody could fill the disk. */
  @Test
  void rejectedRequestsAreNotLogged() throws IOException {
    Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
    ListAppender<ILoggingEvent> lines = new ListAppender<>();
    lines.start();
    root.addAppender(lines);
    try {
      String body = "Host: a\r\nContent-Length: 1000\r\n\r\n{";
      for (String line :
          List.of("POST /v1/events", "POST /v1/nothing", "PUT /v1/events", "GET /v1/routes")) {
        assertThat(response(send(line + " HTTP/1.1\r\n" + body))).startsWith("HTTP/1.1 4");
        response(send(line + " HTTP/1.1\r\n" + AUTHORIZED + body));
        assertThat(response(send(line + " HTTP/9.9\r\n" + body))).startsWith("HTTP/1.1 4");
      }
    } finally {
      root.detachAppender(lines);
    }
    assertThat(lines.list)
        .filteredOn(line -> line.getLevel().isGreaterOrEqual(Level.WARN))
        .extracting(ILoggingEvent::getLoggerName)
        .isSubsetOf("dev.notifier.api.security.FailedAttempts");
  }

  /** The client may close its half of the connection and wait for the response. */
  @ParameterizedTest
  @ValueSource(
      strings = {"Content-Length: 1000\r\n\r\n[", "Transfer-Encoding: chunked\r\n\r\n3e8\r\n["})
  void anIncompleteBodyIsABadRequest(String rest) throws IOException {
    Socket socket =
        send(
            "POST /v1/events HTTP/1.1\r\nHost: a\r\n"
                + AUTHORIZED
                + "Content-Type: application/cloudevents-batch+json\r\n"
                + rest);
    socket.shutdownOutput();

    assertThat(response(socket)).startsWith("HTTP/1.1 400").containsOnlyOnce("\"bad-request\"");
  }

  @Test
  void aCompleteBodyThatIsNotReadHasOneResponse() throws IOException {
    Socket socket =
        send(
            "POST /v1/events HTTP/1.1\r\nHost: a\r\n"
                + AUTHORIZED
                + "Content-Type: text/plain\r\nContent-Length: 1\r\n\r\nx");

    String response = response(socket);

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

  @TestFactory
  Stream<DynamicTest> aBodyThatDoesNotEndInTimeEndsWith408AndTheConnection() {
    return atTheSameTime(
        List.of(
            "POST /v1/events | application/cloudevents+json | Content-Length: 1000 | {",
            "POST /v1/events | application/cloudevents-batch+json | Transfer-Encoding: chunked | 3e8;[",
            "PUT /v1/event-types/a | application/json | Content-Length: 1000 | {",
            "PUT /v1/templates/a/draft | application/json | Transfer-Encoding: chunked | 3e8;{",
            "POST /v1/notifications/lookup | application/json | Content-Length: 1000 | {",
            "POST /v1/notifications/plan-again | application/json | Content-Length: 1000 | {"),
        row -> {
          String[] parts = row.split(" \\| ", 4);
          endsWith408(parts[0], parts[1], parts[2], parts[3]);
        });
  }

  private void endsWith408(String line, String type, String length, String begin)
      throws IOException {
    Socket socket =
        send(
            line
                + " HTTP/1.1\r\nHost: a\r\n"
                + AUTHORIZED
                + ("Content-Type: " + type + "\r\n" + length + "\r\n\r\n")
                + begin.replace(";", "\r\n"));
    int first = readWhileSending(socket, " ");
    socket.setSoTimeout(LIMIT_MILLIS);

    String response = (char) first + response(socket);

    assertThat(response).startsWith("HTTP/1.1 408").contains("\"request-timeout\"", "X-Request-Id");
    assertThat(response).containsIgnoringCase("Connection: close").containsOnlyOnce("\"code\"");
  }

  @TestFactory
  Stream<DynamicTest> aConnectionWithoutKeyEndsIfItsHeadersDoNotArriveInTime() {
    return atTheSameTime(
        List.of("", "GET /v1/rou", "GET /v1/routes HTTP/1.1\r\nHost: a\r\nX-A: "),
        begin -> assertThat(endsWhileSending(send(begin), begin.isEmpty() ? "" : "a")).isTrue());
  }

  private interface Check {
    void run(String row) throws IOException;
  }

  /** One test for each row. The checks of all rows run at the same time. */
  private static Stream<DynamicTest> atTheSameTime(List<String> rows, Check check) {
    ExecutorService threads = Executors.newFixedThreadPool(rows.size());
    List<Future<?>> checks = new ArrayList<>();
    for (String row : rows) {
      checks.add(
          threads.submit(() -> {
            check.run(row);
            return row;
          }));
    }
    threads.shutdown();
    return IntStream.range(0, rows.size())
        .mapToObj(
            i -> DynamicTest.dynamicTest((i + 1) + ": " + rows.get(i), () -> checks.get(i).get()));
  }

  /** The api may close the connection while bytes are on their way to it: then it is reset. */
  private static boolean endsWhileSending(Socket socket, String text) {
    try {
      return readWhileSending(socket, text) < 0;
    } catch (IOException e) {
      return true;
    }
  }

  /** Sends a text again and again until something can be read; returns the first byte or -1. */
  private static int readWhileSending(Socket socket, String text) throws IOException {
    socket.setSoTimeout((int) BETWEEN_BYTES.toMillis());
    long end = System.nanoTime() + Duration.ofMillis(LIMIT_MILLIS).toNanos();
    while (System.nanoTime() < end) {
      socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
      try {
        return socket.getInputStream().read();
      } catch (SocketTimeoutException e) {
        // Nothing yet.
      }
    }
    throw new AssertionError("no response");
  }

  @Test
  void aConnectionWithKeyMayWaitLongerForItsNextRequest() throws IOException {
    String request = "GET /v1/routes HTTP/1.1\r\nHost: a\r\n" + AUTHORIZED;
    Socket socket = send(request + "\r\n");
    response(send("GET /v1/routes HTTP/1.1\r\nHost: a\r\n"));

    socket
        .getOutputStream()
        .write((request + "Connection: close\r\n\r\n").getBytes(StandardCharsets.US_ASCII));

    assertThat(response(socket).split("HTTP/1.1 200", -1)).hasSize(3);
  }

  private static String event(int length) {
    return "POST /v1/events HTTP/1.1\r\nHost: a\r\n"
        + AUTHORIZED
        + "Content-Type: application/cloudevents-batch+json\r\nContent-Length: "
        + length
        + "\r\n\r\n[";
  }

  /** Reads to the end: the connection must be closed. */
  private static String response(Socket socket) throws IOException {
    return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  private Socket send(String text) throws IOException {
    return send(api.port(), text);
  }

  private Socket send(int port, String text) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    sockets.add(socket);
    socket.setSoTimeout(LIMIT_MILLIS);
    OutputStream out = socket.getOutputStream();
    out.write(text.getBytes(StandardCharsets.US_ASCII));
    out.flush();
    return socket;
  }
}
