package dev.notifier.api.access;

import dev.notifier.api.security.FailedAttempts;
import dev.notifier.store.access.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notes when and from where each key was last used: in memory with each request, and in PostgreSQL
 * once a minute in one statement. A process that is killed loses the last minute. Thread-safe.
 */
public final class KeyUses implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(KeyUses.class);
  private static final Duration INTERVAL = Duration.ofMinutes(1);

  private final Consumer<List<KeyStore.Use>> store;
  private final InstantSource clock;
  private final Map<String, Latest> latest = new ConcurrentHashMap<>();
  private final ScheduledExecutorService scheduler =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("key-uses").factory());

  private record Latest(Instant at, String address) {}

  /**
   * @param store stores uses; may take seconds and throw
   */
  KeyUses(Consumer<List<KeyStore.Use>> store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
  }

  /** Begins to store. Called once. */
  public void start() {
    var _ =
        scheduler.scheduleWithFixedDelay(
            this::flush, INTERVAL.toMillis(), INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
  }

  void add(String keyId, String address) {
    latest.put(keyId, new Latest(clock.instant(), address));
  }

  /** Stores what is not stored yet; keeps it if that fails. */
  void flush() {
    Map<String, Latest> taken = Map.copyOf(latest);
    if (taken.isEmpty()) {
      return;
    }
    try {
      store.accept(
          taken.entrySet().stream()
              .map(use ->
                  new KeyStore.Use(
                      use.getKey(),
                      use.getValue().at(),
                      FailedAttempts.masked(use.getValue().address())))
              .toList());
      // A use that came meanwhile is another value, and remains.
      taken.forEach(latest::remove);
    } catch (RuntimeException e) {
      // An exception that leaves this method would end the schedule.
      LOG.info(
          "The last uses of {} API keys are stored later ({})",
          taken.size(),
          e.getClass().getSimpleName());
    }
  }

  /** Stores the last uses, if PostgreSQL is available. */
  @Override
  public void close() {
    scheduler.shutdown();
    flush();
  }
}
