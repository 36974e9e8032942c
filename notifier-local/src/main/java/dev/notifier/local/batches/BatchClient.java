package dev.notifier.local.batches;

import dev.notifier.local.console.CommandException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
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
  private static final Duration PAUSE = Duration.ofSeconds(2);

  /** One after the other, without any part of a file that arrived. */
  private static final int MAX_FAILURES = 60;

  private static final int FIRST_ERROR = 300;
  private static final int TIMEOUT = 408;
  private static final int CONFLICT = 409;
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
  private final Duration pause;

  /**
   * @param api address without a path
   * @param key the api key of the caller
   */
  public BatchClient(String api, String key) {
    this(api, key, PAUSE);
  }

  /**
   * @param pause after a connection is broken
   */
  BatchClient(String api, String key, Duration pause) {
    this.api = api;
    this.key = key;
    this.pause = pause;
  }

  /**
   * What is sent with a file.
   *
   * @param type name of the event type
   * @param again why the same file is sent again; empty if it is not
   */
  public record Upload(Path file, String type, String name, String again) {}

  /** Sends a file, also over a connection that breaks, and returns its batch. */
  public JsonNode upload(Upload upload) throws CommandException, IOException, InterruptedException {
    StringJoiner query = new StringJoiner("&", "?", "");
    query.add("type=" + encoded(upload.type())).add("name=" + encoded(upload.name()));
    if (!upload.again().isEmpty()) {
      query.add("again=" + encoded(upload.again()));
    }
    JsonNode batch =
        json(
            request(PATH + query, RESPONSE_LIMIT)
                .header("Content-Type", mediaType(upload.file()))
                .header("Upload-Complete", "?0")
                .POST(BodyPublishers.noBody()));
    return send(batch.path("batchId").asString(), upload.file());
  }

  /** Sends the file, and continues where the api stopped when the connection breaks. */
  private JsonNode send(String id, Path file)
      throws CommandException, IOException, InterruptedException {
    long offset = 0;
    int failures = 0;
    while (true) {
      try {
        if (failures > 0) {
          Thread.sleep(pause);
          JsonNode batch = batch(id);
          if (!batch.path("state").asString().equals("RECEIVING")) {
            return batch;
          }
          if (batch.hasNonNull("endedAt")) {
            throw new CommandException("Nothing arrived for an hour. Upload the file again.");
          }
          long stored = batch.path("file").path("bytes").asLong();
          failures = stored > offset ? 1 : failures;
          offset = stored;
        }
        return continued(rest(id, file, offset));
      } catch (FileNotFoundException | NoSuchFileException _) {
        throw new CommandException("There is no file " + file + ".");
      } catch (IOException e) {
        failures++;
        if (failures > MAX_FAILURES) {
          throw e;
        }
      }
    }
  }

  private HttpRequest.Builder rest(String id, Path file, long offset)
      throws CommandException, IOException {
    long length = Files.size(file) - offset;
    if (length < 0) {
      throw new CommandException("The file has become shorter. Upload it again.");
    }
    BodyPublisher body =
        length == 0
            ? BodyPublishers.noBody()
            : BodyPublishers.fromPublisher(
                BodyPublishers.ofInputStream(() -> from(file, offset)), length);
    return request(PATH + "/" + encoded(id) + "/file", FILE_LIMIT)
        .header("Content-Type", "application/partial-upload")
        .header("Upload-Offset", Long.toString(offset))
        .method("PATCH", body);
  }

  private static InputStream from(Path file, long offset) {
    try {
      SeekableByteChannel channel = Files.newByteChannel(file);
      return Channels.newInputStream(channel.position(offset));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
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
    return read(http.send(request.build(), BodyHandlers.ofString()));
  }

  private static JsonNode read(HttpResponse<String> response) throws CommandException, IOException {
    if (response.statusCode() >= FIRST_ERROR) {
      throw failure(response.statusCode(), response.body());
    }
    return JSON.readTree(response.body());
  }

  /** Sends more of a file. After another request was faster, its batch says what is to be done. */
  private JsonNode continued(HttpRequest.Builder request)
      throws CommandException, IOException, InterruptedException {
    HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
    if (response.statusCode() == CONFLICT) {
      throw new IOException("The api has more or less of the file than was sent");
    }
    return read(response);
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
    if (status >= FIRST_FAILURE || status == TIMEOUT) {
      throw new IOException("The api cannot do that now: " + text);
    }
    return new CommandException(text.toString());
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }
}
