package dev.notifier.console.browser;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A proxy that serves the console under a path of its own, and does not tell it so. It passes on
 * bytes as they come. Other paths do not exist. Thread-safe.
 */
final class PathProxy implements AutoCloseable {
  private static final int CHUNK = 8192;

  /** Of the connection, or what the client of Java sets itself. */
  private static final Set<String> NOT_PASSED_ON =
      Set.of("connection", "content-length", "transfer-encoding", "host", "upgrade", "expect");

  private final String path;
  private final URI target;
  private final HttpServer server;
  private final HttpClient http = HttpClient.newHttpClient();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<String> missed = new CopyOnWriteArrayList<>();

  /**
   * Starts it.
   *
   * @param path before that of the console, such as {@code /notifier}
   * @param target the address of the server of the console
   */
  PathProxy(String path, URI target) {
    this.path = path;
    this.target = target;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::handle);
    server.setExecutor(threads);
    server.start();
  }

  /** The address of the console, with a slash at the end. */
  URI address() {
    return URI.create(
        "http://localhost:" + server.getAddress().getPort() + path + target.getPath());
  }

  /** The requests whose path does not begin with that of the proxy. */
  List<String> missed() {
    return List.copyOf(missed);
  }

  private void handle(HttpExchange exchange) throws IOException {
    String wanted = exchange.getRequestURI().toString();
    if (!wanted.startsWith(path + "/")) {
      missed.add(wanted);
      exchange.sendResponseHeaders(404, -1);
      exchange.close();
      return;
    }
    try (exchange) {
      HttpResponse<InputStream> response =
          http.send(
              request(exchange, wanted.substring(path.length())), BodyHandlers.ofInputStream());
      response
          .headers()
          .map()
          .forEach((name, values) -> {
            if (isPassedOn(name)) {
              exchange.getResponseHeaders().put(name, values);
            }
          });
      boolean hasBody = response.statusCode() != 204 && response.statusCode() != 304;
      exchange.sendResponseHeaders(response.statusCode(), hasBody ? 0 : -1);
      if (hasBody) {
        try (InputStream body = response.body()) {
          copy(body, exchange.getResponseBody());
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private HttpRequest request(HttpExchange exchange, String wanted) throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(target.resolve(wanted))
            .method(
                exchange.getRequestMethod(),
                BodyPublishers.ofByteArray(exchange.getRequestBody().readAllBytes()));
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> {
          if (isPassedOn(name)) {
            values.forEach(value -> request.header(name, value));
          }
        });
    return request.build();
  }

  private static boolean isPassedOn(String header) {
    return !header.startsWith(":") && !NOT_PASSED_ON.contains(header.toLowerCase(Locale.ROOT));
  }

  private static void copy(InputStream from, OutputStream to) throws IOException {
    byte[] chunk = new byte[CHUNK];
    for (int read = from.read(chunk); read >= 0; read = from.read(chunk)) {
      to.write(chunk, 0, read);
      to.flush();
    }
  }

  @Override
  public void close() {
    server.stop(0);
    http.shutdownNow();
    threads.shutdownNow();
  }
}
