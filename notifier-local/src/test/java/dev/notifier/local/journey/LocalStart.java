package dev.notifier.local.journey;

import dev.notifier.local.cli.CommandHere;
import dev.notifier.local.cli.NotifierCli;
import dev.notifier.local.home.LoopbackPorts;
import dev.notifier.local.postgres.UnpackedPrograms;
import dev.notifier.local.processes.ChildJvm;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Everything on free ports, as {@code ./notifier start} runs it, with a home of its own. */
final class LocalStart implements AutoCloseable {
  /** It logs as it does elsewhere, and not as tests do. */
  private static final List<String> OWN_LOG = List.of("-Dlogback.configurationFile=logback.xml");

  private final HttpClient http = HttpClient.newHttpClient();
  private final Path home;
  private final Path config;
  private @Nullable ChildJvm notifier;

  /**
   * @param folder for the home and the configuration file, which has only ports
   */
  LocalStart(Path folder) throws IOException {
    home = folder.resolve("home");
    config = folder.resolve("config.yaml");
    UnpackedPrograms.linkInto(home.resolve("postgres"));
    Files.writeString(
        config,
        """
        server: { port: %d }
        management: { server: { port: %d } }
        local: { kafka-port: %d, postgres-port: %d, smsc-port: %d, handset-port: %d, queries-port: %d }
        """
            .formatted(
                LoopbackPorts.free(),
                LoopbackPorts.free(),
                LoopbackPorts.free(),
                LoopbackPorts.free(),
                LoopbackPorts.free(),
                LoopbackPorts.free(),
                LoopbackPorts.free()));
  }

  /**
   * Starts it, and returns when it is ready.
   *
   * @param options more options of the command
   */
  void start(String... options) throws IOException {
    List<Object> arguments = new ArrayList<>(List.of("start", "--home", home, "--config", config));
    arguments.addAll(List.of(options));
    ChildJvm started = ChildJvm.run(OWN_LOG, NotifierCli.class, arguments.toArray());
    notifier = started;
    started.await("Ready");
  }

  /** The rest of the next line of its output that begins like this. */
  String printed(String prefix) throws IOException {
    if (notifier == null) {
      throw new IllegalStateException("It was not started");
    }
    return notifier.await(prefix);
  }

  /** What {@code ./notifier link} prints as the secret of a link. */
  String newLink() {
    return CommandHere.printed("  Link", 0, "link", "--home", home);
  }

  /** Opens the printed link as a browser does: the page of routes, with the session of the link. */
  String signInToConsole(String printed) throws Exception {
    URI link = URI.create(printed.substring(0, printed.indexOf(' ')));
    HttpResponse<String> signedIn =
        http.send(
            HttpRequest.newBuilder(link)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Sec-Fetch-Site", "same-origin")
                .POST(HttpRequest.BodyPublishers.ofString("code=" + link.getFragment()))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    String cookie = signedIn.headers().firstValue("Set-Cookie").orElseThrow();
    HttpRequest page =
        HttpRequest.newBuilder(link.resolve("routes"))
            .header("Cookie", cookie.substring(0, cookie.indexOf(';')))
            .build();
    return http.send(page, HttpResponse.BodyHandlers.ofString()).body();
  }

  JsonNode user(String name) throws Exception {
    return get("/v1/users/" + name);
  }

  /** What the api has under this path. */
  JsonNode get(String path) throws Exception {
    return json(api(path).GET().build());
  }

  /** Kills it, as {@code kill -9} does. */
  void kill() throws InterruptedException {
    if (notifier != null) {
      notifier.kill();
    }
  }

  Path home() {
    return home;
  }

  JsonNode endpoints() throws IOException {
    return JsonMapper.shared().readTree(Files.readString(home.resolve("endpoints.json")));
  }

  /** Sends an event, or a batch if it begins with a bracket. */
  HttpResponse<String> post(String events) throws Exception {
    String type = events.startsWith("[") ? "cloudevents-batch" : "cloudevents";
    return http.send(
        api("/v1/events")
            .header("Content-Type", "application/" + type + "+json")
            .POST(HttpRequest.BodyPublishers.ofString(events))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  JsonNode lookUp(String source, String id) throws Exception {
    return get("/v1/notifications?source=" + source + "&id=" + id);
  }

  /** Whether the api accepts events. */
  boolean isReady() throws Exception {
    URI health = URI.create(endpoints().get("apiHealth").asString());
    return json(HttpRequest.newBuilder(health.resolve("/actuator/health/readiness")).GET().build())
        .path("status")
        .asString("")
        .equals("UP");
  }

  JsonNode simulator(String path) throws Exception {
    URI uri = URI.create(endpoints().get("handset").asString()).resolve(path);
    return json(HttpRequest.newBuilder(uri).GET().build());
  }

  /** Has a handset send a message. */
  JsonNode write(String message) throws Exception {
    URI uri = URI.create(endpoints().get("handset").asString()).resolve("/v1/mo");
    return json(
        HttpRequest.newBuilder(uri).POST(HttpRequest.BodyPublishers.ofString(message)).build());
  }

  /** Changes the behaviour of the simulator, with a JSON merge patch. */
  void changeSimulator(String patch) throws Exception {
    URI uri = URI.create(endpoints().get("handset").asString()).resolve("/v1/config");
    var _ =
        json(
            HttpRequest.newBuilder(uri)
                .header("Content-Type", "application/merge-patch+json")
                .method("PATCH", HttpRequest.BodyPublishers.ofString(patch))
                .build());
  }

  private JsonNode json(HttpRequest request) throws Exception {
    return JsonMapper.shared()
        .readTree(http.send(request, HttpResponse.BodyHandlers.ofString()).body());
  }

  private HttpRequest.Builder api(String path) throws IOException {
    JsonNode endpoints = endpoints();
    return HttpRequest.newBuilder(URI.create(endpoints.get("api").asString() + path))
        .header("Authorization", "Bearer " + endpoints.get("apiKey").asString());
  }

  @Override
  public void close() throws Exception {
    CommandHere.run(0, "stop", "--home", home);
    if (notifier != null) {
      notifier.close();
    }
    http.close();
  }
}
