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
 * Posts events in batches over a few connections, as fast as the api accepts them. Events that are
 * not accepted are posted again after the time that the response names. Thread-safe.
 */
public final class EventPoster {
  static final int CONNECTIONS = 4;

  private static final Duration RESPONSE_LIMIT = Duration.ofMinutes(1);
  private static final Duration GIVE_UP_AFTER = Duration.ofMinutes(2);
  private static final Duration DEFAULT_RETRY_AFTER = Duration.ofSeconds(2);
  private static final int ALL_ACCEPTED = 202;
  private static final int MIXED = 207;
  private static final int NONE_ACCEPTED = 422;
  private static final int UNAVAILABLE = 503;

  private final Target target;
  private final EventSource events;
  private final AtomicInteger accepted = new AtomicInteger();
  private final AtomicInteger rejected = new AtomicInteger();
  private final AtomicInteger retried = new AtomicInteger();

  public EventPoster(Target target, EventSource events) {
    this.target = target;
    this.events = events;
  }

  /** The number of events that were accepted so far. */
  public int accepted() {
    return accepted.get();
  }

  /**
   * Posts the events of these indexes.
   *
   * @throws IOException when the api returns an error that a retry does not solve
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
        accepted.get(), rejected.get(), retried.get(), System.nanoTime() - begun);
  }

  /** The number of events that were rejected so far, because they have errors. */
  public int rejected() {
    return rejected.get();
  }

  /** The number of events that were posted again so far, because they were not accepted. */
  public int retried() {
    return retried.get();
  }

  /** A client for {@link #postUntilAccepted}. */
  public static HttpClient client() {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .connectTimeout(Duration.ofSeconds(10))
        .build();
  }

  private void postBatches(HttpClient http, AtomicInteger next, int to, int batch)
      throws IOException, InterruptedException {
    for (var from = next.getAndAdd(batch); from < to; from = next.getAndAdd(batch)) {
      postUntilAccepted(http, IntStream.range(from, Math.min(from + batch, to)).boxed().toList());
    }
  }

  /**
   * Posts one batch, and its events that are not accepted again, until all are.
   *
   * @throws IOException when it is not accepted for two minutes, or a retry does not solve the
   *     error
   */
  public void postUntilAccepted(HttpClient http, List<Integer> batch)
      throws IOException, InterruptedException {
    var deadline = System.nanoTime() + GIVE_UP_AFTER.toNanos();
    var pending = batch;
    while (true) {
      var unaccepted = postOnce(http, pending);
      if (unaccepted.indexes().isEmpty()) {
        return;
      }
      if (System.nanoTime() > deadline) {
        throw new IOException(
            "The api has not accepted a batch for "
                + GIVE_UP_AFTER.toSeconds()
                + " s ("
                + unaccepted.reason()
                + "): see its log and its health.");
      }
      pending = unaccepted.indexes();
      retried.addAndGet(pending.size());
      TimeUnit.NANOSECONDS.sleep(unaccepted.pause().toNanos());
    }
  }

  /** The events that must be posted again, when, and why. */
  private record Unaccepted(List<Integer> indexes, Duration pause, String reason) {
    static final Unaccepted NONE = new Unaccepted(List.of(), Duration.ZERO, "");
  }

  private Unaccepted postOnce(HttpClient http, List<Integer> indexes)
      throws IOException, InterruptedException {
    HttpResponse<String> response;
    try {
      response = http.send(request(indexes), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      // It is unknown whether it was accepted; posting all of it again is always safe.
      return new Unaccepted(indexes, DEFAULT_RETRY_AFTER, e.getClass().getSimpleName());
    }
    return switch (response.statusCode()) {
      case ALL_ACCEPTED -> {
        accepted.addAndGet(indexes.size());
        yield Unaccepted.NONE;
      }
      case MIXED, NONE_ACCEPTED -> unaccepted(indexes, response);
      case UNAVAILABLE -> new Unaccepted(indexes, retryAfter(response), "status " + UNAVAILABLE);
      default ->
          throw new IOException(
              "The api returned " + response.statusCode() + " " + codeOf(response.body()));
    };
  }

  private HttpRequest request(List<Integer> indexes) {
    return HttpRequest.newBuilder(target.api().resolve("/v1/events"))
        .timeout(RESPONSE_LIMIT)
        .header("Authorization", "Bearer " + target.apiKey())
        .header("Content-Type", "application/cloudevents-batch+json")
        .header("Prefer", "return=minimal")
        .POST(HttpRequest.BodyPublishers.ofByteArray(events.batch(indexes)))
        .build();
  }

  private Unaccepted unaccepted(List<Integer> indexes, HttpResponse<String> response) {
    var again = new ArrayList<Integer>();
    for (var item : tree(response.body()).path("items").values()) {
      switch (item.path("status").asString("")) {
        case "accepted" -> accepted.incrementAndGet();
        case "retry" -> again.add(indexes.get(item.path("index").asInt()));
        default -> rejected.incrementAndGet();
      }
    }
    return new Unaccepted(again, retryAfter(response), "items to retry");
  }

  private static Duration retryAfter(HttpResponse<?> response) {
    return response.headers().firstValueAsLong("Retry-After").stream()
        .mapToObj(Duration::ofSeconds)
        .findFirst()
        .orElse(DEFAULT_RETRY_AFTER);
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
