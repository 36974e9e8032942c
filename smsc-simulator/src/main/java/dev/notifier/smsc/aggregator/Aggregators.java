package dev.notifier.smsc.aggregator;

import dev.notifier.smsc.aggregator.Aggregator.Message;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Delivers the messages of handsets by HTTP, and repeats each until its receiver has accepted it. A
 * message that waits is lost when the simulator stops. Thread-safe.
 */
public final class Aggregators implements AutoCloseable {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final int MAX_WAITING = 1_000;

  private final List<Aggregator> aggregators;
  private final Clock clock;
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
  private final Semaphore places = new Semaphore(MAX_WAITING);
  private final ScheduledExecutorService pauses =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("smsc-aggregators").factory());

  /**
   * @param clock the times of messages are in its zone
   */
  public Aggregators(List<Aggregator> aggregators, Clock clock) {
    this.aggregators = List.copyOf(aggregators);
    this.clock = clock;
  }

  /** What has become of a message. */
  public enum Delivery {
    /** It was not accepted, and is sent again. */
    WAITING,
    ACCEPTED,
    /** It was not accepted, and is not sent again. */
    FAILED
  }

  /** All aggregators. */
  public List<Aggregator> all() {
    return aggregators;
  }

  /** The aggregator of an address. */
  public Optional<Aggregator> of(String address) {
    return aggregators.stream().filter(each -> each.addresses().contains(address)).findFirst();
  }

  /**
   * Sends a message for the first time; the later attempts follow.
   *
   * @param after learns after each attempt what has become of it
   * @return what became of the first attempt; empty if too many messages wait
   */
  public Optional<CompletableFuture<Delivery>> send(
      Aggregator aggregator, Message message, Consumer<Delivery> after) {
    if (!places.tryAcquire()) {
      return Optional.empty();
    }
    Attempts attempts = new Attempts(aggregator, request(aggregator, message), after);
    return Optional.of(attempts.next());
  }

  private HttpRequest request(Aggregator aggregator, Message message) {
    Map<String, String> parameters = aggregator.parameters(message, LocalDateTime.now(clock));
    String query =
        parameters.entrySet().stream()
            .map(each ->
                URLEncoder.encode(each.getKey(), StandardCharsets.UTF_8)
                    + "="
                    + URLEncoder.encode(each.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));
    return HttpRequest.newBuilder(URI.create(aggregator.url() + "?" + query))
        .timeout(TIMEOUT)
        .build();
  }

  @Override
  public void close() {
    pauses.shutdownNow();
    http.shutdownNow();
  }

  /** The attempts of one message, one after the other. */
  private final class Attempts {
    private final Aggregator aggregator;
    private final HttpRequest request;
    private final Consumer<Delivery> after;
    private int made;

    Attempts(Aggregator aggregator, HttpRequest request, Consumer<Delivery> after) {
      this.aggregator = aggregator;
      this.request = request;
      this.after = after;
    }

    CompletableFuture<Delivery> next() {
      return http.sendAsync(request, HttpResponse.BodyHandlers.ofString())
          .handle((response, failure) ->
              ended(failure == null && response.body().strip().equals(aggregator.success())));
    }

    private Delivery ended(boolean accepted) {
      made++;
      Delivery delivery = accepted ? Delivery.ACCEPTED : again();
      if (delivery != Delivery.WAITING) {
        places.release();
      }
      after.accept(delivery);
      return delivery;
    }

    private void repeat() {
      var _ = next();
    }

    private Delivery again() {
      if (made >= aggregator.attempts() || pauses.isShutdown()) {
        return Delivery.FAILED;
      }
      var _ = pauses.schedule(this::repeat, aggregator.pauseMs(made), TimeUnit.MILLISECONDS);
      return Delivery.WAITING;
    }
  }
}
