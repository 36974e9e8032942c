import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Follows the feed of states of Notifier: Java 17 or later, no libraries, one file. Start it with
 * {@code java StatusFeed.java FILE}; README.md in this folder says what it needs.
 *
 * <p>The file has the place of the reader. It is written after the events of a response were
 * processed, so a program that is killed gets those events again, and misses none. Interrupt the
 * thread to end it. See docs/status-feed.md.
 */
public final class StatusFeed {
  private static final String BEGINNING = "/v1/statuses?timeout=30";
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(60);
  private static final int MAX_WAIT_SECONDS = 60;
  private static final Pattern NEXT = Pattern.compile("<(/v1/statuses\\?[^>]+)>; rel=\"next\"");

  /** Processes the events of a response. */
  public interface Processor {
    /**
     * Processes events, of which some may have been processed before: {@code changeId} in their
     * data is then the same. If it throws, they come again after the next start.
     *
     * @param events a JSON array of CloudEvents; read it with the JSON library that you use
     */
    void process(String events) throws Exception;
  }

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT_TIMEOUT).build();
  private final String api;
  private final String key;

  /** Creates a reader of the api at an address such as {@code http://127.0.0.1:8080}. */
  public StatusFeed(String api, String key) {
    this.api = api.endsWith("/") ? api.substring(0, api.length() - 1) : api;
    this.key = key;
  }

  /**
   * Follows the feed until the thread is interrupted.
   *
   * @param place the file with the place; without it, the feed begins with the oldest change
   * @throws IllegalStateException if repeating the request does not help: the key is wrong, or what
   *     follows the place is not kept any more (410); the message says what to do
   */
  public void follow(Path place, Processor processor) throws Exception {
    String next = Files.exists(place) ? Files.readString(place, UTF_8) : BEGINNING;
    int failures = 0;
    while (true) {
      HttpResponse<String> response = answer(next);
      if (response != null && response.statusCode() == 200) {
        if (!response.body().equals("[]")) {
          processor.process(response.body());
        }
        next = next(response);
        store(place, next);
        failures = 0;
      } else {
        pause(++failures, response);
      }
    }
  }

  /** A response that can be used or repeated; null if there was none. */
  private HttpResponse<String> answer(String path) throws InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(api + path))
            .timeout(REQUEST_TIMEOUT).header("Authorization", "Bearer " + key).build();
    HttpResponse<String> response;
    try {
      response = http.send(request, HttpResponse.BodyHandlers.ofString(UTF_8));
    } catch (IOException e) {
      log(e.getClass().getSimpleName());
      return null;
    }
    int status = response.statusCode();
    if (status != 200 && status < 500 && !List.of(408, 429).contains(status)) {
      throw new IllegalStateException("status " + status + ": " + response.body());
    }
    return response;
  }

  /** The address of the next events, which also continues behind an empty response. */
  private static String next(HttpResponse<String> response) {
    Matcher link = NEXT.matcher(response.headers().firstValue("Link").orElse(""));
    if (!link.find()) {
      throw new IllegalStateException("The response does not say where to continue");
    }
    return link.group(1);
  }

  /** The file has the former place or the new one, whenever the program is killed. */
  private static void store(Path place, String next) throws IOException {
    Path written = Path.of(place + ".new");
    Files.writeString(written, next, UTF_8);
    Files.move(
        written, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Waits a random time, so that many readers do not all come back at the same moment. */
  private static void pause(int failures, HttpResponse<String> response)
      throws InterruptedException {
    String seconds =
        response == null ? "" : response.headers().firstValue("Retry-After").orElse("");
    long retryAfter = seconds.matches("\\d{1,5}") ? Long.parseLong(seconds) : 0;
    double most = Math.min(MAX_WAIT_SECONDS, Math.pow(2, Math.min(failures, 10)));
    double wait = Math.max(retryAfter, ThreadLocalRandom.current().nextDouble(most));
    log("status %s; again in %.1f s"
        .formatted(response == null ? "-" : String.valueOf(response.statusCode()), wait));
    Thread.sleep((long) (wait * 1_000));
  }

  private static void log(String line) {
    System.err.println("notifier: " + line);
  }

  /** Prints the events. */
  public static void main(String[] arguments) throws Exception {
    String api = System.getenv().getOrDefault("NOTIFIER_URL", "http://127.0.0.1:8080");
    String key = Objects.requireNonNull(System.getenv("NOTIFIER_KEY"), "NOTIFIER_KEY is not set");
    Path place = Path.of(arguments.length > 0 ? arguments[0] : "statuses.place");
    try {
      new StatusFeed(api, key).follow(place, System.out::println);
    } catch (IllegalStateException e) {
      log(e.getMessage());
      System.exit(1);
    }
  }
}
