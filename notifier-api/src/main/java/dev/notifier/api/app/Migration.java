package dev.notifier.api.app;

import dev.notifier.store.Database;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.flywaydb.core.api.FlywayException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings the schema up to date as soon as PostgreSQL is there; the start does not wait for it. */
final class Migration implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Migration.class);
  private static final Duration PERIOD = Duration.ofSeconds(2);

  private final Database database;
  private final ScheduledExecutorService schedule =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("migration").factory());
  private boolean complained;

  Migration(Database database) {
    this.database = database;
  }

  void start() {
    var _ = schedule.schedule(this::tryOnce, 0, TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    schedule.shutdownNow();
  }

  private void tryOnce() {
    try {
      int applied = database.migrate();
      LOG.info("PostgreSQL is there; {} migrations applied", applied);
    } catch (FlywayException e) {
      if (!complained) {
        LOG.warn(
            "PostgreSQL cannot be brought up to date yet ({}); trying again every {} s",
            e.getClass().getSimpleName(),
            PERIOD.toSeconds());
        complained = true;
      }
      var _ = schedule.schedule(this::tryOnce, PERIOD.toMillis(), TimeUnit.MILLISECONDS);
    }
  }
}
