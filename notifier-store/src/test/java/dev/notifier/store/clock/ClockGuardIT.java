package dev.notifier.store.clock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.notifier.store.Database;
import dev.notifier.store.MigratedDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClockGuardIT {
  private static final Duration FIFTEEN_DAYS = Duration.ofDays(15);

  private final Database database = MigratedDatabase.create();
  private final AtomicInteger stops = new AtomicInteger();
  private Duration ahead = Duration.ZERO;
  private boolean failing;
  private final ClockGuard guard =
      new ClockGuard(
          new ClockDifference(database.dataSource(), () -> Instant.now().plus(ahead)), this::stop);

  @AfterEach
  void close() {
    guard.close();
    database.close();
  }

  @ParameterizedTest
  @ValueSource(longs = {15 * 86_400, 63})
  void aWrongClockIsRefusedAtTheStart(long seconds) {
    ahead = Duration.ofSeconds(seconds);
    assertThatThrownBy(guard::check)
        .isInstanceOf(WrongClockException.class)
        .hasMessageContaining(" s ahead of PostgreSQL's");
    ahead = Duration.ofSeconds(-seconds);
    assertThatThrownBy(guard::check)
        .isInstanceOf(WrongClockException.class)
        .hasMessageContaining(" s behind PostgreSQL's");
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 45, -45})
  void aSmallDifferenceIsAccepted(long seconds) {
    ahead = Duration.ofSeconds(seconds);
    assertThatCode(guard::check).doesNotThrowAnyException();
    check(5);
    assertThat(stops).hasValue(0);
  }

  @Test
  void aWrongClockStopsTheProgramOnceAfterThreeWrongAnswers() {
    ahead = FIFTEEN_DAYS;
    check(2);
    assertThat(stops).hasValue(0);
    ahead = Duration.ZERO;
    check(1);
    ahead = FIFTEEN_DAYS.negated();
    check(2);
    assertThat(stops).as("not in a row").hasValue(0);
    check(1);
    assertThat(stops).hasValue(1);
    assertThat(guard.aheadSeconds()).isBetween(-1_296_000.0, -1_295_000.0);
    check(3);
    assertThat(stops).as("once").hasValue(1);
  }

  @Test
  void aStopThatFailsIsRepeated() {
    ahead = FIFTEEN_DAYS;
    failing = true;
    check(4);
    assertThat(stops).hasValue(0);
    failing = false;
    check(1);
    assertThat(stops).hasValue(1);
  }

  @Test
  void nothingStopsWhilePostgresqlIsUnavailable() {
    ahead = FIFTEEN_DAYS;
    database.close();
    assertThatThrownBy(guard::check).hasMessageContaining("PostgreSQL is unavailable");
    check(4);
    assertThat(stops).hasValue(0);
  }

  private void stop() {
    if (failing) {
      throw new IllegalStateException("no thread");
    }
    stops.incrementAndGet();
  }

  private void check(int times) {
    for (int i = 0; i < times; i++) {
      guard.checkAgain();
    }
  }
}
