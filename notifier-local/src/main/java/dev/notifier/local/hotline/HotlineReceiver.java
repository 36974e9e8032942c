package dev.notifier.local.hotline;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.EmptyWebhookSecretException;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Accepts the events for a hotline as {@code docs/inbox.md} describes them, and shows the newest
 * {@value #MAX_EVENTS} on a page. Keeps them in memory only. Thread-safe.
 */
public final class HotlineReceiver implements HttpHandler {
  /** Where events are sent to. */
  public static final String EVENTS = "/hotline/events";

  /** The page. */
  public static final String PAGE = "/hotline";

  static final int MAX_EVENTS = 50;
  private static final int MAX_BODY = 64 << 10;
  private static final int OK = 200;
  private static final int NO_CONTENT = 204;
  private static final int BAD_REQUEST = 400;
  private static final int UNAUTHORIZED = 401;
  private static final int FORBIDDEN = 403;
  private static final int NOT_FOUND = 404;
  private static final int METHOD_NOT_ALLOWED = 405;
  private static final JsonMapper JSON = JsonMapper.shared();

  /** Another site can point its own name to this machine, and must not read the page. */
  private static final Pattern OWN_HOST =
      Pattern.compile("(?:127\\.0\\.0\\.1|localhost)(?::\\d+)?");

  private final Webhook secret;

  /** By the id of the request, which is the same in each attempt; the oldest first. */
  private final SequencedMap<String, JsonNode> events = new LinkedHashMap<>();

  /**
   * @param secret of Standard Webhooks, that signs the requests
   */
  public HotlineReceiver(String secret) {
    try {
      this.secret = new Webhook(secret);
    } catch (EmptyWebhookSecretException e) {
      throw new IllegalArgumentException("the secret is empty", e);
    }
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      if (path.equals(EVENTS)) {
        exchange.sendResponseHeaders(receive(exchange), -1);
      } else if (path.equals(PAGE)) {
        show(exchange);
      } else {
        exchange.sendResponseHeaders(NOT_FOUND, -1);
      }
    }
  }

  private int receive(HttpExchange exchange) throws IOException {
    String body =
        new String(exchange.getRequestBody().readNBytes(MAX_BODY), StandardCharsets.UTF_8);
    if (!"POST".equals(exchange.getRequestMethod())) {
      return METHOD_NOT_ALLOWED;
    }
    if (!isSigned(body, exchange.getRequestHeaders())) {
      return UNAUTHORIZED;
    }
    try {
      return add(JSON.readTree(body)) ? NO_CONTENT : BAD_REQUEST;
    } catch (JacksonException e) {
      return BAD_REQUEST;
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

  private boolean add(JsonNode event) {
    String id = event.path("id").asString("");
    if (id.isEmpty() || !event.path("data").isObject()) {
      return false;
    }
    synchronized (events) {
      events.putIfAbsent(id, event);
      while (events.size() > MAX_EVENTS) {
        events.pollFirstEntry();
      }
    }
    return true;
  }

  /** Everything that was received, the newest first. */
  List<JsonNode> received() {
    synchronized (events) {
      return new ArrayList<>(events.values()).reversed();
    }
  }

  private void show(HttpExchange exchange) throws IOException {
    List<String> host = exchange.getRequestHeaders().get("Host");
    if (host == null || host.size() != 1 || !OWN_HOST.matcher(host.getFirst()).matches()) {
      exchange.sendResponseHeaders(FORBIDDEN, -1);
      return;
    }
    byte[] page = HotlinePage.of(received()).getBytes(StandardCharsets.UTF_8);
    Headers headers = exchange.getResponseHeaders();
    headers.set("Content-Type", "text/html; charset=utf-8");
    headers.set("Cache-Control", "no-store");
    headers.set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'");
    exchange.sendResponseHeaders(OK, page.length);
    exchange.getResponseBody().write(page);
  }
}
