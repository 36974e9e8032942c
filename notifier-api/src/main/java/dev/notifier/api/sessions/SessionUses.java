package dev.notifier.api.sessions;

import dev.notifier.store.users.UserSessionStore.Use;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notes when each session was last used: in memory with each request, and in PostgreSQL once a
 * minute in one statement. A process that is killed loses the last minute. Holds at most as many
 * sessions as were used in a minute. Thread-safe.
 */
final class SessionUses implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SessionUses.class);
  private static final Duration INTERVAL = Duration.ofMinutes(1);

  private final Consumer<List<Use>> store;
  private final InstantSource clock;
  private final Map<UUID, Instant> latest = new ConcurrentHashMap<>();
  private final ScheduledExecutorService scheduler =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("session-uses").factory());

  /**
   * @param store stores uses; may take seconds and throw
   */
  SessionUses(Consumer<List<Use>> store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
  }

  /** Begins to store. Called once. */
  void start() {
    var _ =
        scheduler.scheduleWithFixedDelay(
            this::flush, INTERVAL.toMillis(), INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
  }

  void add(UUID session) {
    latest.put(session, clock.instant());
  }

  /** The last use that is not stored yet; null if there is none. */
  @Nullable Instant last(UUID session) {
    return latest.get(session);
  }

  /** Stores what is not stored yet; keeps it if that fails. */
  void flush() {
    Map<UUID, Instant> taken = Map.copyOf(latest);
    try {
      store.accept(
          taken.entrySet().stream().map(use -> new Use(use.getKey(), use.getValue())).toList());
      // A use that came meanwhile is another value, and remains.
      taken.forEach(latest::remove);
    } catch (RuntimeException e) {
      // An exception that leaves this method would end the schedule.
      LOG.info(
          "The last uses of {} sessions are stored later ({})",
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
