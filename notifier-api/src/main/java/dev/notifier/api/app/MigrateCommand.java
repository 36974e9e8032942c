package dev.notifier.api.app;

import dev.notifier.config.ConfigLoader;
import dev.notifier.config.ConfigWarnings;
import dev.notifier.config.NotifierConfig;
import dev.notifier.kafka.clients.KafkaClients;
import dev.notifier.kafka.clients.KafkaConnection;
import dev.notifier.kafka.clients.KafkaIdentity;
import dev.notifier.store.Database;
import dev.notifier.store.cluster.KafkaClusterStore;
import dev.notifier.store.cluster.OtherKafkaClusterException;
import java.time.Clock;
import java.time.Duration;
import org.flywaydb.core.api.FlywayException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * The command {@code migrate}: migrates the schema and exits. It needs only the settings of Kafka
 * and PostgreSQL. Several instances may run at the same time, beside applications of this version
 * and the previous one.
 */
final class MigrateCommand {
  /** The name of the command. */
  static final String NAME = "migrate";

  private static final Logger LOG = LoggerFactory.getLogger(MigrateCommand.class);

  /** Flyway's lock, its history and the migration have one each. */
  private static final int CONNECTIONS = 3;

  /** PostgreSQL may be starting at the same time. */
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(60);

  private static final Duration KAFKA_TIMEOUT = Duration.ofSeconds(5);

  private MigrateCommand() {}

  /**
   * Runs the command.
   *
   * @param args settings such as {@code --notifier.postgres.url=…}
   * @return the exit code: 0 if the schema is up to date, 1 if the migration failed or the database
   *     belongs to another Kafka cluster
   * @throws RuntimeException if the configuration is invalid; the errors have been logged
   */
  static int run(String... args) {
    try (var context =
            new SpringApplicationBuilder(EmptyApplication.class)
                .web(WebApplicationType.NONE)
                .properties("spring.config.name=notifier-api")
                .initializers(MigrateCommand::configure)
                .run(args);
        Database database = open(context.getBean(NotifierConfig.class).postgres())) {
      NotifierConfig config = context.getBean(NotifierConfig.class);
      KafkaClusterStore store = new KafkaClusterStore(database.dataSource(), Clock.systemUTC());
      verifyCluster(config, store);
      int applied = database.migrate();
      verifyCluster(config, store);
      LOG.info(
          "Applied {} migrations; the schema has version {}", applied, database.schemaVersion());
      return 0;
    } catch (OtherKafkaClusterException e) {
      LOG.error("{}", e.getMessage());
      return 1;
    } catch (DataAccessException | TransactionException e) {
      LOG.error("The migration failed: PostgreSQL is unavailable at notifier.postgres.url");
      return 1;
    } catch (FlywayException e) {
      LOG.error(
          "The migration failed. Earlier migrations remain applied; correct the cause and run migrate"
              + " again. Flyway reports: {}",
          e.getMessage());
      return 1;
    }
  }

  /** Kafka may be unavailable: api and worker check again. */
  private static void verifyCluster(NotifierConfig config, KafkaClusterStore store) {
    KafkaConnection connection =
        new KafkaConnection(
            config.kafka().bootstrapServers(), config.kafka().security()::clientProperties);
    KafkaIdentity.ask(new KafkaClients(connection, "notifier-migrate"), KAFKA_TIMEOUT)
        .ifPresent(identity ->
            store.verify(
                identity.clusterId(), identity.topicId(), config.postgres().acceptKafkaCluster()));
  }

  private static void configure(ConfigurableApplicationContext context) {
    NotifierConfig config = ConfigLoader.loadConnections(context.getEnvironment());
    ConfigWarnings.of(config, context.getEnvironment()).forEach(LOG::warn);
    ((GenericApplicationContext) context).registerBean(NotifierConfig.class, () -> config);
  }

  private static Database open(NotifierConfig.Postgres postgres) {
    return Database.openForMigration(
        new Database.Settings(
            postgres.url(),
            postgres.username(),
            postgres.password(),
            NAME,
            CONNECTIONS,
            CONNECT_TIMEOUT));
  }

  /** An application without beans: only its configuration is needed. */
  @SpringBootConfiguration(proxyBeanMethods = false)
  static class EmptyApplication {}
}
