package dev.notifier.store.clock;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stops the program when the clock of its machine differs from PostgreSQL's by more than {@value
 * #LIMIT_SECONDS} s. The expiry of a message, the time of a Kafka record and the validity of a key
 * are judged by the clock of the machine, so a program with a wrong clock ends messages that are
 * valid, and writes records that Kafka refuses.
 *
 * <p>It asks every ten seconds. One wrong answer may be due to a clock that is just being set, so
 * three in a row are needed; before the first right answer, one suffices. While PostgreSQL is
 * unavailable, nothing is known and nothing stops. Thread-safe.
 */
public final class ClockGuard implements AutoCloseable {
  private static final int LIMIT_SECONDS = 60;
  static final Duration LIMIT = Duration.ofSeconds(LIMIT_SECONDS);
  private static final Duration PERIOD = Duration.ofSeconds(10);
  private static final int WRONG_IN_A_ROW = 3;
  private static final int STATEMENT_SECONDS = 5;
  private static final Logger log = LoggerFactory.getLogger(ClockGuard.class);

  private final DataSource database;
  private final InstantSource clock;
  private final Runnable stop;
  private final ScheduledExecutorService scheduler =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("clock-guard").factory());
  private int wrongInARow = WRONG_IN_A_ROW - 1;
  private boolean stopped;

  /**
   * @param stop stops the program without waiting for it; called at most once
   */
  public ClockGuard(DataSource database, InstantSource clock, Runnable stop) {
    this.database = database;
    this.clock = clock;
    this.stop = stop;
  }

  /**
   * Compares the clocks now, if PostgreSQL is available.
   *
   * @throws WrongClockException if they differ too much
   */
  public void check() {
    Optional<Duration> ahead = ahead();
    if (ahead.isPresent() && isWrong(ahead.get())) {
      throw new WrongClockException(ahead.get());
    }
  }

  /** Begins to compare every ten seconds. Called once. */
  public void start() {
    var _ =
        scheduler.scheduleWithFixedDelay(
            this::checkAgain, 0, PERIOD.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    scheduler.shutdownNow();
  }

  synchronized void checkAgain() {
    Optional<Duration> ahead = ahead();
    if (stopped || ahead.isEmpty()) {
      return;
    }
    if (!isWrong(ahead.get())) {
      wrongInARow = 0;
      return;
    }
    wrongInARow++;
    log.warn(
        "The clock of this machine differs from PostgreSQL's by {} s",
        ahead.get().abs().toSeconds());
    if (wrongInARow >= WRONG_IN_A_ROW) {
      stopped = true;
      log.error("{}", new WrongClockException(ahead.get()).getMessage());
      stop.run();
    }
  }

  private static boolean isWrong(Duration ahead) {
    return ahead.abs().compareTo(LIMIT) > 0;
  }

  /**
   * How far this machine's clock is ahead at least; negative if it is behind. A slow response makes
   * the result smaller, never greater. Empty while PostgreSQL is unavailable.
   */
  private Optional<Duration> ahead() {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.setQueryTimeout(STATEMENT_SECONDS);
      Instant before = clock.instant();
      Instant server = serverTime(statement);
      Instant after = clock.instant();
      if (server.isBefore(before)) {
        return Optional.of(Duration.between(server, before));
      }
      return Optional.of(
          server.isAfter(after) ? Duration.between(server, after) : Duration.ZERO);
    } catch (SQLException e) {
      log.debug("The clock of PostgreSQL cannot be read", e);
      return Optional.empty();
    }
  }

  private static Instant serverTime(Statement statement) throws SQLException {
    try (ResultSet row = statement.executeQuery("select clock_timestamp()")) {
      row.next();
      return row.getObject(1, OffsetDateTime.class).toInstant();
    }
  }
}
