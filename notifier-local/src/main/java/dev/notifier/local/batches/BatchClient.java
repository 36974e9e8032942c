package dev.notifier.local.batches;

import dev.notifier.local.console.CommandException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A client of the api for batches. All methods throw {@link CommandException} if the api refuses
 * the request, with what it says, and {@link IOException} if it does not respond.
 */
public final class BatchClient {
  private static final Duration RESPONSE_LIMIT = Duration.ofSeconds(30);
  private static final Duration FILE_LIMIT = Duration.ofHours(2);
  private static final String PATH = "/v1/batches";
  private static final String JSON_TYPE = "application/json";
  private static final int FIRST_ERROR = 300;
  private static final int FIRST_FAILURE = 500;
  private static final JsonMapper JSON = JsonMapper.shared();

  /** The media type of a file by the end of its name. */
  private static final Map<String, String> TYPES =
      Map.of(
          "csv", "text/csv",
          "tsv", "text/tab-separated-values",
          "txt", "text/tab-separated-values",
          "ndjson", "application/x-ndjson",
          "jsonl", "application/x-ndjson",
          "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");

  private final HttpClient http = HttpClient.newHttpClient();
  private final String api;
  private final String key;

  /**
   * @param api address without a path
   * @param key the api key of the caller
   */
  public BatchClient(String api, String key) {
    this.api = api;
    this.key = key;
  }

  /**
   * What is sent with a file.
   *
   * @param type name of the event type
   * @param again why the same file is sent again; empty if it is not
   */
  public record Upload(Path file, String type, String name, String again) {}

  /** Sends a file and returns its batch. */
  public JsonNode upload(Upload upload) throws CommandException, IOException, InterruptedException {
    StringJoiner query = new StringJoiner("&", "?", "");
    query.add("type=" + encoded(upload.type())).add("name=" + encoded(upload.name()));
    if (!upload.again().isEmpty()) {
      query.add("again=" + encoded(upload.again()));
    }
    try {
      return json(
          request(PATH + query, FILE_LIMIT)
              .header("Content-Type", mediaType(upload.file()))
              .POST(BodyPublishers.ofFile(upload.file())));
    } catch (FileNotFoundException _) {
      throw new CommandException("There is no file " + upload.file() + ".");
    }
  }

  private static String mediaType(Path file) throws CommandException {
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    String plain = name.endsWith(".gz") ? name.substring(0, name.length() - 3) : name;
    String type = TYPES.get(plain.substring(plain.lastIndexOf('.') + 1));
    if (type == null) {
      throw new CommandException(
          "The name of the file must end with .csv, .tsv, .ndjson or .xlsx. Save other spreadsheets"
              + " as XLSX.");
    }
    return type;
  }

  /** A batch, its progress included. */
  public JsonNode batch(String id) throws CommandException, IOException, InterruptedException {
    return json(request(PATH + "/" + encoded(id), RESPONSE_LIMIT).GET());
  }

  /** The newest batches of the tenant. */
  public JsonNode batches(int limit) throws CommandException, IOException, InterruptedException {
    return json(request(PATH + "?limit=" + limit, RESPONSE_LIMIT).GET()).path("batches");
  }

  /**
   * Orders something about a batch.
   *
   * @param command such as {@code pause}
   * @param body an object; empty for a request without a body
   */
  public JsonNode order(String id, String command, Map<String, Object> body)
      throws CommandException, IOException, InterruptedException {
    HttpRequest.Builder request = request(PATH + "/" + encoded(id) + "/" + command, RESPONSE_LIMIT);
    return json(
        body.isEmpty()
            ? request.POST(BodyPublishers.noBody())
            : request
                .header("Content-Type", JSON_TYPE)
                .POST(BodyPublishers.ofString(JSON.writeValueAsString(body))));
  }

  /**
   * Changes a part of a batch.
   *
   * @param part such as {@code pace}
   * @param patch a merge patch
   */
  JsonNode change(String id, String part, Map<String, Object> patch)
      throws CommandException, IOException, InterruptedException {
    return json(
        request(PATH + "/" + encoded(id) + "/" + part, RESPONSE_LIMIT)
            .header("Content-Type", JSON_TYPE)
            .method("PATCH", BodyPublishers.ofString(JSON.writeValueAsString(patch))));
  }

  /** A dry run, with its result once it is computed. */
  public JsonNode dryRun(String id, String dryRun)
      throws CommandException, IOException, InterruptedException {
    return json(
        request(PATH + "/" + encoded(id) + "/dry-runs/" + encoded(dryRun), RESPONSE_LIMIT).GET());
  }

  /**
   * Writes what a request fetches into a file, in the form of its name's end.
   *
   * @param what {@code report} or {@code outcome}
   */
  void fetch(String id, String what, Path target)
      throws CommandException, IOException, InterruptedException {
    String format = target.toString().toLowerCase(Locale.ROOT).endsWith(".xlsx") ? "xlsx" : "csv";
    HttpResponse<Path> response =
        http.send(
            request(PATH + "/" + encoded(id) + "/" + what + "?format=" + format, FILE_LIMIT)
                .GET()
                .build(),
            BodyHandlers.ofFile(target));
    if (response.statusCode() >= FIRST_ERROR) {
      String problem = Files.readString(target);
      Files.delete(target);
      throw failure(response.statusCode(), problem);
    }
  }

  private HttpRequest.Builder request(String path, Duration limit) {
    return HttpRequest.newBuilder(URI.create(api + path))
        .timeout(limit)
        .header("Authorization", "Bearer " + key);
  }

  private JsonNode json(HttpRequest.Builder request)
      throws CommandException, IOException, InterruptedException {
    HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
    if (response.statusCode() >= FIRST_ERROR) {
      throw failure(response.statusCode(), response.body());
    }
    return JSON.readTree(response.body());
  }

  private static CommandException failure(int status, String body) throws IOException {
    StringBuilder text = new StringBuilder();
    try {
      JsonNode problem = JSON.readTree(body);
      text.append(problem.path("detail").asString("status " + status));
      for (JsonNode error : problem.path("errors")) {
        text.append(' ').append(error.path("detail").asString(""));
      }
    } catch (JacksonException _) {
      text.append("status ").append(status);
    }
    if (status >= FIRST_FAILURE) {
      throw new IOException("The api cannot do that now: " + text);
    }
    return new CommandException(text.toString());
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }
}
