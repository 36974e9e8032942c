package dev.notifier.api.app;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks whether Kafka and PostgreSQL belong together on a thread of its own: intake needs only
 * Kafka and must not wait for a PostgreSQL that hangs. Thread-safe.
 */
final class BackgroundClusterCheck implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(BackgroundClusterCheck.class);

  /** Long enough for a healthy PostgreSQL, so that another cluster gets no event. */
  private static final Duration WAIT = Duration.ofSeconds(2);

  private final Consumer<Admin> check;
  private final ExecutorService executor =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().daemon().name("cluster-check").factory());

  /**
   * @param check stops the application and throws if Kafka and PostgreSQL do not belong together
   */
  BackgroundClusterCheck(Consumer<Admin> check) {
    this.check = check;
  }

  /**
   * Starts a check and waits up to 2 s for it; then it continues in the background.
   *
   * @throws RuntimeException of the check
   */
  void check(Admin admin) {
    Future<?> running = executor.submit(() -> check.accept(admin));
    try {
      running.get(WAIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      LOG.warn(
          "PostgreSQL does not respond; whether it belongs to this Kafka cluster is checked while"
              + " events are accepted");
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }
}
