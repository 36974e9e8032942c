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
 * The command {@code migrate}: brings the schema up to date with the configuration of the api, and
 * ends. Any number of them may run at once, beside applications of this version and of the one
 * before.
 */
final class MigrateCommand {
  /** The argument that asks for it. */
  static final String WORD = "migrate";

  private static final Logger LOG = LoggerFactory.getLogger(MigrateCommand.class);

  /** Flyway holds two. */
  private static final int CONNECTIONS = 2;

  /** PostgreSQL may be starting too. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private MigrateCommand() {}

  /**
   * Runs it to its end.
   *
   * @param args settings such as {@code --notifier.postgres.url=…}
   * @return the exit code: 0 when the schema is up to date, 1 when that could not be done
   * @throws RuntimeException for a bad configuration, after it was told
   */
  static int run(String... args) {
    try (var context =
            new SpringApplicationBuilder(Nothing.class)
                .web(WebApplicationType.NONE)
                .properties("spring.config.name=notifier-api")
                .initializers(MigrateCommand::configure)
                .run(args);
        Database database = open(context.getBean(NotifierConfig.class).postgres())) {
      int applied = database.migrate();
      LOG.info(
          "{} migrations applied; the schema is at version {}", applied, database.schemaVersion());
      return 0;
    } catch (FlywayException e) {
      LOG.error(
          "The schema could not be brought up to date. What was applied before stands; correct the"
              + " cause and run it again. Flyway says: {}",
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
            postgres.url(), postgres.username(), postgres.password(), WORD, CONNECTIONS, PATIENCE));
  }

  /** An application of its own, without the rooms of the api. */
  @SpringBootConfiguration(proxyBeanMethods = false)
  static class Nothing {}
}
