package dev.notifier.smsc.http;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.notifier.smsc.behaviour.Behaviour;
import dev.notifier.smsc.behaviour.BehaviourFormat;
import dev.notifier.smsc.record.RateMeter;
import dev.notifier.smsc.record.RecordState;
import dev.notifier.smsc.server.SmppServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/** The HTTP port: JSON calls under /v1 and the handset page at the root. */
public final class HttpApi implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(HttpApi.class);
  private static final int MAX_BODY_OCTETS = 1024 * 1024;
  private static final Pattern LOOPBACK_HOST =
      Pattern.compile("(localhost|127(\\.\\d{1,3}){3}|\\[::1])(:\\d+)?");
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final HttpServer http;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final SmppServer server;
  private final RecordState ledger;
  private final HandsetFeed feed;
  private final MessageQueries lookUp;
  private final MoRequestHandler replies;

  private HttpApi(HttpServer http, SmppServer server, RecordState ledger, HandsetFeed feed) {
    this.http = http;
    this.server = server;
    this.ledger = ledger;
    this.feed = feed;
    this.lookUp = new MessageQueries(ledger, feed, server::behaviour);
    this.replies = new MoRequestHandler(server, feed);
  }

  /** Binds and serves. */
  public static HttpApi start(
      InetSocketAddress address, SmppServer server, RecordState ledger, HandsetFeed feed)
      throws IOException {
    HttpApi api = new HttpApi(HttpServer.create(address, 0), server, ledger, feed);
    api.http.setExecutor(api.threads);
    api.http.createContext("/", api::handle);
    api.http.start();
    return api;
  }

  public int port() {
    return http.getAddress().getPort();
  }

  @Override
  public void close() {
    http.stop(0);
    threads.shutdownNow();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      if (isForeign(exchange.getRequestHeaders()) || isOtherHost(exchange.getRequestHeaders())) {
        send(
            exchange,
            ApiResponse.error(
                403, "a page of another site may not call this: open the handset page itself"));
      } else if (path.equals("/v1/stream")) {
        new EventStream(feed, () -> ledger.counts(server.sessionCount()), JSON).serve(exchange);
      } else {
        send(exchange, answer(exchange, path));
      }
    }
  }

  private ApiResponse answer(HttpExchange exchange, String path) throws IOException {
    try {
      return route(exchange.getRequestMethod() + " " + path, exchange);
    } catch (IllegalArgumentException e) {
      return ApiResponse.error(400, String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      log.error("HTTP call failed", e);
      return ApiResponse.error(500, "the simulator failed: its log says why");
    }
  }

  private ApiResponse route(String call, HttpExchange exchange) throws IOException {
    QueryParameters query = QueryParameters.of(exchange.getRequestURI());
    return switch (call) {
      case "GET /" -> ApiResponse.page();
      case "GET /v1/counts" -> ApiResponse.ok(ledger.counts(server.sessionCount()));
      case "GET /v1/rates" -> ApiResponse.ok(rates(query));
      case "GET /v1/config" -> config(server.behaviour());
      case "PUT /v1/config" ->
          configure(BehaviourFormat.fromJson(body(exchange), server.behaviour()));
      case "PATCH /v1/config" ->
          configure(BehaviourFormat.patched(body(exchange), server.behaviour()));
      case "GET /v1/messages" -> ApiResponse.ok(lookUp.messages(query));
      case "GET /v1/repeats" -> ApiResponse.ok(lookUp.repeats(query));
      case "GET /v1/handset" -> ApiResponse.ok(lookUp.bubbles(query));
      case "POST /v1/mo" -> replies.send(body(exchange));
      case "POST /v1/sessions/drop" -> ApiResponse.ok(Map.of("dropped", server.dropSessions()));
      case "POST /v1/sessions/unbind" -> ApiResponse.ok(Map.of("asked", server.unbindSessions()));
      case "POST /v1/reset" -> reset();
      default ->
          ApiResponse.error(
              404, "no such call: see the README of the simulator for the calls there are");
    };
  }

  private RateMeter.Rates rates(QueryParameters query) {
    int minutes = query.number("minutes", 1, RateMeter.MAX_MINUTES);
    return ledger.rates().rates(minutes, System.currentTimeMillis());
  }

  private ApiResponse reset() {
    server.reset();
    feed.forgetReplies();
    return ApiResponse.ok(ledger.counts(server.sessionCount()));
  }

  private ApiResponse configure(Behaviour behaviour) {
    server.configure(behaviour);
    return config(behaviour);
  }

  private static ApiResponse config(Behaviour behaviour) {
    return ApiResponse.json(200, BehaviourFormat.toJson(behaviour));
  }

  private static String body(HttpExchange exchange) throws IOException {
    try (InputStream in = exchange.getRequestBody()) {
      byte[] octets = in.readNBytes(MAX_BODY_OCTETS + 1);
      if (octets.length > MAX_BODY_OCTETS) {
        throw new IllegalArgumentException("the body is longer than 1 MiB: send less");
      }
      return new String(octets, StandardCharsets.UTF_8);
    }
  }

  /**
   * Other sites may give their own name the address of this machine: on loopback only its usual
   * names count.
   */
  private boolean isOtherHost(Headers headers) {
    String host = headers.getFirst("Host");
    return http.getAddress().getAddress().isLoopbackAddress()
        && (host == null || !LOOPBACK_HOST.matcher(host).matches());
  }

  /** A browser tells which site a script comes from; only the own page may call. */
  private static boolean isForeign(Headers headers) {
    String origin = headers.getFirst("Origin");
    if (origin == null) {
      return false;
    }
    try {
      return !String.valueOf(URI.create(origin).getAuthority()).equals(headers.getFirst("Host"));
    } catch (IllegalArgumentException e) {
      return true;
    }
  }

  private static void send(HttpExchange exchange, ApiResponse answer) throws IOException {
    Headers headers = exchange.getResponseHeaders();
    headers.set("Content-Type", answer.contentType());
    headers.set("Cache-Control", "no-store");
    headers.set("X-Content-Type-Options", "nosniff");
    headers.set(
        "Content-Security-Policy",
        "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
    exchange.sendResponseHeaders(
        answer.status(), answer.body().length == 0 ? -1 : answer.body().length);
    exchange.getResponseBody().write(answer.body());
  }
}
