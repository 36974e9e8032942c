package dev.notifier.smsc.handset;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.notifier.smsc.behaviour.Behaviour;
import dev.notifier.smsc.behaviour.BehaviourFormat;
import dev.notifier.smsc.record.Ledger;
import dev.notifier.smsc.record.RateMeter;
import dev.notifier.smsc.session.SmppServer;
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
  private final Ledger ledger;
  private final HandsetFeed feed;
  private final LookUp lookUp;
  private final Replies replies;

  private HttpApi(HttpServer http, SmppServer server, Ledger ledger, HandsetFeed feed) {
    this.http = http;
    this.server = server;
    this.ledger = ledger;
    this.feed = feed;
    this.lookUp = new LookUp(ledger, feed, server::behaviour);
    this.replies = new Replies(server, feed);
  }

  /** Binds and serves. */
  public static HttpApi start(
      InetSocketAddress address, SmppServer server, Ledger ledger, HandsetFeed feed)
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
            Answer.error(
                403, "a page of another site may not call this: open the handset page itself"));
      } else if (path.equals("/v1/stream")) {
        new LiveStream(feed, () -> ledger.counts(server.sessionCount()), JSON).serve(exchange);
      } else {
        send(exchange, answer(exchange, path));
      }
    }
  }

  private Answer answer(HttpExchange exchange, String path) throws IOException {
    try {
      return route(exchange.getRequestMethod() + " " + path, exchange);
    } catch (IllegalArgumentException e) {
      return Answer.error(400, String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      log.error("HTTP call failed", e);
      return Answer.error(500, "the simulator failed: its log says why");
    }
  }

  private Answer route(String call, HttpExchange exchange) throws IOException {
    Query query = Query.of(exchange.getRequestURI());
    return switch (call) {
      case "GET /" -> Answer.page();
      case "GET /v1/counts" -> Answer.ok(ledger.counts(server.sessionCount()));
      case "GET /v1/rates" -> Answer.ok(rates(query));
      case "GET /v1/config" -> config(server.behaviour());
      case "PUT /v1/config" ->
          configure(BehaviourFormat.fromJson(body(exchange), server.behaviour()));
      case "PATCH /v1/config" ->
          configure(BehaviourFormat.patched(body(exchange), server.behaviour()));
      case "GET /v1/messages" -> Answer.ok(lookUp.messages(query));
      case "GET /v1/repeats" -> Answer.ok(lookUp.repeats(query));
      case "GET /v1/handset" -> Answer.ok(lookUp.bubbles(query));
      case "POST /v1/mo" -> replies.send(body(exchange));
      case "POST /v1/sessions/drop" -> Answer.ok(Map.of("dropped", server.dropSessions()));
      case "POST /v1/sessions/unbind" -> Answer.ok(Map.of("asked", server.unbindSessions()));
      case "POST /v1/reset" -> reset();
      default ->
          Answer.error(
              404, "no such call: see the README of the simulator for the calls there are");
    };
  }

  private RateMeter.Rates rates(Query query) {
    int minutes = query.number("minutes", 1, RateMeter.MAX_MINUTES);
    return ledger.rates().rates(minutes, System.currentTimeMillis());
  }

  private Answer reset() {
    server.reset();
    feed.forgetReplies();
    return Answer.ok(ledger.counts(server.sessionCount()));
  }

  private Answer configure(Behaviour behaviour) {
    server.configure(behaviour);
    return config(behaviour);
  }

  private static Answer config(Behaviour behaviour) {
    return Answer.json(200, BehaviourFormat.toJson(behaviour));
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

  private static void send(HttpExchange exchange, Answer answer) throws IOException {
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
