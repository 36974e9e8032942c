package dev.notifier.worker.hotline;

import dev.notifier.kafka.clients.RedactedError;
import dev.notifier.store.inbox.HotlineEvents;
import dev.notifier.store.inbox.HotlineEvents.Leased;
import dev.notifier.worker.http.OutboundException;
import dev.notifier.worker.http.OutboundResponse;
import dev.notifier.worker.http.RetryDelays;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends events until the hotline has accepted them, each at least once, some at a time. One that
 * fails waits longer each time, and the others proceed. One that is three days old is given up: an
 * agent sees its conversation again. Thread-safe.
 */
final class HotlineSender {
  private static final Logger log = LoggerFactory.getLogger(HotlineSender.class);

  private static final int PAGE = 8;
  private static final Duration IDLE = Duration.ofSeconds(1);
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(5);
  private static final Duration OLD = Duration.ofMinutes(10);
  private static final Duration GIVEN_UP_AFTER = Duration.ofDays(3);
  private static final int OK = 200;
  private static final int REDIRECT = 300;

  private final HotlineEvents events;
  private final @Nullable HotlineClient client;
  private final Settings settings;
  private final RetryDelays delays;
  private final HotlineMetrics metrics;
  private final InstantSource clock;
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final Thread thread;
  private volatile Duration oldest = Duration.ZERO;
  private volatile String error = "none";

  /** Why the events could not be read or saved the last time; null if they could. */
  private volatile @Nullable String failure;

  /**
   * Settings of a sender.
   *
   * @param owner unique among all workers
   * @param timeout of one request
   * @param lease how long the attempts of a page may take
   */
  record Settings(String owner, Duration timeout, Duration lease) {}

  /**
   * @param client null if no hotline is configured; then nothing is accepted
   */
  HotlineSender(
      HotlineEvents events,
      @Nullable HotlineClient client,
      Settings settings,
      RetryDelays delays,
      HotlineMetrics metrics,
      InstantSource clock) {
    this.events = events;
    this.client = client;
    this.settings = settings;
    this.delays = delays;
    this.metrics = metrics;
    this.clock = clock;
    this.thread = Thread.ofPlatform().name("hotline").daemon().unstarted(this::run);
  }

  /** What became of an attempt. */
  private record Result(boolean accepted, @Nullable String error, @Nullable String retryAfter) {
    static Result failed(String error) {
      return new Result(false, error, null);
    }
  }

  private record Attempt(Leased leased, CompletableFuture<OutboundResponse> response) {}

  /** Starts. Called once. */
  void start() {
    thread.start();
  }

  private void run() {
    try {
      Duration pause = Duration.ZERO;
      while (!stopping.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
        pause = turn();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Returns how long to wait. */
  private Duration turn() throws InterruptedException {
    try {
      boolean more = sendPage() == PAGE;
      oldest = events.oldest();
      metrics.look();
      failure = null;
      return more ? Duration.ZERO : IDLE;
    } catch (RuntimeException e) {
      failure = RedactedError.of(e);
      log.warn("Events for the hotline cannot be read or saved: {}", failure);
      return AFTER_FAILURE;
    }
  }

  /** Sends what is due; returns how many were taken. */
  int sendPage() throws InterruptedException {
    List<Leased> due = events.claim(PAGE, settings.owner(), settings.lease());
    List<Attempt> attempts = new ArrayList<>(due.size());
    for (Leased each : due) {
      attempts.add(new Attempt(each, send(each)));
    }
    for (Attempt each : attempts) {
      save(each.leased(), result(each.response()));
    }
    return due.size();
  }

  /** One that cannot be made does not stop the others. */
  private CompletableFuture<OutboundResponse> send(Leased leased) {
    if (client == null) {
      return CompletableFuture.failedFuture(new IllegalStateException("no hotline"));
    }
    try {
      return client.send(leased);
    } catch (RuntimeException e) {
      log.warn("{} for the hotline cannot be sent: {}", leased.event(), RedactedError.of(e));
      return CompletableFuture.failedFuture(e);
    }
  }

  private Result result(CompletableFuture<OutboundResponse> response) throws InterruptedException {
    try {
      OutboundResponse got = response.get(settings.timeout().toMillis(), TimeUnit.MILLISECONDS);
      int status = got.status();
      return status >= OK && status < REDIRECT
          ? new Result(true, null, null)
          : new Result(false, "status " + status, got.retryAfter());
    } catch (TimeoutException e) {
      response.cancel(true);
      return Result.failed("no response in time");
    } catch (ExecutionException e) {
      return Result.failed(
          e.getCause() instanceof OutboundException known
              ? String.valueOf(known.getMessage())
              : client == null ? "notifier.replies.hotline.url is not set" : "internal error");
    }
  }

  private void save(Leased leased, Result result) {
    metrics.sent(result.accepted());
    HotlineEvents.Event event = leased.event();
    if (result.accepted()) {
      // False if the lease has ended: it is sent twice, and the hotline knows the id.
      var _ = events.accepted(event.id(), settings.owner());
      return;
    }
    error = String.valueOf(result.error());
    if (leased.age().compareTo(GIVEN_UP_AFTER) > 0) {
      if (events.giveUp(event, settings.owner())) {
        metrics.gaveUp();
        log.warn("The hotline has not accepted {} for 3 days; it is given up: {}", event, error);
      }
      return;
    }
    events.failed(
        event.id(),
        settings.owner(),
        delays.after(leased.attempts(), result.retryAfter(), clock.instant()));
  }

  /** How long the oldest event has waited, as of the last look. */
  Duration oldest() {
    return oldest;
  }

  /** What needs attention; empty if nothing does. */
  List<String> warnings() {
    List<String> warnings = new ArrayList<>();
    String failed = failure;
    if (failed != null) {
      warnings.add("hotline: its events cannot be read or saved: " + failed);
    }
    if (oldest.compareTo(OLD) > 0) {
      warnings.add(
          "hotline: an event has not been accepted for "
              + oldest.toMinutes()
              + " minutes; the last error: "
              + error
              + "; check notifier.replies.hotline.url");
    }
    return warnings;
  }

  /** Ends after the current page, if there is time. */
  void stop(Duration timeout) {
    stopping.countDown();
    try {
      if (thread.isAlive() && !thread.join(timeout)) {
        thread.interrupt();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
