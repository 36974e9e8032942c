package dev.notifier.local.bench;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Posts events in batches over a few connections as fast as they are taken. What is not taken is
 * sent again after the time that the answer names. {@link #accepted()} may be read by any thread.
 */
public final class EventPoster {
  static final int CONNECTIONS = 4;

  private static final Duration ANSWER_LIMIT = Duration.ofMinutes(1);
  private static final Duration GIVE_UP_AFTER = Duration.ofMinutes(2);
  private static final Duration USUAL_WAIT = Duration.ofSeconds(2);
  private static final int ALL_TAKEN = 202;
  private static final int MIXED = 207;
  private static final int NONE_GOOD = 422;
  private static final int UNAVAILABLE = 503;

  private final Target line;
  private final EventSource events;
  private final AtomicInteger accepted = new AtomicInteger();
  private final AtomicInteger refused = new AtomicInteger();
  private final AtomicInteger retried = new AtomicInteger();

  public EventPoster(Target line, EventSource events) {
    this.line = line;
    this.events = events;
  }

  /** How many were accepted so far. */
  public int accepted() {
    return accepted.get();
  }

  /**
   * Posts the events of these indexes.
   *
   * @throws IOException when the api answers something that sending again does not mend
   */
  PostingResult post(int from, int to, int batch) throws IOException, InterruptedException {
    var begun = System.nanoTime();
    var next = new AtomicInteger(from);
    try (var http = client();
        var threads = Executors.newFixedThreadPool(CONNECTIONS)) {
      var posting =
          IntStream.range(0, CONNECTIONS)
              .<Future<?>>mapToObj(_ ->
                  threads.submit(() -> {
                    postBatches(http, next, to, batch);
                    return true;
                  }))
              .toList();
      try {
        for (var one : posting) {
          one.get();
        }
      } catch (ExecutionException e) {
        threads.shutdownNow();
        throw new IOException(String.valueOf(e.getCause()), e);
      } catch (InterruptedException e) {
        threads.shutdownNow();
        throw e;
      }
    }
    return new PostingResult(
        accepted.get(), refused.get(), retried.get(), System.nanoTime() - begun);
  }

  /** How many were refused so far: they have mistakes. */
  public int refused() {
    return refused.get();
  }

  /** How many were sent again so far, because they were not taken. */
  public int retried() {
    return retried.get();
  }

  /** A client for {@link #postUntilTaken}. */
  public static HttpClient client() {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .connectTimeout(Duration.ofSeconds(10))
        .build();
  }

  private void postBatches(HttpClient http, AtomicInteger next, int to, int batch)
      throws IOException, InterruptedException {
    for (var from = next.getAndAdd(batch); from < to; from = next.getAndAdd(batch)) {
      postUntilTaken(http, IntStream.range(from, Math.min(from + batch, to)).boxed().toList());
    }
  }

  /**
   * Posts one batch, what is not taken again and again.
   *
   * @throws IOException when it is not taken for two minutes, or sending again does not mend it
   */
  public void postUntilTaken(HttpClient http, List<Integer> batch)
      throws IOException, InterruptedException {
    var deadline = System.nanoTime() + GIVE_UP_AFTER.toNanos();
    var open = batch;
    while (true) {
      var left = postOnce(http, open);
      if (left.indexes().isEmpty()) {
        return;
      }
      if (System.nanoTime() > deadline) {
        throw new IOException(
            "The api has not taken a batch for "
                + GIVE_UP_AFTER.toSeconds()
                + " s ("
                + left.why()
                + "): see its log and its health.");
      }
      open = left.indexes();
      retried.addAndGet(open.size());
      TimeUnit.NANOSECONDS.sleep(left.pause().toNanos());
    }
  }

  /** What has to be sent again, when, and why. */
  private record Left(List<Integer> indexes, Duration pause, String why) {
    static final Left NOTHING = new Left(List.of(), Duration.ZERO, "");
  }

  private Left postOnce(HttpClient http, List<Integer> indexes)
      throws IOException, InterruptedException {
    HttpResponse<String> answer;
    try {
      answer = http.send(request(indexes), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      // Whether it was taken is unknown; sending the whole again is always safe.
      return new Left(indexes, USUAL_WAIT, e.getClass().getSimpleName());
    }
    return switch (answer.statusCode()) {
      case ALL_TAKEN -> {
        accepted.addAndGet(indexes.size());
        yield Left.NOTHING;
      }
      case MIXED, NONE_GOOD -> sorted(indexes, answer);
      case UNAVAILABLE -> new Left(indexes, pauseOf(answer), "status " + UNAVAILABLE);
      default ->
          throw new IOException(
              "The api answered " + answer.statusCode() + " " + codeOf(answer.body()));
    };
  }

  private HttpRequest request(List<Integer> indexes) {
    return HttpRequest.newBuilder(line.api().resolve("/v1/events"))
        .timeout(ANSWER_LIMIT)
        .header("Authorization", "Bearer " + line.apiKey())
        .header("Content-Type", "application/cloudevents-batch+json")
        .header("Prefer", "return=minimal")
        .POST(HttpRequest.BodyPublishers.ofByteArray(events.batch(indexes)))
        .build();
  }

  private Left sorted(List<Integer> indexes, HttpResponse<String> answer) {
    var again = new ArrayList<Integer>();
    for (var item : tree(answer.body()).path("items").values()) {
      switch (item.path("status").asString("")) {
        case "accepted" -> accepted.incrementAndGet();
        case "retry" -> again.add(indexes.get(item.path("index").asInt()));
        default -> refused.incrementAndGet();
      }
    }
    return new Left(again, pauseOf(answer), "items to retry");
  }

  private static Duration pauseOf(HttpResponse<?> answer) {
    return answer.headers().firstValueAsLong("Retry-After").stream()
        .mapToObj(Duration::ofSeconds)
        .findFirst()
        .orElse(USUAL_WAIT);
  }

  private static String codeOf(String body) {
    return tree(body).path("code").asString("without a code");
  }

  private static JsonNode tree(String body) {
    try {
      return JsonMapper.shared().readTree(body);
    } catch (JacksonException e) {
      return JsonMapper.shared().createObjectNode();
    }
  }
}
