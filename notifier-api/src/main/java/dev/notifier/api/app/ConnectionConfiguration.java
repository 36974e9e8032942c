package dev.notifier.api.app;

import dev.notifier.api.seeding.DataSeeder;
import dev.notifier.config.NotifierConfig;
import dev.notifier.store.Database;
import java.time.Duration;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Connects to PostgreSQL, which may be unavailable at the start. */
@Configuration(proxyBeanMethods = false)
class ConnectionConfiguration {
  private static final Duration POSTGRES_BORROW_TIMEOUT = Duration.ofSeconds(2);

  @Bean
  Database database(NotifierConfig config) {
    NotifierConfig.Postgres postgres = config.postgres();
    return Database.open(
        new Database.Settings(
            postgres.url(),
            postgres.username(),
            postgres.password(),
            "api",
            postgres.maxConnections(),
            POSTGRES_BORROW_TIMEOUT));
  }

  @Bean(initMethod = "start")
  SchemaMigration migration(NotifierConfig config, Database database, List<DataSeeder> seeds) {
    return new SchemaMigration(database, config.postgres().migration(), seeds);
  }
}
