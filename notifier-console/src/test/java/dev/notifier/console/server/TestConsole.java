package dev.notifier.console.server;

import dev.notifier.console.api.ApiClient;
import dev.notifier.console.live.LiveConnections;
import dev.notifier.console.live.LiveSettings;
import dev.notifier.console.web.LocalSessions;
import dev.notifier.console.web.TestRoutes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.apache.catalina.Host;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServer;

/**
 * The console in a Tomcat, in front of a {@link StubApi}. Requests have a session, unless they say
 * otherwise. As an extension of a class of tests, it forgets before each test what the one before
 * has said, and stops after the last.
 */
public final class TestConsole implements AutoCloseable, BeforeEachCallback, AfterAllCallback {
  /** When all pages are made. */
  public static final Instant NOW = Instant.parse("2026-12-01T01:05:00Z");

  /** Signs in once, at {@code start}. */
  public static final String START_CODE = "a-code-for-the-first-sign-in-0123456789";

  private final StubApi api = new StubApi();
  private final ApiClient client = new ApiClient(api::address, "secret");
  private final LiveConnections connections =
      new LiveConnections(
          new LiveSettings(
              Duration.ofMillis(50),
              Duration.ofMillis(200),
              Duration.ofMillis(100),
              Duration.ofSeconds(1),
              250,
              20));
  private final HttpClient http = HttpClient.newHttpClient();
  private final WebServer server;

  public TestConsole() {
    this(true);
  }

  /**
   * A console.
   *
   * @param testRoute whether a route for tests is configured
   */
  TestConsole(boolean testRoute) {
    InstantSource clock = InstantSource.fixed(NOW);
    LocalSessions local = new LocalSessions(START_CODE, "the-key", clock, new Random(1));
    TomcatServletWebServerFactory factory = new TomcatServletWebServerFactory(0);
    factory.addContextCustomizers(context ->
        new ConsoleContext(client, local, connections, new TestRoutes(testRoute), clock)
            .addTo((Host) context.getParent()));
    server = factory.getWebServer();
    server.start();
  }

  /** The HTTP interface behind it. */
  public StubApi api() {
    return api;
  }

  /** The address of the console, with a slash at the end. */
  public URI address() {
    return URI.create("http://localhost:" + server.getPort() + ConsoleContext.PATH + "/");
  }

  /** Requests a page in English. */
  public HttpResponse<String> get(String page) {
    return send(request(page).header("Cookie", "notifier-session=ns_1; notifier-language=en"));
  }

  /** Requests a page in Vietnamese. */
  public HttpResponse<String> getVietnamese(String page) {
    return send(request(page).header("Cookie", "notifier-session=ns_1; notifier-language=vi"));
  }

  /** Sends a form and reads the page in English. */
  public HttpResponse<String> post(String page, Map<String, String> fields) {
    return post(page, fields, "en");
  }

  /** Sends a form and reads the page in Vietnamese. */
  public HttpResponse<String> postVietnamese(String page, Map<String, String> fields) {
    return post(page, fields, "vi");
  }

  private HttpResponse<String> post(String page, Map<String, String> fields, String language) {
    String body =
        fields.entrySet().stream()
            .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
            .collect(Collectors.joining("&"));
    return send(
        request(page)
            .header("Cookie", "notifier-session=ns_1; notifier-language=" + language)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("Sec-Fetch-Site", "same-origin")
            .POST(BodyPublishers.ofString(body)));
  }

  /** Signs in as the holder of the key, which is possible once: the cookie. */
  public String signInWithKey() {
    HttpResponse<String> started = post("start", Map.of("code", START_CODE));
    String cookie = started.headers().firstValue("Set-Cookie").orElseThrow();
    return cookie.substring(0, cookie.indexOf(';'));
  }

  /** A request to a page without cookies. */
  public HttpRequest.Builder request(String page) {
    return HttpRequest.newBuilder(address().resolve(page));
  }

  /** Sends a request. Redirects are not followed. */
  public HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return http.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    api.reset();
  }

  @Override
  public void afterAll(ExtensionContext context) {
    close();
  }

  @Override
  public void close() {
    connections.close();
    server.stop();
    client.close();
    api.close();
  }
}
