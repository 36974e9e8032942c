import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.net.ssl.SSLHandshakeException;

/**
 * A client of Notifier: Java 17 or later, no libraries, one file. Start it with {@code java
 * NotifierClient.java}; README.md in this folder says what it needs. Copy the class, and replace
 * {@link Json} by the JSON library that you use.
 *
 * <p>An event is sent until Notifier has confirmed or rejected it; see "Repeating a request" in
 * docs/integrating.md. Interrupt the thread to give up. Thread-safe; use at most four threads.
 * Events are JSON texts. Neither the log nor the exceptions contain their data.
 */
public final class NotifierClient {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(60);
  private static final int MAX_WAIT_SECONDS = 60;
  private static final int MAX_FAILURES = 5;
  private static final String FAILED = ". Notifier failed 5 times: ask its operators with this id";
  private static final int EVENTS_IN_A_BATCH = 500;
  private static final Duration LOOK_UP_LIMIT = Duration.ofSeconds(60);

  /** An event that Notifier does not accept. Correct it as {@code detail} says; decide by code. */
  public record Rejected(int index, String eventId, String code, String detail) {
    @Override
    public String toString() {
      return "index " + index + ", eventId " + eventId + ": " + code + ": " + detail;
    }
  }

  /** Some or all events of a call were rejected. All others of the call were accepted. */
  public static final class EventsRejectedException extends Exception {
    private final transient List<Rejected> rejected;

    EventsRejectedException(List<Rejected> rejected) {
      super(
          rejected.size()
              + " events were rejected:\n"
              + rejected.stream().map(Rejected::toString).collect(Collectors.joining("\n")));
      this.rejected = List.copyOf(rejected);
    }

    public List<Rejected> rejected() {
      return rejected;
    }
  }

  /** The request is wrong, such as with 401 or 415, or Notifier failed with it again and again. */
  public static final class RequestFailedException extends Exception {
    RequestFailedException(Response response) {
      super("status %s, code %s: %s (request id %s)%s".formatted(
          response.status(), response.text("code"), response.text("detail"), response.requestId(),
          response.status() < 500 ? "" : FAILED));
    }
  }

  private record Response(int status, String body, String requestId, long retryAfter) {
    /** The body, or an empty object if it is no JSON object. */
    Map<String, Object> json() {
      try {
        return Json.object(Json.read(body));
      } catch (IllegalArgumentException e) {
        return Map.of();
      }
    }

    String text(String field) {
      return String.valueOf(json().get(field));
    }
  }

