package dev.notifier.local.demo;

import dev.notifier.local.console.CommandException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A client of the api. All methods throw {@link CommandException} if the api refuses the request,
 * with what it says, and {@link IOException} if it does not respond or cannot do it now.
 * Thread-safe.
 */
final class DemoApi {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final int FIRST_ERROR = 300;
  private static final int UNPROCESSABLE = 422;
  private static final int FIRST_FAILURE = 500;
  private static final JsonMapper JSON = JsonMapper.shared();

  private final HttpClient http = HttpClient.newHttpClient();
  private final String api;
  private final String key;

  /**
   * @param api address without a path
   * @param key the api key of the caller
   */
  DemoApi(String api, String key) {
    this.api = api;
    this.key = key;
  }

  JsonNode get(String path) throws CommandException, IOException, InterruptedException {
    return json(send(request(path).GET()));
  }

  JsonNode post(String path, Object body)
      throws CommandException, IOException, InterruptedException {
    return json(
        send(
            request(path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(JSON.writeValueAsString(body)))));
  }

  /** Sends events. That some of them, or all, are refused as invalid is no error. */
  void postEvents(JsonNode events) throws CommandException, IOException, InterruptedException {
    HttpResponse<String> response =
        send(
            request("/v1/events")
                .header("Content-Type", "application/cloudevents-batch+json")
                .POST(BodyPublishers.ofString(JSON.writeValueAsString(events))));
    if (response.statusCode() >= FIRST_ERROR && response.statusCode() != UNPROCESSABLE) {
      throw refused(response);
    }
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(api + path))
        .timeout(LIMIT)
        .header("Authorization", "Bearer " + key);
  }

  private HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
    if (response.statusCode() >= FIRST_FAILURE) {
      throw new IOException(detail(response));
    }
    return response;
  }

  private static JsonNode json(HttpResponse<String> response) throws CommandException {
    if (response.statusCode() >= FIRST_ERROR) {
      throw refused(response);
    }
    return JSON.readTree(response.body());
  }

  private static CommandException refused(HttpResponse<String> response) {
    return new CommandException(detail(response));
  }

  private static String detail(HttpResponse<String> response) {
    String status = "status " + response.statusCode();
    try {
      return JSON.readTree(response.body()).path("detail").asString(status);
    } catch (JacksonException _) {
      return status;
    }
  }
}
