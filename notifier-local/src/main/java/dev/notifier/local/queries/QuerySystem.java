package dev.notifier.local.queries;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.EmptyWebhookSecretException;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Answers queries as {@code docs/query-api.yaml} describes, on a loopback address; {@link TestCase}
 * says which identifiers it knows. Thread-safe.
 */
public final class QuerySystem implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(QuerySystem.class);
  private static final int MAX_BODY = 16 << 10;
  private static final int OK = 200;
  private static final int BAD_REQUEST = 400;
  private static final int UNAUTHORIZED = 401;
  private static final int NOT_FOUND = 404;
  private static final int METHOD_NOT_ALLOWED = 405;
  private static final int UNAVAILABLE = 503;
  private static final JsonMapper JSON = JsonMapper.shared();

  private final HttpServer server;
  private final ExecutorService threads;
  private final Webhook secret;
  private final Duration slow;
  private final CountDownLatch closed = new CountDownLatch(1);

  private QuerySystem(HttpServer server, Webhook secret, Duration slow) {
    this.server = server;
    this.secret = secret;
    this.slow = slow;
    this.threads =
        Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("query-system-", 0).factory());
  }

  /**
   * Starts on 127.0.0.1.
   *
   * @param port 0 = any
   * @param secret of Standard Webhooks, that signs the requests
   * @param slow how long the slow responses take
   */
  public static QuerySystem start(int port, String secret, Duration slow) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port), 0);
    QuerySystem system = new QuerySystem(server, webhook(secret), slow);
    server.setExecutor(system.threads);
    server.createContext("/", system::handle);
    server.start();
    return system;
  }

  private static Webhook webhook(String secret) {
    try {
      return new Webhook(secret);
    } catch (EmptyWebhookSecretException e) {
      throw new IllegalArgumentException("the secret is empty", e);
    }
  }

  /** Serves something else below a path as well. */
  public void serve(String path, HttpHandler handler) {
    server.createContext(path, handler);
  }

  /** Where it answers. */
  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** A response; no body if the text is empty. */
  private record Response(int status, String body) {}

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Response response = response(exchange);
      byte[] body = response.body.getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("content-type", "application/json");
      exchange.sendResponseHeaders(response.status, body.length == 0 ? -1 : body.length);
      if (body.length > 0) {
        exchange.getResponseBody().write(body);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.warn("A query cannot be answered: {}", e.getClass().getSimpleName());
    }
  }

  private Response response(HttpExchange exchange) throws IOException, InterruptedException {
    byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY);
    if (!"POST".equals(exchange.getRequestMethod())) {
      return new Response(METHOD_NOT_ALLOWED, "");
    }
    String text = new String(body, StandardCharsets.UTF_8);
    if (!isSigned(text, exchange.getRequestHeaders())) {
      return new Response(UNAUTHORIZED, "");
    }
    try {
      JsonNode query = JSON.readTree(text);
      return query.path("parameters").isObject()
          ? answer(exchange.getRequestURI().getPath(), query)
          : new Response(BAD_REQUEST, "");
    } catch (JacksonException e) {
      return new Response(BAD_REQUEST, "");
    }
  }

  private boolean isSigned(String body, Headers headers) {
    try {
      secret.verify(body, HttpHeaders.of(headers, (_, _) -> true));
      return true;
    } catch (WebhookVerificationException e) {
      return false;
    }
  }

  private Response answer(String path, JsonNode query) throws InterruptedException {
    JsonNode parameters = query.path("parameters");
    TestCase testCase = TestCase.of(path, parameters.path("id").asString(""));
    return switch (testCase) {
      case FOUND -> found(path, parameters);
      case SLOW -> {
        boolean ended = closed.await(slow.toMillis(), TimeUnit.MILLISECONDS);
        yield ended ? new Response(UNAVAILABLE, "") : found(path, parameters);
      }
      case NOT_REGISTERED -> new Response(OK, "{\"registered\":false}");
      case DOWN -> new Response(UNAVAILABLE, "");
      case WRONG -> new Response(OK, "{\"registered\":true,\"data\":{\"status\":[]}}");
      case NOT_FOUND -> new Response(NOT_FOUND, "{\"registered\":false}");
    };
  }

  private static Response found(String path, JsonNode parameters) {
    return new Response(
        OK,
        JSON.writeValueAsString(Map.of("registered", true, "data", TestData.of(path, parameters))));
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
