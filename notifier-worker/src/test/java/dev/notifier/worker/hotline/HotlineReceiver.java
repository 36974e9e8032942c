package dev.notifier.worker.hotline;

import com.standardwebhooks.Webhook;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The system of a hotline, on this machine. Checks signatures. */
final class HotlineReceiver implements AutoCloseable {
  static final String SECRET = "whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=";

  private static final int NO_BODY = -1;
  private static final int ACCEPTED = 204;
  private static final int BAD_SIGNATURE = 401;

  private final HttpServer server;
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private volatile int status = ACCEPTED;

  /** A request with a valid signature. */
  record Request(String id, String contentType, String body) {}

  private HotlineReceiver(HttpServer server) {
    this.server = server;
  }

  static HotlineReceiver start() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    HotlineReceiver receiver = new HotlineReceiver(server);
    server.createContext("/events", receiver::handle);
    server.start();
    return receiver;
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/events";
  }

  /** From now on, it responds with this status. */
  void respond(int next) {
    status = next;
  }

  List<Request> requests() {
    return List.copyOf(requests);
  }

  private void handle(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    int response = isSigned(exchange, body) ? status : BAD_SIGNATURE;
    if (response != BAD_SIGNATURE) {
      requests.add(
          new Request(
              exchange.getRequestHeaders().getFirst("webhook-id"),
              exchange.getRequestHeaders().getFirst("Content-Type"),
              body));
    }
    exchange.sendResponseHeaders(response, NO_BODY);
    exchange.close();
  }

  private static boolean isSigned(HttpExchange exchange, String body) {
    try {
      new Webhook(SECRET)
          .verify(body, HttpHeaders.of(exchange.getRequestHeaders(), (_, _) -> true));
      return true;
    } catch (Exception e) {
      return false;
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
