package dev.notifier.local.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A client of the simulator's HTTP API. Thread-safe. */
public final class SimulatorClient implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final int OK = 200;
  private static final int CLIENT_ERROR = 400;
  private static final int SERVER_ERROR = 500;

  private final URI simulator;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(LIMIT).build();

  public SimulatorClient(URI simulator) {
    this.simulator = simulator;
  }

  /**
   * Counts of the simulator since its start.
   *
   * @param accepted accepted segments
   * @param repeated those of them that had been accepted before
   * @param rejected rejected segments
   * @param receiptsDue receipts that are still to be sent
   * @param sessions bound sessions now
   */
  public record Counts(
      long accepted, long repeated, long rejected, long receiptsDue, long sessions) {
    /** The segments since an earlier request. */
    Counts since(Counts before) {
      return new Counts(
          accepted - before.accepted,
          repeated - before.repeated,
          rejected - before.rejected,
          receiptsDue,
          sessions);
    }
  }

  public Counts counts() throws IOException, InterruptedException {
    var counts = get("/v1/counts");
    return new Counts(
        counts.path("accepted").asLong(),
        counts.path("repeated").asLong(),
        counts.path("refused").asLong(),
        counts.path("receiptsDue").asLong(),
        counts.path("sessions").asLong());
  }

  /** The delays of responses and receipts, for people. */
  String describeDelays() throws IOException, InterruptedException {
    var config = get("/v1/config");
    return "responses after %s, receipts after %s"
        .formatted(
            delay(config.path("responseDelay")), delay(config.path("receipts").path("delay")));
  }

  private static String delay(JsonNode delay) {
    var from = delay.path("fixedMs").asLong();
    var spread = delay.path("spreadMs").asLong();
    return spread == 0 ? from + " ms" : from + " to " + (from + spread) + " ms";
  }

  /** Gets a document. */
  public JsonNode get(String path) throws IOException, InterruptedException {
    var response = http.send(request(path).build(), BodyHandlers.ofString());
    if (response.statusCode() != OK) {
      throw new IOException("The simulator returned " + response.statusCode() + " for " + path);
    }
    try {
      return JsonMapper.shared().readTree(response.body());
    } catch (JacksonException e) {
      throw new IOException(
          "The response of the simulator is not JSON: " + e.getOriginalMessage(), e);
    }
  }

  /**
   * Sends a request that changes something.
   *
   * @return false if the simulator does not support it (4xx)
   */
  public boolean send(String method, String path, String body)
      throws IOException, InterruptedException {
    var request = request(path).method(method, BodyPublishers.ofString(body)).build();
    var status = http.send(request, BodyHandlers.discarding()).statusCode();
    if (status >= SERVER_ERROR) {
      throw new IOException("The simulator returned " + status + " for " + method + " " + path);
    }
    return status < CLIENT_ERROR;
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(simulator.resolve(path))
        .timeout(LIMIT)
        .header("Content-Type", "application/json");
  }

  @Override
  public void close() {
    http.close();
  }
}
