package dev.notifier.local.cli;

import dev.notifier.config.ConfigLoader;
import dev.notifier.config.ConfigurationException;
import dev.notifier.config.kafka.KafkaSecurityRules;
import dev.notifier.kafka.clients.KafkaConnection;
import dev.notifier.local.components.LocalSettings;
import dev.notifier.local.console.AbsolutePath;
import dev.notifier.local.console.CommandException;
import dev.notifier.local.home.HomeDirectory;
import dev.notifier.local.home.HomeOption;
import dev.notifier.local.home.LogFiles;
import dev.notifier.local.kafka.EmbeddedKafka;
import dev.notifier.store.Database;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.MapPropertySource;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The options that name another Kafka than that of the home. */
final class KafkaOption {
  private static final Duration DATABASE_TIMEOUT = Duration.ofSeconds(10);
  private static final String BOOTSTRAP_SERVERS = "notifier.kafka.bootstrap-servers";

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command = CommandSpec.create();

  @Option(
      names = "--bootstrap-servers",
      paramLabel = "HOST:PORT",
      scope = ScopeType.INHERIT,
      description = "Kafka, instead of that of the home")
  private @Nullable String bootstrapServers;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      scope = ScopeType.INHERIT,
      converter = AbsolutePath.class,
      description = {
        "a configuration file with notifier.kafka, for an external Kafka;",
        "reconcile also needs its notifier.postgres"
      })
  private @Nullable Path config;

  /** How to connect. The security settings of an external Kafka may be environment variables. */
  KafkaConnection connection(HomeOption homeOption) throws CommandException, IOException {
    if (bootstrapServers != null || config != null) {
      return external();
    }
    var home = homeOption.openExisting();
    LogFiles.use(home.directory(), "commands");
    return embedded(home)
        .orElseThrow(() ->
            new CommandException(
                "No Kafka runs in "
                    + home.directory()
                    + ": start it, or name --config or --bootstrap-servers."));
  }

  /**
   * The database that belongs to this Kafka: that of the home, or of the configuration file.
   *
   * @throws CommandException if there is none
   */
  Database.Settings postgres(HomeOption homeOption) throws CommandException, IOException {
    if (config != null || bootstrapServers != null) {
      if (config == null) {
        throw new CommandException("Name the database with --config.");
      }
      try {
        var settings =
            ConfigLoader.loadConnections(LocalSettings.environment(Optional.of(config))).postgres();
        return database(settings.url(), settings.username(), settings.password());
      } catch (ConfigurationException e) {
        throw new CommandException(String.valueOf(e.getMessage()));
      }
    }
    var home = homeOption.openExisting();
    return database(
        home.endpoints()
            .get("postgres")
            .orElseThrow(() ->
                new CommandException(
                    "No PostgreSQL runs in " + home.directory() + ": start it, or name --config.")),
        "",
        "");
  }

  private static Database.Settings database(String url, String username, String password) {
    return new Database.Settings(url, username, password, "reconcile", 1, DATABASE_TIMEOUT);
  }

  /** The broker that runs in a home, if one does. */
  static Optional<KafkaConnection> embedded(HomeDirectory home) throws IOException {
    var endpoints = home.endpoints();
    var address = endpoints.get("kafka");
    var password = endpoints.get("kafkaPassword");
    return address.isEmpty() || password.isEmpty()
        ? Optional.empty()
        : Optional.of(EmbeddedKafka.connection(address.get(), password.get()));
  }

  /** Checks the file as api and worker do: a misspelt key must not open the connection. */
  private KafkaConnection external() throws CommandException {
    var environment = LocalSettings.environment(Optional.ofNullable(config));
    if (bootstrapServers != null) {
      environment
          .getPropertySources()
          .addFirst(
              new MapPropertySource(
                  "--bootstrap-servers", Map.of(BOOTSTRAP_SERVERS, bootstrapServers)));
    }
    try {
      var kafka = ConfigLoader.loadKafka(environment);
      for (var warning : KafkaSecurityRules.warnings(kafka.bootstrapServers(), kafka.security())) {
        command.commandLine().getErr().println("warning: " + warning + ".");
      }
      return new KafkaConnection(kafka.bootstrapServers(), kafka.security()::clientProperties);
    } catch (ConfigurationException e) {
      throw new CommandException(String.valueOf(e.getMessage()));
    }
  }
}
