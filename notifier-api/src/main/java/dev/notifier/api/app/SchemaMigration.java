package dev.notifier.api.app;

import dev.notifier.api.seeding.DataSeeder;
import dev.notifier.config.NotifierConfig;
import dev.notifier.store.Database;
import dev.notifier.store.SchemaBehindException;
import dev.notifier.store.cluster.OtherKafkaClusterException;
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
 * Migrates the schema as soon as PostgreSQL is available, or waits until it has been migrated; then
 * seeds the shipped data. Runs in the background and does not delay the start.
 */
final class SchemaMigration implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SchemaMigration.class);
  private static final Duration PERIOD = Duration.ofSeconds(2);

  private final Database database;
  private final NotifierConfig.Migration mode;
  private final List<DataSeeder> seeders;
  private final Runnable clusterCheck;
  private final ScheduledExecutorService schedule =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("migration").factory());
  private @Nullable String lastWarning;

  /**
   * @param mode whether this application migrates the schema or waits for it
   * @param seeders in the order in which they run
   * @param clusterCheck throws {@link OtherKafkaClusterException} if the database belongs to
   *     another Kafka cluster; called before the database is changed, and again when its schema is
   *     complete
   */
  SchemaMigration(
      Database database,
      NotifierConfig.Migration mode,
      List<DataSeeder> seeders,
      Runnable clusterCheck) {
    this.database = database;
    this.mode = mode;
    this.seeders = List.copyOf(seeders);
    this.clusterCheck = clusterCheck;
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
      clusterCheck.run();
      migrate();
      clusterCheck.run();
      seeders.forEach(DataSeeder::seed);
    } catch (OtherKafkaClusterException e) {
      LOG.debug("The application stops", e);
    } catch (SchemaBehindException e) {
      retryLater(String.valueOf(e.getMessage()));
    } catch (FlywayException | DataAccessException | TransactionException e) {
      retryLater("The schema cannot be migrated yet (" + e.getClass().getSimpleName() + ")");
    }
  }

  private void migrate() {
    switch (mode) {
      case AT_START ->
          LOG.info("PostgreSQL is available; applied {} migrations", database.migrate());
      case WAIT -> {
        database.requireMigrated();
        LOG.info("PostgreSQL is available; the schema has version {}", database.schemaVersion());
      }
    }
  }

  /** Logs the same warning only once. */
  private void retryLater(String warning) {
    if (!warning.equals(lastWarning)) {
      LOG.warn("{}; retrying every {} s", warning, PERIOD.toSeconds());
      lastWarning = warning;
    }
    var _ = schedule.schedule(this::tryOnce, PERIOD.toMillis(), TimeUnit.MILLISECONDS);
  }
}
