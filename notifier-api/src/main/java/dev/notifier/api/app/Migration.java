package dev.notifier.api.app;

import dev.notifier.api.publication.Seed;
import dev.notifier.store.Database;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.flywaydb.core.api.FlywayException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * Brings the schema up to date as soon as PostgreSQL is there, and sows what it is to begin with;
 * the start does not wait for it.
 */
final class Migration implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Migration.class);
  private static final Duration PERIOD = Duration.ofSeconds(2);

  private final Database database;
  private final List<Seed> seeds;
  private final ScheduledExecutorService schedule =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("migration").factory());
  private boolean complained;

  /**
   * @param seeds in the order in which they are sown
   */
  Migration(Database database, List<Seed> seeds) {
    this.database = database;
    this.seeds = List.copyOf(seeds);
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
      seeds.forEach(Seed::sow);
    } catch (FlywayException | DataAccessException | TransactionException e) {
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