  /** An event and its position in the call. */
  private record Numbered(int index, String event) {
    Rejected rejected(Map<String, Object> answer) {
      return new Rejected(
          index,
          String.valueOf(Json.object(Json.read(event)).get("id")),
          String.valueOf(answer.get("code")),
          String.valueOf(answer.get("detail")));
    }
  }

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT_TIMEOUT).build();
  private final String api;
  private final String key;
  private final int maxWaitSeconds;

  /** Creates a client of the api at an address such as {@code http://127.0.0.1:8080}. */
  public NotifierClient(String api, String key) {
    this(api, key, MAX_WAIT_SECONDS);
  }

  /** Creates a client that waits at most so long before it repeats a request by itself. */
  public NotifierClient(String api, String key, int maxWaitSeconds) {
    this.maxWaitSeconds = maxWaitSeconds;
    this.api = api.endsWith("/") ? api.substring(0, api.length() - 1) : api;
    this.key = key;
  }

  /**
   * Sends one event. When this method returns, the event is stored and will be delivered.
   *
   * @param event a CloudEvent. Store its id before the first call and use the same id whenever you
   *     call again, so that the message is not sent twice
   * @throws EventsRejectedException if the event is invalid
   */
  public void send(String event)
      throws EventsRejectedException, RequestFailedException, InterruptedException {
    Response response = untilAnswered(events("application/cloudevents+json", event), 0, 0);
    if (response.status() == 422) {
      throw new EventsRejectedException(List.of(new Numbered(0, event).rejected(response.json())));
    }
    if (response.status() != 202) {
      throw new RequestFailedException(response);
    }
  }

  /**
   * Sends events in batches. When this method returns, all of them are stored.
   *
   * @throws EventsRejectedException if events are invalid, after all others have been accepted. It
   *     names each rejected event by its index in the list
   */
  public void sendAll(List<String> events)
      throws EventsRejectedException, RequestFailedException, InterruptedException {
    List<Rejected> rejected = new ArrayList<>();
    List<Numbered> batch = new ArrayList<>();
    for (int index = 0; index < events.size(); index++) {
      batch.add(new Numbered(index, events.get(index)));
      if (batch.size() == EVENTS_IN_A_BATCH || index == events.size() - 1) {
        sendBatch(batch, rejected);
        batch.clear();
      }
    }
    if (!rejected.isEmpty()) {
      throw new EventsRejectedException(rejected);
    }
  }

  /** Repeats the events with the status retry, and adds those with the status rejected. */
  private void sendBatch(List<Numbered> batch, List<Rejected> rejected)
      throws RequestFailedException, InterruptedException {
    List<Numbered> unconfirmed = batch;
    long retryAfter = 0;
    for (int attempt = 0; !unconfirmed.isEmpty(); attempt++) {
      String body =
          unconfirmed.stream().map(Numbered::event).collect(Collectors.joining(",", "[", "]"));
      Response response =
          untilAnswered(events("application/cloudevents-batch+json", body), attempt, retryAfter);
      if (response.status() == 202) {
        return;
      }
      // A batch without a valid event is a 422 with items; a batch that cannot be read has none.
      List<Object> items = Json.list(response.json().get("items"));
      boolean partial = response.status() == 207 || response.status() == 422;
      if (!partial || items.size() != unconfirmed.size()) {
        throw new RequestFailedException(response);
      }
      List<Numbered> again = new ArrayList<>();
      for (int i = 0; i < items.size(); i++) {
        Map<String, Object> item = Json.object(items.get(i));
        Numbered numbered = unconfirmed.get(i);
        switch (String.valueOf(item.get("status"))) {
          case "accepted" -> {}
          case "retry" -> again.add(numbered);
          default -> rejected.add(numbered.rejected(item));
        }
      }
      unconfirmed = again;
      retryAfter = response.retryAfter();
    }
  }

  /**
   * Looks up what became of an event.
   *
   * @return empty if Notifier has no such event, or has not planned it within a minute
   */
  public Optional<Map<String, Object>> find(String source, String id)
      throws RequestFailedException, InterruptedException {
    String query =
        "source=%s&id=%s".formatted(URLEncoder.encode(source, UTF_8), URLEncoder.encode(id, UTF_8));
    HttpRequest request = request("/v1/notifications?" + query).GET().build();
    Instant end = Instant.now().plus(LOOK_UP_LIMIT);
    while (true) {
      Response response = untilAnswered(request, 0, 0);
      if (response.status() == 200) {
        return Optional.of(response.json());
      }
      String code = response.text("code");
      boolean wait = code.equals("not-found-yet");
      if (!wait && !code.equals("notification-not-found")) {
        throw new RequestFailedException(response);
      }
      if (!wait || Instant.now().isAfter(end)) {
        return Optional.empty();
      }
      Thread.sleep(1_000);
    }
  }

  /** Repeats a request until it has a response that repeating it would not change. */
  private Response untilAnswered(HttpRequest request, int attemptsBefore, long firstRetryAfter)
      throws InterruptedException {
    long retryAfter = firstRetryAfter;
    for (int attempt = attemptsBefore, failures = 0; ; attempt++) {
      if (attempt > 0) {
        pause(attempt, retryAfter);
      }
      retryAfter = 0;
      try {
        var response = http.send(request, HttpResponse.BodyHandlers.ofString(UTF_8));
        int status = response.statusCode();
        // Notifier sends seconds, never a date.
        String seconds = response.headers().firstValue("Retry-After").orElse("");
        retryAfter = seconds.matches("\\d{1,5}") ? Long.parseLong(seconds) : 0;
        String id = response.headers().firstValue("X-Request-Id").orElse("-");
        boolean unavailable = List.of(408, 429, 502, 503, 504).contains(status);
        // An event may be the cause of a 500, so it is not repeated for ever.
        if (!unavailable && (status < 500 || ++failures == MAX_FAILURES)) {
          return new Response(status, response.body(), id, retryAfter);
        }
        log("status " + status + ", request id " + id);
      } catch (SSLHandshakeException e) {
        throw new IllegalStateException("The certificate of Notifier is not trusted", e);
      } catch (IOException e) {
        // A time-out or a broken connection: the events may be stored. Copies are dropped.
        log(e.getClass().getSimpleName());
      }
    }
  }

  /** Waits a random time, so that many clients do not all come back at the same moment. */
  private void pause(int attempt, long retryAfter) throws InterruptedException {
    double most = Math.min(maxWaitSeconds, Math.pow(2, Math.min(attempt, 10)));
    double wait = Math.max(retryAfter, ThreadLocalRandom.current().nextDouble(most));
    log("attempt %d in %.1f s".formatted(attempt + 1, wait));
    Thread.sleep((long) (wait * 1_000));
  }

  private HttpRequest events(String mediaType, String body) {
    return request("/v1/events")
        .header("Content-Type", mediaType).header("Prefer", "return=minimal")
        .POST(HttpRequest.BodyPublishers.ofString(body))
        .build();
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(api + path))
        .timeout(REQUEST_TIMEOUT).header("Authorization", "Bearer " + key);
  }

  private static void log(String line) {
    System.err.println("notifier: " + line);
  }

  /** Sends an event, sends a batch (or the lines of a file), and looks up the event. */
  public static void main(String[] arguments) throws Exception {
    String api = System.getenv().getOrDefault("NOTIFIER_URL", "http://127.0.0.1:8080");
    String key = Objects.requireNonNull(System.getenv("NOTIFIER_KEY"), "NOTIFIER_KEY is not set");
    String maxWait = System.getenv().getOrDefault("NOTIFIER_MAX_WAIT", "" + MAX_WAIT_SECONDS);
    NotifierClient client = new NotifierClient(api, key, Integer.parseInt(maxWait));
    // In your program, derive the id from your own key, such as the number of the case.
    String id = "java-" + System.currentTimeMillis();
    try {
      client.send(example(id));
      System.out.println("Sent an event");
      client.sendAll(
          arguments.length > 0
              ? Files.readAllLines(Path.of(arguments[0]))
              : List.of(example(id + "-a"), example(id + "-b")));
      System.out.println("Sent a batch");
      Optional<Map<String, Object>> notification = client.find("/examples", id);
      System.out.println("State: " + notification.map(found -> found.get("state")).orElse("-"));
    } catch (EventsRejectedException | RequestFailedException e) {
      System.err.println(e.getMessage());
      System.exit(1);
    }
  }

  /** An event for a test number of the simulator; no person has this number. */
  private static String example(String id) {
    return """
    {"specversion": "1.0", "id": "%s", "source": "/examples", "type": "card.expiring", "time": "%s",
     "data": {"recipient": {"phone": "0750000000", "fullName": "Lò Thị Mai"},
              "cardNo": "HC4010110129425", "validTo": "2026-12-31", "daysLeft": 30}}
    """
        .formatted(id, Instant.now().truncatedTo(ChronoUnit.SECONDS));
  }

  /** Reads JSON; the JDK has no reader. Numbers are texts. */
  private static final class Json {
    private static final Pattern TOKEN =
        Pattern.compile("\"((?:[^\"\\\\]++|\\\\.)*+)\"|[\\[\\]{},:]|[^\\s\\[\\]{},:\"]++|\"");
    private static final Pattern ESCAPE = Pattern.compile("\\\\(?:u(\\p{XDigit}{4})|(.))");

    private final Matcher tokens;
    private String token;

    private Json(String text) {
      tokens = TOKEN.matcher(text);
      next();
    }

    /** Throws an IllegalArgumentException if it is not JSON. */
    static Object read(String text) {
      Json json = new Json(text);
      Object value = json.value();
      if (!json.token.isEmpty()) {
        throw new IllegalArgumentException("This is not JSON: there is more after the end");
      }
      return value;
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> object(Object value) {
      return value instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of();
    }

    @SuppressWarnings("unchecked")
    static List<Object> list(Object value) {
      return value instanceof List<?> list ? (List<Object>) list : List.of();
    }

    private Object value() {
      if (token.equals("{")) {
        Map<String, Object> object = new LinkedHashMap<>();
        elements("}", () -> {
          String name = String.valueOf(value());
          expect(":");
          object.put(name, value());
        });
        return object;
      }
      if (token.equals("[")) {
        List<Object> array = new ArrayList<>();
        elements("]", () -> array.add(value()));
        return array;
      }
      String literal = token;
      if (!literal.matches("(?s)\".*\"|true|false|null|-?\\d.*")) {
        throw new IllegalArgumentException("This is not JSON: a value is missing");
      }
      String unquoted = tokens.group(1);
      next();
      return literal.equals("null") ? null : unquoted == null ? literal : unescaped(unquoted);
    }

    private void elements(String end, Runnable element) {
      next();
      while (!token.equals(end)) {
        element.run();
        if (!token.equals(end)) {
          expect(",");
        }
      }
      next();
    }

    private void expect(String sign) {
      if (!token.equals(sign)) {
        throw new IllegalArgumentException("This is not JSON: " + sign + " is missing");
      }
      next();
    }

    /** Goes to the next token; empty at the end. */
    private void next() {
      token = tokens.find() ? tokens.group() : "";
    }

    private static String unescaped(String text) {
      return ESCAPE
          .matcher(text)
          .replaceAll(escape -> {
            String sign = escape.group(2);
            String plain =
                sign == null
                    ? Character.toString(Integer.parseInt(escape.group(1), 16))
                    : ("\\" + sign).replace("\\/", "/").translateEscapes();
            return Matcher.quoteReplacement(plain);
          });
    }
  }
}
