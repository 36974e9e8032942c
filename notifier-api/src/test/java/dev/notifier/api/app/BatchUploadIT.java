package dev.notifier.api.app;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.api.app.RunningApi.Reply;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;

/** Files that are sent in several requests. */
class BatchUploadIT {
  private static final String BATCHES = "/v1/batches";
  private static final String CARDS = BATCHES + "?type=card.expiring&name=October";
  private static final String PROVINCE = "the-key-of-a-province-with-32-characters";
  private static final String READER = "the-key-that-only-reads-batches-32-characters";
  private static final String PARTIAL = "application/partial-upload";
  private static final int PART = 1 << 20;
  private static final Duration LIMIT = Duration.ofSeconds(20);

  private static ApiWithStore store;
  private static RunningApi api;
  private static OperatorClient operator;
  private static JdbcTemplate jdbc;

  @BeforeAll
  static void start() {
    store = ApiWithStore.shared();
    jdbc = store.jdbc();
    api =
        store.start(
            "--notifier.operators.province.key=" + PROVINCE,
            "--notifier.operators.province.tenant=son-la",
            "--notifier.operators.reader.key=" + READER,
            "--notifier.operators.reader.scopes=batches:read");
    operator = new OperatorClient(api, RunningApi.KEY);
  }

  @AfterAll
  static void stop() {
    store.close();
  }

  @BeforeEach
  void clear() {
    jdbc.update("delete from batches");
  }

