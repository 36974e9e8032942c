package dev.notifier.api.sessions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.notifier.api.problem.ProblemException;
import dev.notifier.store.users.StoredSession;
import dev.notifier.store.users.UserSessionStore.Found;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;

class SessionCacheTest {
  private static final byte[] TOKEN = {1};
  private static final UUID USER = new UUID(2, 2);
  private static final Found FOUND =
      new Found(
          new StoredSession(
              new UUID(1, 1),
              USER,
              Instant.EPOCH,
              Instant.EPOCH,
              Instant.EPOCH,
              "127.0.0.*",
              "curl",
              null,
              null),
          "default",
          "lan",
          List.of("viewer"),
          List.of(),
          true);

  private final AtomicLong nanos = new AtomicLong();
  private final AtomicInteger queries = new AtomicInteger();
  private Supplier<Optional<Found>> store = () -> Optional.of(FOUND);
  private final SessionCache cache = new SessionCache(_ -> ask(), nanos::get);

  private Optional<Found> ask() {
    queries.incrementAndGet();
    return store.get();
  }

  @Test
  void asksAgainAfterFourSeconds() {
    assertThat(cache.find(TOKEN)).contains(FOUND);
    store = Optional::empty;
    nanos.addAndGet(SessionCache.MAX_AGE.toNanos() - 1);
    assertThat(cache.find(TOKEN)).contains(FOUND);
    nanos.addAndGet(1);
    assertThat(cache.find(TOKEN)).isEmpty();
    assertThat(cache.find(TOKEN)).isEmpty();
    assertThat(queries).hasValue(2);
  }

  @Test
  void forgetsAtOnceWhatChangedHere() {
    assertThat(cache.find(TOKEN)).contains(FOUND);
    store = Optional::empty;
    cache.forget(USER);
    assertThat(cache.find(TOKEN)).isEmpty();
  }

  @Test
  void aChangeOfOneUserKeepsTheSessionsOfOthers() {
    assertThat(cache.find(TOKEN)).contains(FOUND);
    store = Optional::empty;
    cache.forget(new UUID(3, 3));
    assertThat(cache.find(TOKEN)).contains(FOUND);
    for (int i = 0; i < SessionCache.MAX_SESSIONS; i++) {
      cache.forget(new UUID(4, i));
    }
    assertThat(cache.find(TOKEN)).as("too many changes to remember").isEmpty();
  }

  /** The query may have read what was before the change. */
  @Test
  void aChangeDuringAQueryIsNotOverwritten() {
    store =
        () -> {
          cache.forget(USER);
          return Optional.of(FOUND);
        };
    assertThat(cache.find(TOKEN)).contains(FOUND);
    store = Optional::empty;
    assertThat(cache.find(TOKEN)).isEmpty();
  }

  @Test
  void afterAFailureItDoesNotAskForASecond() {
    store =
        () -> {
          throw new DataAccessResourceFailureException("down");
        };
    assertThatThrownBy(() -> cache.find(TOKEN)).isInstanceOf(ProblemException.class);
    assertThatThrownBy(() -> cache.find(TOKEN)).isInstanceOf(ProblemException.class);
    assertThat(queries).hasValue(1);
    store = () -> Optional.of(FOUND);
    nanos.addAndGet(Duration.ofSeconds(1).toNanos());
    assertThat(cache.find(TOKEN)).contains(FOUND);
  }
}
