package dev.notifier.local.planagain;

import dev.notifier.local.console.CommandException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Gives orders to plan skipped events again to an api, one request after the other. */
public final class PlanAgainClient {
  /** One request writes up to a thousand events to Kafka. */
  private static final Duration RESPONSE_LIMIT = Duration.ofMinutes(2);

  private static final int OK = 200;
  private static final JsonMapper JSON = JsonMapper.shared();

  private final HttpClient http = HttpClient.newHttpClient();
  private final String api;
  private final String key;

  /**
   * @param api address without a path
   * @param key the api key of the caller
   */
  public PlanAgainClient(String api, String key) {
    this.api = api;
    this.key = key;
  }

  /** What became of the events. */
  public record Totals(long ordered, long expired, long waiting, long overQuota) {
    private Totals plus(JsonNode page) {
      return new Totals(
          ordered + page.path("ordered").asLong(0),
          expired + page.path("expired").asLong(0),
          waiting + page.path("waiting").asLong(0),
          overQuota + page.path("overQuota").asLong(0));
    }
  }

  /**
   * Has all selected events planned again.
   *
   * @param selection the fields of the request
   * @param progress receives the totals after each request
   * @throws CommandException if the api rejects the order
   * @throws IOException if the api fails; the command can be repeated
   */
  public Totals planAgain(Map<String, Object> selection, Consumer<Totals> progress)
      throws CommandException, IOException, InterruptedException {
    Map<String, Object> body = new LinkedHashMap<>(selection);
    Totals totals = new Totals(0, 0, 0, 0);
    JsonNode page;
    do {
      page = post(body);
      totals = totals.plus(page);
      progress.accept(totals);
      body.put("after", page.path("next").asString(""));
    } while (page.path("next").isString());
    return totals;
  }

  private JsonNode post(Map<String, Object> body)
      throws CommandException, IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(api + "/v1/notifications/plan-again"))
            .timeout(RESPONSE_LIMIT)
            .header("Authorization", "Bearer " + key)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(JSON.writeValueAsString(body)))
            .build();
    HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
    if (response.statusCode() == OK) {
      return JSON.readTree(response.body());
    }
    String detail = detail(response);
    if (response.statusCode() < 500) {
      throw new CommandException(detail);
    }
    throw new IOException(detail + " What was ordered stays ordered; repeat the command.");
  }

  private static String detail(HttpResponse<String> response) {
    try {
      return JSON.readTree(response.body())
          .path("detail")
          .asString("status " + response.statusCode());
    } catch (RuntimeException e) {
      return "status " + response.statusCode() + ".";
    }
  }
}