  private static HttpRequest.Builder request(String key, String path, String type) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + api.port() + path))
        .header("Authorization", "Bearer " + key)
        .header("Content-Type", type);
  }

  /** The path of a batch whose file is sent with other requests. */
  private static String announced() {
    Reply reply = announce(CARDS, "");
    assertThat(reply.status()).as(reply.response().body()).isEqualTo(201);
    assertThat(reply.json().path("state").asString()).isEqualTo("RECEIVING");
    return BATCHES + "/" + reply.json().path("batchId").asString();
  }

  private static Reply announce(String path, String body) {
    return api.send(
        request(RunningApi.KEY, path, "text/csv")
            .header("Upload-Complete", "?0")
            .POST(body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
            .build());
  }

  private static Reply append(String path, long offset, byte[] body, boolean complete) {
    return append(RunningApi.KEY, path, offset, body, complete);
  }

  private static Reply append(String key, String path, long offset, byte[] body, boolean complete) {
    return api.send(
        request(key, path + "/file", PARTIAL)
            .header("Upload-Offset", Long.toString(offset))
            .header("Upload-Complete", complete ? "?1" : "?0")
            .method("PATCH", BodyPublishers.ofByteArray(body))
            .build());
  }

  private static byte[] file(int bytes) {
    byte[] file = new byte[bytes];
    new Random(bytes).nextBytes(file);
    return file;
  }

  private static long stored(String path) {
    return operator.get(path).json().at("/file/bytes").asLong();
  }

  private static void isComplete(Reply reply, byte[] file) throws Exception {
    assertThat(reply.status()).as(reply.response().body()).isEqualTo(200);
    assertThat(reply.json().path("state").asString()).isEqualTo("PARSING");
    assertThat(reply.json().at("/file/bytes").asInt()).isEqualTo(file.length);
    assertThat(reply.json().at("/file/sha256").asString())
        .isEqualTo(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(file)));
    assertThat(
            requireNonNull(
                jdbc.queryForObject(
                    """
                    select string_agg(bytes, ''::bytea order by number) from upload_chunks
                    where batch_id = ?::uuid
                    """,
                    byte[].class,
                    reply.json().path("batchId").asString())))
        .isEqualTo(file);
  }

  @Test
  void aFileContinuesAfterABrokenConnection() throws Exception {
    byte[] file = file(3 * PART + 500_000);
    String path = announced();
    breakOff(path, Arrays.copyOf(file, 2 * PART + 300_000), file.length);
    Awaitility.await().atMost(LIMIT).until(() -> stored(path) == 2 * PART);

    byte[] rest = Arrays.copyOfRange(file, 2 * PART, file.length);
    assertThat(append(path, 0, file, true).code()).isEqualTo("upload-offset");
    Reply wrong = append(path, 2 * PART + 300_000, rest, true);
    assertThat(wrong.code()).isEqualTo("upload-offset");
    assertThat(wrong.json().path("detail").asString()).startsWith("2097152 bytes");
    isComplete(append(path, 2 * PART, rest, true), file);

    assertThat(
            operator
                .get("/v1/audit?operation=appendToBatch&limit=1")
                .json()
                .at("/entries/0/detail"))
        .hasToString("{\"kind\":\"csv\",\"type\":\"card.expiring\"}");
    assertThat(append(path, file.length, new byte[0], true).code()).isEqualTo("batch-state");
  }

  /** Sends the beginning of a body, and closes the connection. */
  private static void breakOff(String path, byte[] sent, int length) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), api.port())) {
      socket.getOutputStream().write(head(path, length).getBytes(StandardCharsets.UTF_8));
      socket.getOutputStream().write(sent);
      socket.getOutputStream().flush();
      Awaitility.await().atMost(LIMIT).until(() -> stored(path) == 2 * PART);
    }
  }

  private static String head(String path, int length) {
    return head(RunningApi.KEY, path, length);
  }

  private static String head(String key, String path, int length) {
    return """
    PATCH %s/file HTTP/1.1
    Host: localhost
    Authorization: Bearer %s
    Content-Type: %s
    Upload-Offset: 0
    Content-Length: %d

    """
        .formatted(path, key, PARTIAL, length)
        .replace("\n", "\r\n");
  }

  @Test
  void aFileMayComeInPieces() throws Exception {
    byte[] file = file(3 * PART);
    String path = announced();
    Reply first = append(path, 0, Arrays.copyOf(file, PART + 1_000), false);
    assertThat(first.status()).as(first.response().body()).isEqualTo(200);
    assertThat(first.json().at("/file/bytes").asInt()).as("whole parts").isEqualTo(PART);
    assertThat(first.json().path("state").asString()).isEqualTo("RECEIVING");
    assertThat(append(path, PART, Arrays.copyOfRange(file, PART, 3 * PART), false).status())
        .isEqualTo(200);
    isComplete(append(path, 3 * PART, new byte[0], true), file);
  }

  /** All has arrived, and the api ended before it noted so. */
  @Test
  void aFileThatIsCompleteNeedsOnlyToBeClosed() throws Exception {
    byte[] file = file(1_000);
    String path = announced();
    jdbc.update(
        "insert into upload_chunks (batch_id, number, bytes) values (?::uuid, 0, ?)",
        path.substring(BATCHES.length() + 1),
        file);
    jdbc.update("update batches set file_bytes = 1000");
    assertThat(append(path, 1_000, file, true).code()).isEqualTo("upload-offset");
    isComplete(append(path, 1_000, new byte[0], true), file);
  }

  @Test
  void theSameFileIsTheFirstBatch() {
    byte[] file = file(1_000);
    Reply first = append(announced(), 0, file, true);
    Reply same = append(announced(), 0, file, true);
    assertThat(same.status()).isEqualTo(200);
    assertThat(same.json().path("batchId")).isEqualTo(first.json().path("batchId"));
    assertThat(jdbc.queryForObject("select count(*) from batches", int.class)).isOne();

    Reply again = announce(CARDS + "&again=corrected%20texts", "");
    Reply second = append(BATCHES + "/" + again.json().path("batchId").asString(), 0, file, true);
    assertThat(second.json().at("/file/again").asString()).isEqualTo("corrected texts");
    assertThat(second.json().path("batchId")).isEqualTo(again.json().path("batchId"));
  }

  @Test
  void aTenantHasFewFilesThatAreNotComplete() {
    for (int i = 0; i < 4; i++) {
      announced();
    }
    assertThat(announce(CARDS, "").code()).isEqualTo("too-many-batches");
  }

  @Test
  void aFileThatArrivesIsCancelled() {
    String path = announced();
    append(path, 0, file(PART), false);
    for (int i = 1; i < 4; i++) {
      announced();
    }
    Reply cancelled = operator.post(path + "/cancel", "");
    assertThat(cancelled.status()).as(cancelled.response().body()).isEqualTo(200);
    assertThat(cancelled.json().path("state").asString()).isEqualTo("CANCELLED");
    assertThat(append(path, PART, file(1_000), true).code()).isEqualTo("batch-state");
    assertThat(announce(CARDS, "").status()).as("its place is free").isEqualTo(201);
  }

  @Test
  void aFileIsCancelledWhileItsRequestRuns() throws Exception {
    byte[] file = file(2 * PART);
    String path = announced();
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), api.port())) {
      socket.getOutputStream().write(head(path, 3 * PART).getBytes(StandardCharsets.UTF_8));
      socket.getOutputStream().write(file);
      socket.getOutputStream().flush();
      Awaitility.await().atMost(LIMIT).until(() -> stored(path) == 2 * PART);
      assertThat(operator.post(path + "/cancel", "").status()).isEqualTo(200);
      socket.getOutputStream().write(file(PART));
      socket.getOutputStream().flush();
      assertThat(new String(socket.getInputStream().readNBytes(12), StandardCharsets.UTF_8))
          .isEqualTo("HTTP/1.1 409");
    }
    assertThat(stored(path)).isEqualTo(2 * PART);
  }

  @Test
  void aFileIsNotCompletedWithAKeyThatWasRevokedMeanwhile() throws Exception {
    JsonNode key =
        operator
            .post(
                "/v1/keys",
                """
                {"name":"uploads","owner":"o","scopes":["batches:read","batches:write"]}
                """)
            .json();
    OperatorClient holder = new OperatorClient(api, key.path("key").asString());
    Awaitility.await().atMost(LIMIT).until(() -> holder.get(BATCHES).status() == 200);
    byte[] file = file(PART + 1_000);
    String path = announced();
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), api.port())) {
      String head = head(key.path("key").asString(), path, file.length);
      socket.getOutputStream().write(head.getBytes(StandardCharsets.UTF_8));
      socket.getOutputStream().write(file, 0, PART);
      socket.getOutputStream().flush();
      Awaitility.await().atMost(LIMIT).until(() -> stored(path) == PART);
      String id = key.path("id").asString();
      assertThat(operator.post("/v1/keys/" + id + "/revoke", "").status()).isEqualTo(200);
      socket.getOutputStream().write(file, PART, 1_000);
      socket.getOutputStream().flush();
      assertThat(new String(socket.getInputStream().readNBytes(12), StandardCharsets.UTF_8))
          .isEqualTo("HTTP/1.1 401");
    }
    assertThat(operator.get(path).json().path("state").asString()).isEqualTo("RECEIVING");
    isComplete(append(path, PART, Arrays.copyOfRange(file, PART, file.length), true), file);
  }

  /** Else several requests for one file keep those of the other tenants waiting. */
  @Test
  void aTenantHasAPartOfTheUploads() throws Exception {
    String path = announced();
    List<Socket> slow = new ArrayList<>();
    try {
      for (int i = 0; i < 4; i++) {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), api.port());
        slow.add(socket);
        socket.getOutputStream().write(head(path, PART).getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
      }
      Awaitility.await()
          .atMost(LIMIT)
          .until(() -> append(path, PART, new byte[0], true).code().equals("overloaded"));
      assertThat(append(PROVINCE, path, 0, file(10), true).code()).isEqualTo("batch-not-found");
    } finally {
      for (Socket socket : slow) {
        socket.close();
      }
    }
    Awaitility.await().atMost(LIMIT).until(() -> append(path, 0, file(10), true).status() == 200);
  }

  @Test
  void onlyItsTenantContinuesAFile() {
    String path = announced();
    byte[] file = file(1_000);
    assertThat(append(PROVINCE, path, 0, file, true).code()).isEqualTo("batch-not-found");
    assertThat(append(READER, path, 0, file, true).status()).isEqualTo(403);
    jdbc.update("update batches set ended_at = now()");
    assertThat(append(path, 0, file, true).code()).isEqualTo("batch-state");
    assertThat(append(BATCHES + "/no-id", 0, file, true).code()).isEqualTo("batch-not-found");
    assertThat(jdbc.queryForObject("select count(*) from upload_chunks", int.class)).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "application/partial-upload, 0, ?1, '', empty-body",
    "application/partial-upload, 0, yes, a, invalid-parameter",
    "application/partial-upload, -1, ?1, a, invalid-parameter",
    "application/partial-upload, '', ?1, a, upload-offset",
    "text/csv, 0, ?1, a, unsupported-media-type",
  })
  void aRequestIsRefused(String type, String offset, String complete, String body, String code) {
    String path = announced();
    HttpRequest.Builder request =
        request(RunningApi.KEY, path + "/file", type)
            .header("Upload-Complete", complete)
            .method("PATCH", BodyPublishers.ofString(body));
    assertThat(
            api.send((offset.isEmpty() ? request : request.header("Upload-Offset", offset)).build())
                .code())
        .isEqualTo(code);
    assertThat(stored(path)).isZero();
  }

  @Test
  void theFileIsNotSentWithTheRequestThatAnnouncesIt() {
    assertThat(announce(CARDS, "phone\n").code()).isEqualTo("invalid-parameter");
    assertThat(jdbc.queryForObject("select count(*) from batches", int.class)).isZero();
  }
}
