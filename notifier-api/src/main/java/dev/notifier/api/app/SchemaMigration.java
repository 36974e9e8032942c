package dev.notifier.api.app;

import dev.notifier.api.seeding.DataSeeder;
import dev.notifier.config.NotifierConfig;
import dev.notifier.store.Database;
import dev.notifier.store.SchemaBehindException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * Brings the schema up to date as soon as PostgreSQL is there, or waits until somebody did, and
 * sows what it is to begin with; the start does not wait for it.
 */
final class SchemaMigration implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SchemaMigration.class);
  private static final Duration PERIOD = Duration.ofSeconds(2);

  private final Database database;
  private final NotifierConfig.Migration who;
  private final List<DataSeeder> seeds;
  private final ScheduledExecutorService schedule =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("migration").factory());
  private @Nullable String complaint;

  /**
   * @param who applies what is missing
   * @param seeds in the order in which they are sown
   */
  SchemaMigration(Database database, NotifierConfig.Migration who, List<DataSeeder> seeds) {
    this.database = database;
    this.who = who;
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
      bringUpToDate();
      seeds.forEach(DataSeeder::seed);
    } catch (SchemaBehindException e) {
      later(String.valueOf(e.getMessage()));
    } catch (FlywayException | DataAccessException | TransactionException e) {
      later("PostgreSQL cannot be brought up to date yet (" + e.getClass().getSimpleName() + ")");
    }
  }

  private void bringUpToDate() {
    switch (who) {
      case AT_START -> LOG.info("PostgreSQL is there; {} migrations applied", database.migrate());
      case WAIT -> {
        database.requireMigrated();
        LOG.info("PostgreSQL is there, at version {}", database.schemaVersion());
      }
    }
  }

  /** The same words are said once. */
  private void later(String why) {
    if (!why.equals(complaint)) {
      LOG.warn("{}; trying again every {} s", why, PERIOD.toSeconds());
      complaint = why;
    }
    var _ = schedule.schedule(this::tryOnce, PERIOD.toMillis(), TimeUnit.MILLISECONDS);
  }
}
