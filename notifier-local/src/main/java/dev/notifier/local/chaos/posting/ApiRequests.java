package dev.notifier.local.chaos.posting;

import dev.notifier.local.bench.EventPoster;
import dev.notifier.local.bench.Target;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The requests of operators and callers that a run makes besides posting events. Thread-safe. */
public final class ApiRequests implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final int OK = 200;

  private final Target target;
  private final HttpClient http = EventPoster.client();

  public ApiRequests(Target target) {
    this.target = target;
  }

  /**
   * Changes a route.
   *
   * @param action such as {@code pause}
   * @return false if the api does not do it
   */
  public boolean route(String name, String action) throws IOException, InterruptedException {
    var request =
        request("/v1/routes/" + name + "/" + action).POST(BodyPublishers.noBody()).build();
    return http.send(request, BodyHandlers.discarding()).statusCode() == OK;
  }

  /** Looks up the notification of an event; empty if the api does not find it. */
  public Optional<JsonNode> lookUp(String source, String id)
      throws IOException, InterruptedException {
    var query =
        "source="
            + URLEncoder.encode(source, StandardCharsets.UTF_8)
            + "&id="
            + URLEncoder.encode(id, StandardCharsets.UTF_8);
    var response =
        http.send(request("/v1/notifications?" + query).GET().build(), BodyHandlers.ofString());
    if (response.statusCode() != OK) {
      return Optional.empty();
    }
    try {
      return Optional.of(JsonMapper.shared().readTree(response.body()));
    } catch (JacksonException e) {
      throw new IOException("The response of the api is not JSON: " + e.getOriginalMessage(), e);
    }
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(target.api().resolve(path))
        .timeout(LIMIT)
        .header("Authorization", "Bearer " + target.apiKey());
  }

  @Override
  public void close() {
    http.close();
  }
}
