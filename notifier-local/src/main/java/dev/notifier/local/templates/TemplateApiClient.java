package dev.notifier.local.templates;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The API of a home, as far as wording goes. */
public final class TemplateApiClient {
  /** How a line begins that tells of something that was not taken. */
  public static final String REFUSED = "refused ";

  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(30);
  private static final int MULTI_STATUS_END = 300;
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final DumpSettings YAML =
      DumpSettings.builder().setDefaultFlowStyle(FlowStyle.BLOCK).setWidth(110).build();

  private final HttpClient http = HttpClient.newHttpClient();
  private final String api;
  private final String key;

  /**
   * @param api address without a path
   * @param key of the caller
   */
  public TemplateApiClient(String api, String key) {
    this.api = api;
    this.key = key;
  }

  /**
   * Brings everything there: types are in force at once, templates wait for review.
   *
   * @param dryRun whether it is only said what would be done
   * @return a line for each file
   */
  public List<String> send(TemplateFolder folder, boolean dryRun)
      throws IOException, InterruptedException {
    List<String> lines = new ArrayList<>();
    for (Path file : folder.eventTypes()) {
      lines.add(dryRun ? "would send " + file : eventType(file));
    }
    List<Map<String, String>> files = new ArrayList<>();
    for (Path file : folder.templates()) {
      String path = "templates/" + file.getFileName();
      files.add(Map.of("path", path, "content", Files.readString(file)));
    }
    if (!files.isEmpty()) {
      lines.addAll(templates(files, dryRun));
    }
    return lines;
  }

  /** Writes everything that is there into the folder. */
  public List<Path> fetch(TemplateFolder folder) throws IOException, InterruptedException {
    List<Path> written = new ArrayList<>();
    for (JsonNode file : get("/v1/templates/export").path("files")) {
      written.add(folder.write(file.path("path").asString(), file.path("content").asString()));
    }
    for (JsonNode type : get("/v1/event-types").path("eventTypes")) {
      String name = type.path("name").asString();
      Map<?, ?> form = JSON.treeToValue(get("/v1/event-types/" + name), Map.class);
      form.remove("version");
      String yaml = new Dump(YAML).dumpToString(form);
      written.add(folder.write("event-types/" + name + ".yaml", yaml));
    }
    return written;
  }

  private String eventType(Path file) throws IOException, InterruptedException {
    String name = file.getFileName().toString().replaceFirst("\\.yaml$", "");
    HttpResponse<String> answer =
        call(
            request("/v1/event-types/" + name)
                .header("Content-Type", "application/yaml")
                .PUT(BodyPublishers.ofFile(file)));
    return answer.statusCode() < MULTI_STATUS_END
        ? "in force " + file + " version " + JSON.readTree(answer.body()).path("version")
        : REFUSED + file + ": " + words(answer);
  }

  private List<String> templates(List<Map<String, String>> files, boolean dryRun)
      throws IOException, InterruptedException {
    String body = JSON.writeValueAsString(Map.of("files", files, "why", "import"));
    HttpResponse<String> answer =
        call(
            request("/v1/templates/import?dryRun=" + dryRun)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body)));
    if (answer.statusCode() >= MULTI_STATUS_END) {
      return List.of(REFUSED + "templates: " + words(answer));
    }
    List<String> lines = new ArrayList<>();
    for (JsonNode file : JSON.readTree(answer.body()).path("files")) {
      String outcome = file.path("outcome").asString();
      String version = file.hasNonNull("version") ? " version " + file.path("version") : "";
      String begin = outcome.equals("conflict") ? REFUSED + "(another draft is open) " : outcome;
      lines.add(begin + " " + file.path("path").asString() + version);
    }
    return lines;
  }

  private JsonNode get(String path) throws IOException, InterruptedException {
    HttpResponse<String> answer = call(request(path).GET());
    if (answer.statusCode() >= MULTI_STATUS_END) {
      throw new IOException(path + ": " + words(answer));
    }
    return JSON.readTree(answer.body());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(api + path))
        .timeout(ANSWER_WITHIN)
        .header("Authorization", "Bearer " + key);
  }

  private HttpResponse<String> call(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return http.send(request.build(), BodyHandlers.ofString());
  }

  private static String words(HttpResponse<String> answer) {
    try {
      return JSON.readTree(answer.body()).path("detail").asString("status " + answer.statusCode());
    } catch (RuntimeException e) {
      return "status " + answer.statusCode();
    }
  }
}
