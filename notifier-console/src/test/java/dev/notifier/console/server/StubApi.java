package dev.notifier.console.server;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import dev.notifier.contracts.access.Scope;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import tools.jackson.databind.json.JsonMapper;

/**
 * An HTTP interface that answers each request with the example of its description, unless a test
 * says otherwise. So pages are tested with what the description promises. Thread-safe.
 */
public final class StubApi implements AutoCloseable {
  private static final Path DESCRIPTION =
      Path.of("../notifier-api/src/main/resources/openapi.yaml");
  private static final Map<String, Object> OPENAPI = description();
  private static final JsonMapper JSON = new JsonMapper();

  /** All scopes. */
  private static final List<String> SCOPES = Arrays.stream(Scope.values()).map(Scope::id).toList();

  private static final Answer ENDED =
      new Answer(401, "application/json", "{\"status\":401,\"code\":\"unauthorized\"}");

  private final HttpServer server;
  private final Map<String, Answer> answers = new ConcurrentHashMap<>();
  private final Map<String, HttpHandler> handlers = new ConcurrentHashMap<>();
  private final Set<String> ended = ConcurrentHashMap.newKeySet();
  private final List<Received> received = new CopyOnWriteArrayList<>();

  /** A request that arrived. */
  public record Received(String method, String target, String body, Map<String, String> headers) {}

  private record Answer(int status, String type, String body) {}

  public StubApi() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::handle);
    reset();
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
  }

  public URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** Has a request answered with a document, whatever its query is. */
  public void answer(String method, String path, int status, Object body) {
    String text = body instanceof String string ? string : JSON.writeValueAsString(body);
    answers.put(method + " " + path, new Answer(status, "application/json", text));
  }

  /** Has a request handled before its body is read. */
  public void handle(String method, String path, HttpHandler handler) {
    handlers.put(method + " " + path, handler);
  }

  /** Ends the session with a token. */
  public void end(String token) {
    ended.add("Bearer " + token);
  }

  /** Has a request refused. */
  public void refuse(String method, String path, int status, String code) {
    answer(
        method,
        path,
        status,
        Map.of("status", status, "code", code, "detail", "Detail of " + code, "errors", List.of()));
  }

  /** Forgets what tests have said and what has arrived. The session is one that may do all. */
  public void reset() {
    answers.clear();
    handlers.clear();
    ended.clear();
    received.clear();
    signedIn(SCOPES, Instant.parse("2026-12-01T01:10:00Z"));
  }

  /**
   * Has the session be one of a user.
   *
   * @param secondFactorUntil until when the second factor is fresh
   */
  public void signedIn(List<String> scopes, Instant secondFactorUntil) {
    answer(
        "GET",
        "/v1/me",
        200,
        Map.of(
            "name", "lan",
            "fullName", "Lò Thị Lan",
            "tenant", "default",
            "stage", "complete",
            "scopes", scopes,
            "secondFactors", List.of("totp", "recovery-code"),
            "secondFactorUntil", secondFactorUntil.toString()));
  }

  /** What has arrived, in its order. */
  public List<Received> received() {
    return List.copyOf(received);
  }

  /** The last request with a method and a path. */
  public Received last(String method, String path) {
    return received.stream()
        .filter(each -> each.method().equals(method) && pathOf(each.target()).equals(path))
        .reduce((_, last) -> last)
        .orElseThrow(() -> new AssertionError("No " + method + " " + path + " in " + received));
  }

  private static String pathOf(String target) {
    return target.contains("?") ? target.substring(0, target.indexOf('?')) : target;
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String method = exchange.getRequestMethod();
      String target = exchange.getRequestURI().toString();
      HttpHandler handler = handlers.get(method + " " + exchange.getRequestURI().getPath());
      if (handler != null) {
        handler.handle(exchange);
        return;
      }
      Map<String, String> headers = new ConcurrentHashMap<>();
      exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.getFirst()));
      try (InputStream body = exchange.getRequestBody()) {
        received.add(
            new Received(
                method, target, new String(body.readAllBytes(), StandardCharsets.UTF_8), headers));
      }
      String path = exchange.getRequestURI().getPath();
      Answer answer =
          ended.contains(headers.getOrDefault("Authorization", ""))
              ? ENDED
              : answers.get(method + " " + path);
      send(exchange, answer == null ? example(method, path) : answer);
    }
  }

  private static void send(HttpExchange exchange, Answer answer) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", answer.type());
    byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
    if (body.length > 0) {
      exchange.getResponseBody().write(body);
    }
  }

  private static Answer example(String method, String path) {
    Map<String, Object> paths = map(OPENAPI.get("paths"));
    // An exact path goes before one with places.
    for (boolean exact : new boolean[] {true, false}) {
      for (Map.Entry<String, Object> entry : paths.entrySet()) {
        if (matches(entry.getKey(), path, exact)) {
          Object operation = map(entry.getValue()).get(method.toLowerCase(Locale.ROOT));
          if (operation != null) {
            return success(map(map(operation).get("responses")));
          }
        }
      }
    }
    return new Answer(404, "application/json", "{\"status\":404,\"code\":\"not-found\"}");
  }

  private static boolean matches(String template, String path, boolean exact) {
    return exact ? template.equals(path) : path.matches(template.replaceAll("\\{[^}]*}", "[^/]+"));
  }

  private static Answer success(Map<String, Object> responses) {
    for (Map.Entry<String, Object> response : responses.entrySet()) {
      if (response.getKey().startsWith("2")) {
        int status = Integer.parseInt(response.getKey());
        @Nullable Object content = resolve(map(response.getValue())).get("content");
        if (content == null) {
          return new Answer(status, "application/json", "");
        }
        Map.Entry<String, Object> media = map(content).entrySet().iterator().next();
        @Nullable Object given = example(map(media.getValue()));
        Object example =
            given == null
                ? SchemaExamples.of(OPENAPI, map(map(media.getValue()).get("schema")))
                : given;
        String body = example instanceof String text ? text : JSON.writeValueAsString(example);
        return new Answer(status, media.getKey(), body);
      }
    }
    throw new AssertionError("No success in " + responses.keySet());
  }

  private static @Nullable Object example(Map<String, Object> media) {
    if (media.containsKey("example")) {
      return media.get("example");
    }
    if (media.get("examples") instanceof Map<?, ?> examples) {
      return map(examples.values().iterator().next()).get("value");
    }
    return null;
  }

  static Map<String, Object> resolve(Map<String, Object> node) {
    if (!(node.get("$ref") instanceof String ref)) {
      return node;
    }
    Map<String, Object> found = OPENAPI;
    for (String name : ref.substring(2).split("/", -1)) {
      found = map(found.get(name));
    }
    return resolve(found);
  }

  @SuppressWarnings("unchecked")
  static Map<String, Object> map(@Nullable Object node) {
    return node == null ? Map.of() : (Map<String, Object>) node;
  }

  private static Map<String, Object> description() {
    try (InputStream stream = Files.newInputStream(DESCRIPTION)) {
      LoadSettings settings = LoadSettings.builder().setCodePointLimit(20_000_000).build();
      return map(new Load(settings).loadFromInputStream(stream));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
