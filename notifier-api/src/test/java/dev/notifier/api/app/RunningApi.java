package dev.notifier.api.app;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.api.audit.Audited;
import dev.notifier.api.eventtypes.ShippedEventTypes;
import dev.notifier.api.knowledge.SeededKnowledge;
import dev.notifier.api.templates.SeededTemplates;
import dev.notifier.store.Database;
import dev.notifier.store.eventtypes.EventTypeStore;
import dev.notifier.store.knowledge.KnowledgeLimits;
import dev.notifier.store.knowledge.KnowledgeStore;
import dev.notifier.store.templates.TemplateStore;
import dev.notifier.testing.TestPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.apache.catalina.core.StandardContext;
import org.springframework.boot.tomcat.TomcatWebServer;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The application on a free port, with an HTTP client that validates every response against the API
 * description.
 */
final class RunningApi implements AutoCloseable {
  static final String KEY = "key-of-the-tests-with-32-characters";
  static final String PRIVACY_KEY = "sixteen-characters-and-more";
  static final String STRUCTURED = "application/cloudevents+json";
  static final String BATCH = "application/cloudevents-batch+json";

  private static final JsonMapper JSON = new JsonMapper();
  private static final ApiDescription DESCRIPTION = ApiDescription.shared();

  private final ConfigurableApplicationContext context;
  private volatile HttpClient client = newClient();

  private RunningApi(ConfigurableApplicationContext context) {
    this.context = context;
  }

  /** The URL of a new database without a schema, for tests of the first start. */
  static String emptyStoreUrl() {
    return TestPostgres.shared().url(TestPostgres.shared().newDatabase());
  }

  /** The URL of a new database with the schema and the shipped data. */
  static String newStoreUrl() {
    return TestPostgres.shared().url(newDatabase());
  }

  /** The name of a new database with the schema and the shipped data, as after a first start. */
  static String newDatabase() {
    return TestPostgres.shared().newDatabase("api_template", RunningApi::fill);
  }

  private static void fill(String url) {
    try (Database database =
        Database.open(
            new Database.Settings(url, TestPostgres.USER, "", "test", 1, Duration.ofSeconds(30)))) {
      database.migrate();
      DataSource source = database.dataSource();
      InstantSource clock = InstantSource.system();
      SeededTemplates.into(
          new TemplateStore(source, clock, new TemplateStore.Limits(1_000, 1_000, 1 << 20)));
      new EventTypeStore(source, clock).seed(ShippedEventTypes.all());
      SeededKnowledge.into(new KnowledgeStore(source, clock, KnowledgeLimits.DEFAULT));
    }
  }

  static RunningApi start(String kafka, String postgresUrl, String... more) {
    return start(_ -> {}, kafka, postgresUrl, more);
  }

  /**
   * Starts the application.
   *
   * @param beans registers beans that replace those of the application
   */
  static RunningApi start(
      Consumer<GenericApplicationContext> beans, String kafka, String postgresUrl, String... more) {
    List<String> arguments = new ArrayList<>(List.of(more));
    arguments.add("--server.port=0");
    arguments.add("--management.server.port=0");
    arguments.add("--logging.level.root=warn");
    // No test waits for the responses of an api that stops.
    arguments.add("--spring.lifecycle.timeout-per-shutdown-phase=1s");
    if (arguments.stream()
        .noneMatch(argument -> argument.startsWith("--logging.level.dev.notifier="))) {
      arguments.add("--logging.level.dev.notifier=info");
    }
    if (arguments.stream().noneMatch(argument -> argument.startsWith("--notifier.api-key="))) {
      arguments.add("--notifier.api-key=" + KEY);
    }
    // A test sends in a second what a person sends in a minute.
    if (arguments.stream()
        .noneMatch(argument -> argument.startsWith("--notifier.users.requests-per-second="))) {
      arguments.add("--notifier.users.requests-per-second=1000");
    }
    arguments.add("--notifier.privacy-key=" + PRIVACY_KEY);
    arguments.add("--notifier.kafka.bootstrap-servers=" + kafka);
    arguments.add("--notifier.postgres.url=" + postgresUrl);
    return new RunningApi(
        ApiApplication.builder()
            .initializers(context -> beans.accept((GenericApplicationContext) context))
            // At the end of the JVM, it would wait for half a minute for the broker, which ends
            // with it.
            .registerShutdownHook(false)
            .run(arguments.toArray(String[]::new)));
  }

