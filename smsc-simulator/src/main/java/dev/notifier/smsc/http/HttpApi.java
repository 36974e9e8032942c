package dev.notifier.smsc.http;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.notifier.smsc.aggregator.Aggregators;
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
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/** The HTTP server: a JSON API under /v1 and the handset page at the root. */
public final class HttpApi implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(HttpApi.class);
  private static final int MAX_BODY_BYTES = 1024 * 1024;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final HttpServer http;
  private final AllowedHosts hosts;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final SmppServer server;
  private final RecordState state;
  private final HandsetFeed feed;
  private final MessageQueries queries;
  private final MoRequestHandler moRequests;
  private final Aggregators aggregators;

  private HttpApi(
      HttpServer http,
      AllowedHosts hosts,
      SmppServer server,
      RecordState state,
      HandsetFeed feed,
      Aggregators aggregators) {
    this.http = http;
    this.hosts = hosts;
    this.server = server;
    this.state = state;
    this.feed = feed;
    this.queries = new MessageQueries(state, feed, server::behaviour);
    this.aggregators = aggregators;
    this.moRequests = new MoRequestHandler(server, feed, aggregators);
  }

  /**
   * Binds the port and starts.
   *
   * @param hostNames names of this machine that a browser may use, in addition to {@code localhost}
   *     and IP addresses
   * @param aggregators is closed with the server
   */
  public static HttpApi start(
      InetSocketAddress address,
      List<String> hostNames,
      SmppServer server,
      RecordState state,
      HandsetFeed feed,
      Aggregators aggregators)
      throws IOException {
    HttpApi api =
        new HttpApi(
            HttpServer.create(address, 0),
            new AllowedHosts(hostNames),
            server,
            state,
            feed,
            aggregators);
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
    aggregators.close();
    threads.shutdownNow();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      if (isCrossOrigin(exchange.getRequestHeaders())
          || !hosts.contains(exchange.getRequestHeaders().get("Host"))) {
        send(
            exchange,
            ApiResponse.error(
                403,
                "requests from another site are not allowed; open the handset page at localhost or an"
                    + " IP address, or start the simulator with --allowed-host NAME"));
      } else if (path.equals("/v1/stream")) {
        new EventStream(feed, () -> state.counts(server.sessionCount()), JSON).serve(exchange);
      } else {
        send(exchange, respond(exchange, path));
      }
    }
  }

  private ApiResponse respond(HttpExchange exchange, String path) throws IOException {
    try {
      return route(exchange.getRequestMethod() + " " + path, exchange);
    } catch (IllegalArgumentException e) {
      return ApiResponse.error(400, String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      log.error("An HTTP request failed", e);
      return ApiResponse.error(500, "internal error; see the log of the simulator");
    }
  }

  /** The addresses to which messages go by HTTP, and whether they do unless a request says so. */
  private Map<String, Boolean> aggregators() {
    Map<String, Boolean> addresses = new TreeMap<>();
    aggregators
        .all()
        .forEach(each ->
            each.addresses()
                .forEach(address ->
                    addresses.putIfAbsent(address, Boolean.TRUE.equals(each.preferred()))));
    return addresses;
  }

  private ApiResponse route(String request, HttpExchange exchange) throws IOException {
    QueryParameters query = QueryParameters.of(exchange.getRequestURI());
    return switch (request) {
      case "GET /" -> ApiResponse.page();
      case "GET /v1/counts" -> ApiResponse.ok(state.counts(server.sessionCount()));
      case "GET /v1/rates" -> ApiResponse.ok(rates(query));
      case "GET /v1/config" -> config(server.behaviour());
      case "PUT /v1/config" ->
          configure(BehaviourFormat.fromJson(body(exchange), server.behaviour()));
      case "PATCH /v1/config" ->
          configure(BehaviourFormat.patched(body(exchange), server.behaviour()));
      case "GET /v1/messages" -> ApiResponse.ok(queries.messages(query));
      case "GET /v1/repeats" -> ApiResponse.ok(queries.repeats(query));
      case "GET /v1/handset" -> ApiResponse.ok(queries.handsetMessages(query));
      case "GET /v1/aggregators" -> ApiResponse.ok(aggregators());
      case "POST /v1/mo" -> moRequests.send(body(exchange));
      case "POST /v1/sessions/drop" ->
          ApiResponse.ok(
              Map.of(
                  "dropped",
                  server.dropSessions(
                      query.number("count", Integer.MAX_VALUE, Integer.MAX_VALUE))));
      case "POST /v1/sessions/unbind" ->
          ApiResponse.ok(Map.of("requested", server.unbindSessions()));
      case "POST /v1/reset" -> reset();
      default -> ApiResponse.error(404, "no such resource; the README of the simulator lists all");
    };
  }

  private RateMeter.Rates rates(QueryParameters query) {
    int minutes = query.number("minutes", 1, RateMeter.MAX_MINUTES);
    return state.rates().rates(minutes, System.currentTimeMillis());
  }

  private ApiResponse reset() {
    server.reset();
    feed.clearReplies();
    return ApiResponse.ok(state.counts(server.sessionCount()));
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
      byte[] bytes = in.readNBytes(MAX_BODY_BYTES + 1);
      if (bytes.length > MAX_BODY_BYTES) {
        throw new IllegalArgumentException("the body is longer than 1 MiB; send less");
      }
      return new String(bytes, StandardCharsets.UTF_8);
    }
  }

  /**
   * Returns whether a script of another site sent the request. Browsers send the Origin of a
   * script.
   */
  private static boolean isCrossOrigin(Headers headers) {
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

  private static void send(HttpExchange exchange, ApiResponse response) throws IOException {
    Headers headers = exchange.getResponseHeaders();
    headers.set("Content-Type", response.contentType());
    headers.set("Cache-Control", "no-store");
    headers.set("X-Content-Type-Options", "nosniff");
    headers.set(
        "Content-Security-Policy",
        "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
    exchange.sendResponseHeaders(
        response.status(), response.body().length == 0 ? -1 : response.body().length);
    exchange.getResponseBody().write(response.body());
  }
}
