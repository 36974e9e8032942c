package dev.notifier.api.intake;

import dev.notifier.kafka.clients.RedactedError;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks every second whether Kafka is available, so that callers are rejected at once while it is
 * not, and has Kafka prepared each time it becomes available. Thread-safe.
 */
public final class KafkaAvailability implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(KafkaAvailability.class);
  private static final Duration PERIOD = Duration.ofSeconds(1);
  private static final Duration TIMEOUT = Duration.ofSeconds(2);

  private final Supplier<Admin> admins;
  private final Consumer<Admin> sessionStart;
  private final Supplier<Duration> sinceConfirmed;
  private final ScheduledExecutorService scheduler =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("kafka-availability").factory());
  private volatile @Nullable Admin admin;
  private volatile State state = State.UNKNOWN;

  private enum State {
    UNKNOWN,
    UP,
    DOWN
  }

  /**
   * @param sessionStart prepares Kafka, such as its topics, each time it becomes available and
   *     before events are accepted; is repeated every second while it throws. Events wait for it,
   *     so it must not depend on anything but Kafka for long
   * @param sinceConfirmed the time since Kafka last confirmed an event: a broker that confirms
   *     events is available, even if it responds too slowly to this check
   */
  public KafkaAvailability(
      Supplier<Admin> admins, Consumer<Admin> sessionStart, Supplier<Duration> sinceConfirmed) {
    this.admins = admins;
    this.sessionStart = sessionStart;
    this.sinceConfirmed = sinceConfirmed;
  }

  /** Starts the checks. Called once. */
  public void start() {
    var _ =
        scheduler.scheduleWithFixedDelay(this::check, 0, PERIOD.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** False only when Kafka is known to be unavailable; true before the first check. */
  public boolean isUp() {
    return state != State.DOWN;
  }

  /** Whether the last check found Kafka available and prepared. */
  public boolean isConfirmed() {
    return state == State.UP;
  }

  @Override
  public void close() {
    scheduler.shutdownNow();
    Admin open = admin;
    if (open != null) {
      open.close(Duration.ZERO);
    }
  }

  private void check() {
    try {
      Admin open = admin;
      if (open == null) {
        open = admins.get();
        admin = open;
      }
      if (state == State.UP) {
        var _ = open.describeCluster().clusterId().get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
      } else {
        sessionStart.accept(open);
        LOG.info("Kafka is available; events are accepted");
      }
      state = State.UP;
    } catch (ExecutionException e) {
      unavailable(e.getCause() == null ? e : e.getCause());
    } catch (TimeoutException e) {
      unavailable(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      // An exception that leaves this method would end the schedule.
      unavailable(e);
    }
  }

  private void unavailable(Throwable failure) {
    if (scheduler.isShutdown() || sinceConfirmed.get().compareTo(TIMEOUT) < 0) {
      return;
    }
    if (state != State.DOWN) {
      LOG.warn(
          "Kafka is unavailable; callers are asked to send again until it is back: {}",
          RedactedError.of(failure));
    }
    state = State.DOWN;
  }
}
