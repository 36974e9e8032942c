package dev.notifier.local.components;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * Waits until the api accepts events. It is live before: it needs no other component to start, and
 * reads the event types from Kafka in the background.
 */
public final class ApiReadiness {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final Duration POLL = Duration.ofMillis(50);
  private static final Duration REQUEST_LIMIT = Duration.ofSeconds(2);
  private static final int OK = 200;

  private final URI readiness;

  /**
   * @param health the address of the api's health
   */
  public ApiReadiness(String health) {
    this.readiness = URI.create(health + "/actuator/health/readiness");
  }

  /** The address that shows what is missing. */
  public URI address() {
    return readiness;
  }

  /**
   * Waits for at most 30 s.
   *
   * @param isStopped ends the wait
   * @return whether the api accepts events
   */
  public boolean await(BooleanSupplier isStopped) throws InterruptedException {
    var deadline = System.nanoTime() + LIMIT.toNanos();
    try (var http = HttpClient.newBuilder().connectTimeout(REQUEST_LIMIT).build()) {
      var request = HttpRequest.newBuilder(readiness).timeout(REQUEST_LIMIT).build();
      while (!isStopped.getAsBoolean() && System.nanoTime() < deadline) {
        try {
          if (http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == OK) {
            return true;
          }
        } catch (IOException e) {
          // It is busy, or has ended; who started it notices that.
        }
        Thread.sleep(POLL);
      }
    }
    return false;
  }
}
