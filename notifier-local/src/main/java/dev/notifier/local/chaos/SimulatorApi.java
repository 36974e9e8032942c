package dev.notifier.local.chaos;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The simulator's HTTP API. Thread-safe. */
final class SimulatorApi implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final int OK = 200;
  private static final int FIRST_BAD = 400;
  private static final int FIRST_BROKEN = 500;

  private final URI base;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(LIMIT).build();

  SimulatorApi(URI base) {
    this.base = base;
  }

  /** The document below this path. */
  JsonNode get(String path) throws IOException, InterruptedException {
    var answer = http.send(request(path).build(), HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() != OK) {
      throw new IOException("The simulator answered " + answer.statusCode() + " to " + path);
    }
    try {
      return JsonMapper.shared().readTree(answer.body());
    } catch (JacksonException e) {
      throw new IOException("The simulator's answer is not JSON: " + e.getOriginalMessage(), e);
    }
  }

  /** Misbehaves from now on; false if it does not know how (4xx). */
  boolean apply(SimulatorFault fault) throws IOException, InterruptedException {
    return (fault.patch().isEmpty() || send("PATCH", "/v1/config", fault.json()))
        && (fault.post().isEmpty() || send("POST", fault.post(), ""));
  }

  /** Obeys from now on. */
  void obey(int seed) throws IOException, InterruptedException {
    if (!send("PUT", "/v1/config", "{\"seed\":" + seed + "}")) {
      throw new IOException("The simulator does not take its usual behaviour back");
    }
  }

  private boolean send(String method, String path, String body)
      throws IOException, InterruptedException {
    var request = request(path).method(method, BodyPublishers.ofString(body)).build();
    var status = http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    if (status >= FIRST_BROKEN) {
      throw new IOException("The simulator answered " + status + " to " + method + " " + path);
    }
    return status < FIRST_BAD;
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(base.resolve(path))
        .timeout(LIMIT)
        .header("Content-Type", "application/json");
  }

  @Override
  public void close() {
    http.close();
  }
}