  /** A response; the JSON is an empty object if the body is not JSON. */
  record Reply(int status, HttpResponse<String> response, JsonNode json) {
    String code() {
      return json.path("code").asString("");
    }

    String header(String name) {
      return response.headers().firstValue(name).orElse("");
    }
  }

  /** The path patterns below /v1/ that the application serves. */
  Set<String> addresses() {
    return context
        .getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
        .getHandlerMethods()
        .keySet()
        .stream()
        .flatMap(mapping -> mapping.getPatternValues().stream())
        .filter(pattern -> pattern.startsWith("/v1/"))
        .collect(Collectors.toSet());
  }

  /** The operations that say that they are audited, by names such as {@code put /v1/x}. */
  Map<String, String> audited() {
    Map<String, String> audited = new TreeMap<>();
    context
        .getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
        .getHandlerMethods()
        .forEach((mapping, method) -> {
          Audited annotation = method.getMethodAnnotation(Audited.class);
          if (annotation != null) {
            mapping
                .getMethodsCondition()
                .getMethods()
                .forEach(verb ->
                    mapping
                        .getPatternValues()
                        .forEach(path ->
                            audited.put(
                                verb.name().toLowerCase(Locale.ROOT) + " " + path,
                                annotation.value())));
          }
        });
    return audited;
  }

  /** A part of the application, for what has no operation. */
  <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  /** Requests that Tomcat has not ended; it waits for them when it stops. */
  long requestsInProgress() {
    TomcatWebServer server =
        (TomcatWebServer)
            requireNonNull(((WebServerApplicationContext) context).getWebServer(), "web server");
    return Arrays.stream(server.getTomcat().getHost().findChildren())
        .mapToLong(child -> ((StandardContext) child).getInProgressAsyncCount())
        .sum();
  }

  /** The port of health and metrics. */
  int healthPort() {
    return Integer.parseInt(context.getEnvironment().getProperty("local.management.port", "0"));
  }

  int port() {
    return Integer.parseInt(context.getEnvironment().getProperty("local.server.port", "0"));
  }

  HttpRequest.Builder request(String path) {
    int port = path.startsWith("/actuator/") ? healthPort() : port();
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
        .header("Authorization", "Bearer " + KEY);
  }

  Reply post(String contentType, String body, String... headers) {
    return post(contentType, body.getBytes(StandardCharsets.UTF_8), headers);
  }

  Reply post(String contentType, byte[] body, String... headers) {
    HttpRequest.Builder request =
        request("/v1/events")
            .header("Content-Type", contentType)
            .POST(BodyPublishers.ofByteArray(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return send(request.build());
  }

  Reply get(String path) {
    return send(request(path).build());
  }

  Reply send(HttpRequest request) {
    return send(client, request);
  }

  /**
   * Sends a request from another address of this machine.
   *
   * @param address such as 127.0.7.1
   */
  Reply sendFrom(String address, HttpRequest request) {
    try (HttpClient elsewhere =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .localAddress(InetAddress.ofLiteral(address))
            .build()) {
      return send(elsewhere, request);
    }
  }

  private static HttpClient newClient() {
    return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  }

  /**
   * Opens new connections for the next requests. A test that moves the clock of the api needs it:
   * the api then closes the connections that seem to be idle for too long.
   */
  void reconnect() {
    HttpClient before = client;
    client = newClient();
    before.shutdown();
  }

  private static Reply send(HttpClient client, HttpRequest request) {
    try {
      HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
      String type = response.headers().firstValue("Content-Type").orElse("");
      boolean json = type.contains("json") && !response.body().isEmpty();
      Reply reply =
          new Reply(
              response.statusCode(),
              response,
              json ? JSON.readTree(response.body()) : JSON.createObjectNode());
      assertThat(
              DESCRIPTION.violations(
                  request.method(),
                  request.uri().getPath(),
                  reply.status(),
                  response.body().isEmpty() ? "" : reply.header("Content-Type"),
                  json ? reply.json() : JSON.valueToTree(response.body())))
          .as("%s %s: the response differs from the description", request.method(), request.uri())
          .isEmpty();
      return reply;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    client.close();
    context.close();
  }
}
