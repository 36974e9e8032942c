package dev.notifier.local.batches;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.notifier.local.console.CommandException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An api that breaks off and continues. */
class BatchClientTest {
  private static final int PART = 1 << 20;
  private static final byte[] FILE = new byte[3 * PART + 100];

  @TempDir private Path folder;
  private HttpServer server;
  private final List<String> requests = new ArrayList<>();
  private final ByteArrayOutputStream received = new ByteArrayOutputStream();

  /** Requests with a part of the file that break off, one after the other. */
  private int breaks;

  private boolean isCompleteWithoutAnswer;

  /** The request that broke is still being processed, and completes the file. */
  private boolean isFasterElsewhere;

  private boolean isGivenUp;
  private String state = "RECEIVING";

  @BeforeEach
  void start() throws IOException {
    new Random(1).nextBytes(FILE);
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/v1/batches", this::answer);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    requests.add(
        exchange.getRequestMethod()
            + " "
            + exchange.getRequestHeaders().getFirst("Upload-Offset")
            + " "
            + exchange.getRequestHeaders().getFirst("Upload-Complete"));
    if (exchange.getRequestMethod().equals("PATCH")) {
      if (breaks > 0) {
        breaks--;
        received.write(exchange.getRequestBody().readNBytes(PART));
        exchange.close();
        return;
      }
      received.write(exchange.getRequestBody().readAllBytes());
      state = "PARSING";
      if (isFasterElsewhere) {
        exchange.sendResponseHeaders(409, -1);
        exchange.close();
        return;
      }
      if (isCompleteWithoutAnswer) {
        exchange.close();
        return;
      }
    }
    byte[] body =
        "{\"batchId\":\"b\",\"state\":\"%s\",\"file\":{\"bytes\":%d},\"endedAt\":%s}"
            .formatted(state, received.size(), isGivenUp ? "\"2026-12-01T08:00:00Z\"" : null)
            .getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private BatchClient.Upload upload() throws IOException {
    Path file = Files.write(folder.resolve("october.csv"), FILE);
    return new BatchClient.Upload(file, "card.expiring", "October", "");
  }

  private BatchClient client() {
    return new BatchClient(
        "http://127.0.0.1:" + server.getAddress().getPort(), "key", Duration.ZERO);
  }

  @Test
  void aFileIsSentInOneRequest() throws Exception {
    assertThat(client().upload(upload()).path("state").asString()).isEqualTo("PARSING");
    assertThat(requests).containsExactly("POST null ?0", "PATCH 0 null");
    assertThat(received.toByteArray()).isEqualTo(FILE);
  }

  @Test
  void itContinuesWhereTheApiStopped() throws Exception {
    breaks = 2;
    assertThat(client().upload(upload()).path("state").asString()).isEqualTo("PARSING");
    assertThat(requests)
        .containsExactly(
            "POST null ?0",
            "PATCH 0 null",
            "GET null null",
            "PATCH " + PART + " null",
            "GET null null",
            "PATCH " + 2 * PART + " null");
    assertThat(received.toByteArray()).isEqualTo(FILE);
  }

  @Test
  void aFileWhoseEndHasArrivedIsNotSentAgain() throws Exception {
    isCompleteWithoutAnswer = true;
    assertThat(client().upload(upload()).path("state").asString()).isEqualTo("PARSING");
    assertThat(requests).hasSize(3);
    assertThat(received.toByteArray()).isEqualTo(FILE);
  }

  @Test
  void aFileThatAnotherRequestHasCompletedIsNotRefused() throws Exception {
    isFasterElsewhere = true;
    assertThat(client().upload(upload()).path("state").asString()).isEqualTo("PARSING");
  }

  @Test
  void aFileThatWasGivenUpIsNotContinued() throws Exception {
    breaks = 1;
    isGivenUp = true;
    BatchClient.Upload upload = upload();
    assertThatThrownBy(() -> client().upload(upload))
        .isInstanceOf(CommandException.class)
        .hasMessageContaining("Upload the file again");
  }

  @Test
  void thereMustBeAFile() {
    Path missing = folder.resolve("none.csv");
    assertThatThrownBy(
            () -> client().upload(new BatchClient.Upload(missing, "card.expiring", "October", "")))
        .isInstanceOf(CommandException.class)
        .hasMessageContaining("There is no file");
  }
}
