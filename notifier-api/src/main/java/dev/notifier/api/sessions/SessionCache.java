package dev.notifier.api.sessions;

import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.ProblemException;
import dev.notifier.store.users.UserSessionStore.Found;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * What is known about sessions, for at most {@link #MAX_AGE}, so that what another instance changes
 * is effective here within 5 seconds. Few requests ask PostgreSQL at the same time, and none for a
 * second after a failure, so that sessions do not hold the threads of other callers while it is
 * down. Thread-safe.
 */
final class SessionCache {
  /** Counted from the beginning of the query; the rest of the 5 seconds is for the request. */
  static final Duration MAX_AGE = Duration.ofSeconds(4);

  static final int MAX_SESSIONS = 10_000;

  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration MAX_WAIT = Duration.ofSeconds(2);
  private static final int MAX_QUERIES = 4;
  private static final int MAX_WAITING = 32;
  private static final Logger LOG = LoggerFactory.getLogger(SessionCache.class);

  private final Function<byte[], Optional<Found>> store;
  private final LongSupplier nanos;
  private final Semaphore queries = new Semaphore(MAX_QUERIES, true);
  private final Semaphore waiting = new Semaphore(MAX_WAITING);

  /** How many changes this instance has made. */
  private final AtomicLong generation = new AtomicLong();

  /** The last change of each user; the oldest change first. Guarded by itself. */
  private final Map<UUID, Long> changes = new LinkedHashMap<>();

  /** The last change of all users who are no more in the map. Guarded by it. */
  private long forgottenChange;

  /** By the hash of the token; the one that was used last is the last. Guarded by itself. */
  private final Map<String, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);

  private volatile @Nullable Long failedAt;

  /** What PostgreSQL said; that there is no such session as well. */
  private record Entry(Optional<Found> found, long askedAt, long generation) {}

  /**
   * @param store finds the session of the hash of a token; may take seconds and throw
   * @param nanos a monotonic clock
   */
  SessionCache(Function<byte[], Optional<Found>> store, LongSupplier nanos) {
    this.store = store;
    this.nanos = nanos;
  }

  /**
   * The session of a token; empty if there is none or it has ended.
   *
   * @throws ProblemException if PostgreSQL cannot be asked
   */
  Optional<Found> find(byte[] tokenHash) {
    String key = HexFormat.of().formatHex(tokenHash);
    Entry known;
    synchronized (entries) {
      known = entries.get(key);
    }
    return known != null && isCurrent(known) ? known.found() : ask(key, tokenHash);
  }

  private boolean isCurrent(Entry entry) {
    long changed =
        entry.found().map(found -> changeOf(found.session().userId())).orElseGet(generation::get);
    return entry.generation() >= changed && nanos.getAsLong() - entry.askedAt() < MAX_AGE.toNanos();
  }

  private Optional<Found> ask(String key, byte[] tokenHash) {
    if (!waiting.tryAcquire()) {
      throw new ProblemException(ErrorCode.OVERLOADED);
    }
    try {
      if (!queries.tryAcquire(MAX_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new ProblemException(ErrorCode.STORE_UNAVAILABLE);
      }
      try {
        return read(key, tokenHash);
      } finally {
        queries.release();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ProblemException(ErrorCode.STORE_UNAVAILABLE);
    } finally {
      waiting.release();
    }
  }

  private Optional<Found> read(String key, byte[] tokenHash) {
    long now = nanos.getAsLong();
    Long failed = failedAt;
    if (failed != null && now - failed < PAUSE.toNanos()) {
      throw new ProblemException(ErrorCode.STORE_UNAVAILABLE);
    }
    // A change during the query makes this entry too old.
    long before = generation.get();
    try {
      Entry entry = new Entry(store.apply(tokenHash), now, before);
      failedAt = null;
      put(key, entry);
      return entry.found();
    } catch (DataAccessException | TransactionException e) {
      if (failed == null) {
        LOG.warn("Sessions cannot be read, so users get 503: {}", e.getClass().getSimpleName());
      }
      failedAt = nanos.getAsLong();
      throw new ProblemException(ErrorCode.STORE_UNAVAILABLE);
    }
  }

  private void put(String key, Entry entry) {
    synchronized (entries) {
      entries.put(key, entry);
      if (entries.size() > MAX_SESSIONS) {
        entries.remove(entries.keySet().iterator().next());
      }
    }
  }

  private long changeOf(UUID user) {
    synchronized (changes) {
      return Math.max(forgottenChange, changes.getOrDefault(user, 0L));
    }
  }

  private void changed(UUID user) {
    synchronized (changes) {
      changes.remove(user);
      changes.put(user, generation.incrementAndGet());
      if (changes.size() > MAX_SESSIONS) {
        Map.Entry<UUID, Long> oldest = changes.entrySet().iterator().next();
        forgottenChange = oldest.getValue();
        changes.remove(oldest.getKey());
      }
    }
  }

  /**
   * Forgets the sessions of a user, because they or the user have changed: now, and when the
   * transaction of the caller has ended.
   */
  void forget(UUID user) {
    changed(user);
    if (TransactionSynchronizationManager.isSynchronizationActive()) {
      TransactionSynchronizationManager.registerSynchronization(
          new TransactionSynchronization() {
            @Override
            public void afterCompletion(int status) {
              changed(user);
            }
          });
    }
  }
}
