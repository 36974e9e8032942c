package dev.notifier.api.app;

import dev.notifier.api.seeding.DataSeeder;
import dev.notifier.config.NotifierConfig;
import dev.notifier.kafka.clients.KafkaClients;
import dev.notifier.store.Database;
import dev.notifier.store.cluster.KafkaClusterStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.springframework.context.ConfigurableApplicationContext;
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

  @Bean
  KafkaClusterGuard kafkaClusterGuard(
      NotifierConfig config,
      Database database,
      KafkaClients clients,
      InstantSource clock,
      ConfigurableApplicationContext context) {
    KafkaClusterGuard guard =
        new KafkaClusterGuard(
            new KafkaClusterStore(database.dataSource(), clock),
            clients,
            config.postgres().acceptKafkaCluster(),
            () -> Thread.ofPlatform().name("stop").start(context::close));
    guard.checkAtStart();
    return guard;
  }

  @Bean(initMethod = "start")
  SchemaMigration migration(
      NotifierConfig config,
      Database database,
      List<DataSeeder> seeds,
      KafkaClusterGuard clusterGuard) {
    return new SchemaMigration(database, config.postgres().migration(), seeds, clusterGuard::check);
  }
}
