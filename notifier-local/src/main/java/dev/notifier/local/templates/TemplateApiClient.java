package dev.notifier.local.templates;

import dev.notifier.templates.template.TemplateFiles;
import dev.notifier.templates.template.TemplateReadResult;
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
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A client of the api for templates and event types. */
public final class TemplateApiClient {
  /** The start of a line about a file that the api did not accept. */
  public static final String REJECTED = "rejected ";

  /** The start of a line about a file that is the same as on the api. */
  public static final String UNCHANGED = "unchanged ";

  private static final String WOULD_CHANGE = "would change ";
  private static final String EVENT_TYPES = "/v1/event-types?limit=1000";
  private static final Duration RESPONSE_LIMIT = Duration.ofSeconds(30);
  private static final int FIRST_ERROR = 300;
  private static final int NOT_FOUND = 404;
  private static final JsonMapper JSON = JsonMapper.shared();

  private final HttpClient http = HttpClient.newHttpClient();
  private final String api;
  private final String key;

  /** The event types that the api does not have yet. */
  private final Set<String> newTypes = new HashSet<>();

  /**
   * Creates a client.
   *
   * @param api address without a path
   * @param key the api key of the caller
   */
  public TemplateApiClient(String api, String key) {
    this.api = api;
    this.key = key;
  }

  /**
   * Imports the files. Event types are in force immediately; templates wait for review.
   *
   * @param dryRun whether to report only what would be done
   * @return one line per file
   */
  public List<String> send(TemplateFolder folder, boolean dryRun)
      throws IOException, InterruptedException {
    List<String> lines = new ArrayList<>();
    for (Path file : folder.eventTypes()) {
      lines.add(eventType(file, dryRun));
    }
    List<Map<String, String>> files = new ArrayList<>();
    for (Path file : folder.templates()) {
      String path = "templates/" + file.getFileName();
      String content = Files.readString(file);
      if (dryRun && isOfNewType(content)) {
        lines.add("would submit " + path + " after its new event type");
      } else {
        files.add(Map.of("path", path, "content", content));
      }
    }
    if (!files.isEmpty()) {
      lines.addAll(templates(files, dryRun));
    }
    return lines;
  }

  /** Whether the template is of a type that a dry run has not put into force. */
  private boolean isOfNewType(String template) {
    return TemplateFiles.read(template) instanceof TemplateReadResult.Read read
        && newTypes.contains(read.source().eventType());
  }

  /** Exports all templates and event types as files. */
  public List<Path> fetch(TemplateFolder folder) throws IOException, InterruptedException {
    List<Path> written = new ArrayList<>();
    for (JsonNode file : get("/v1/templates/export").path("files")) {
      written.add(folder.write(file.path("path").asString(), file.path("content").asString()));
    }
    for (String name : eventTypes()) {
      String yaml = EventTypeFile.write(get("/v1/event-types/" + name));
      written.add(folder.write("event-types/" + name + ".yaml", yaml));
    }
    return written;
  }

  /** The names of all event types, from all pages of their list. */
  private List<String> eventTypes() throws IOException, InterruptedException {
    List<String> names = new ArrayList<>();
    JsonNode page = get(EVENT_TYPES);
    while (true) {
      page.path("eventTypes").forEach(type -> names.add(type.path("name").asString()));
      String next = page.path("next").asString("");
      if (next.isEmpty()) {
        return names;
      }
      page = get(EVENT_TYPES + "&after=" + URLEncoder.encode(next, StandardCharsets.UTF_8));
    }
  }

  private String eventType(Path file, boolean dryRun) throws IOException, InterruptedException {
    String path = "/v1/event-types/" + file.getFileName().toString().replaceFirst("\\.yaml$", "");
    HttpResponse<String> present = call(request(path).GET());
    if (present.statusCode() < FIRST_ERROR
        && EventTypeFile.isSame(Files.readString(file), present.body())) {
      return UNCHANGED + file;
    }
    if (dryRun) {
      if (present.statusCode() == NOT_FOUND) {
        newTypes.add(path.substring(path.lastIndexOf('/') + 1));
      }
      return WOULD_CHANGE + file;
    }
    HttpResponse<String> response =
        call(
            request(path)
                .header("Content-Type", "application/yaml")
                .PUT(BodyPublishers.ofFile(file)));
    return response.statusCode() < FIRST_ERROR
        ? "in force " + file + " version " + JSON.readTree(response.body()).path("version")
        : REJECTED + file + ": " + detail(response);
  }

  private List<String> templates(List<Map<String, String>> files, boolean dryRun)
      throws IOException, InterruptedException {
    String body = JSON.writeValueAsString(Map.of("files", files, "reason", "import"));
    HttpResponse<String> response =
        call(
            request("/v1/templates/import?dryRun=" + dryRun)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body)));
    if (response.statusCode() >= FIRST_ERROR) {
      return List.of(REJECTED + "templates: " + detail(response));
    }
    List<String> lines = new ArrayList<>();
    for (JsonNode file : JSON.readTree(response.body()).path("files")) {
      String outcome = file.path("outcome").asString();
      String version = file.hasNonNull("version") ? " version " + file.path("version") : "";
      String path = file.path("path").asString();
      lines.add(
          outcome.equals("conflict")
              ? REJECTED + path + ": it has another draft; submit or discard that one first"
              : outcome + " " + path + version);
    }
    return lines;
  }

  private JsonNode get(String path) throws IOException, InterruptedException {
    HttpResponse<String> response = call(request(path).GET());
    if (response.statusCode() >= FIRST_ERROR) {
      throw new IOException(path + ": " + detail(response));
    }
    return JSON.readTree(response.body());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(api + path))
        .timeout(RESPONSE_LIMIT)
        .header("Authorization", "Bearer " + key);
  }

  private HttpResponse<String> call(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return http.send(request.build(), BodyHandlers.ofString());
  }

  private static String detail(HttpResponse<String> response) {
    try {
      return JSON.readTree(response.body())
          .path("detail")
          .asString("status " + response.statusCode());
    } catch (RuntimeException e) {
      return "status " + response.statusCode();
    }
  }
}
