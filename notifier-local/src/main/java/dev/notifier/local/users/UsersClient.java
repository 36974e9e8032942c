package dev.notifier.local.users;

import dev.notifier.local.console.CommandException;
import dev.notifier.local.home.Endpoints;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Makes users and one-time links with an api. */
public final class UsersClient {
  /** The user that the first start makes. */
  public static final String FIRST = "admin";

  private static final Duration RESPONSE_LIMIT = Duration.ofSeconds(30);
  private static final String PATH = "/v1/users";
  private static final JsonMapper JSON = JsonMapper.shared();

  private final HttpClient http = HttpClient.newHttpClient();
  private final String api;
  private final String key;

  /**
   * @param api address without a path
   * @param key the api key of the caller
   */
  public UsersClient(String api, String key) {
    this.api = api;
    this.key = key;
  }

  /**
   * A one-time link, with which a user sets a password.
   *
   * @param secret for the user only
   */
  public record Link(String user, String secret, Instant expiresAt) {
    /** Omits the secret. */
    @Override
    public String toString() {
      return "Link[" + user + "]";
    }
  }

  /** A client of the api of a home; empty if it does not run. */
  public static Optional<UsersClient> of(Endpoints endpoints) throws IOException {
    var address = endpoints.get("api");
    var key = endpoints.get("apiKey");
    return address.isEmpty() || key.isEmpty()
        ? Optional.empty()
        : Optional.of(new UsersClient(address.get(), key.get()));
  }

  /**
   * Makes the first user, an administrator who also writes templates.
   *
   * @return empty if there is a user already
   * @throws CommandException if the api rejects the request
   * @throws IOException if the api fails; the command can be repeated
   */
  public Optional<Link> makeFirst() throws CommandException, IOException, InterruptedException {
    if (!send(request(PATH + "?limit=1").GET()).path("users").isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        link(
            post(
                PATH,
                Map.of(
                    "name",
                    FIRST,
                    "fullName",
                    "Administrator",
                    "roles",
                    List.of("administrator", "author")))));
  }

  /**
   * Makes another link for a user; the former one ends.
   *
   * @param resetFactors whether its use removes the second factors
   * @throws CommandException if the api rejects the request
   * @throws IOException if the api fails; the command can be repeated
   */
  public Link newLink(String user, boolean resetFactors)
      throws CommandException, IOException, InterruptedException {
    var name = URLEncoder.encode(user, StandardCharsets.UTF_8);
    return link(post(PATH + "/" + name + "/link", Map.of("resetFactors", resetFactors)));
  }

  private static Link link(JsonNode user) throws IOException {
    try {
      return new Link(
          user.path("name").asString(),
          user.path("link").asString(),
          Instant.parse(user.path("linkExpiresAt").asString()));
    } catch (JacksonException | DateTimeException e) {
      throw new IOException("The api has made no link; see its log.", e);
    }
  }

  private JsonNode post(String path, Map<String, Object> body)
      throws CommandException, IOException, InterruptedException {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(JSON.writeValueAsString(body))));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(api + path))
        .timeout(RESPONSE_LIMIT)
        .header("Authorization", "Bearer " + key);
  }

  private JsonNode send(HttpRequest.Builder request)
      throws CommandException, IOException, InterruptedException {
    HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
    if (response.statusCode() < 300) {
      return JSON.readTree(response.body());
    }
    String detail = detail(response);
    if (response.statusCode() < 500) {
      throw new CommandException(detail);
    }
    throw new IOException(detail);
  }

  private static String detail(HttpResponse<String> response) {
    try {
      return JSON.readTree(response.body())
          .path("detail")
          .asString("status " + response.statusCode() + ".");
    } catch (JacksonException e) {
      return "status " + response.statusCode() + ".";
    }
  }
}
