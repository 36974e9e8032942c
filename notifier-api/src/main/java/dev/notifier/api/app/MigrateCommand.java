package dev.notifier.api.app;

import dev.notifier.config.ConfigLoader;
import dev.notifier.config.NotifierConfig;
import dev.notifier.store.Database;
import java.time.Duration;
import org.flywaydb.core.api.FlywayException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/**
 * The command {@code migrate}: migrates the schema and exits. It uses the configuration of the api.
 * Several instances may run at the same time, beside applications of this version and the previous
 * one.
 */
final class MigrateCommand {
  /** The name of the command. */
  static final String NAME = "migrate";

  private static final Logger LOG = LoggerFactory.getLogger(MigrateCommand.class);

  /** Flyway uses two connections. */
  private static final int CONNECTIONS = 2;

  /** PostgreSQL may be starting at the same time. */
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(60);

  private MigrateCommand() {}

  /**
   * Runs the command.
   *
   * @param args settings such as {@code --notifier.postgres.url=…}
   * @return the exit code: 0 if the schema is up to date, 1 if the migration failed
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
      int applied = database.migrate();
      LOG.info(
          "Applied {} migrations; the schema has version {}", applied, database.schemaVersion());
      return 0;
    } catch (FlywayException e) {
      LOG.error(
          "The migration failed. Earlier migrations remain applied; correct the cause and run migrate"
              + " again. Flyway reports: {}",
          e.getMessage());
      return 1;
    }
  }

  private static void configure(ConfigurableApplicationContext context) {
    NotifierConfig config = ConfigLoader.load(context.getEnvironment());
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
