package dev.notifier.local.cli;

import dev.notifier.config.NotifierConfig;
import dev.notifier.config.kafka.KafkaSecurityRules;
import dev.notifier.kafka.clients.KafkaConnection;
import dev.notifier.local.components.LocalSettings;
import dev.notifier.local.console.CommandException;
import dev.notifier.local.home.HomeDirectory;
import dev.notifier.local.kafka.EmbeddedKafka;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The options that name another Kafka than that of the home. */
final class KafkaOption {
  private static final String KAFKA = "notifier.kafka";

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
      description = "a configuration file with notifier.kafka, for an external Kafka")
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

  /** The broker that runs in a home, if one does. */
  static Optional<KafkaConnection> embedded(HomeDirectory home) throws IOException {
    var endpoints = home.endpoints();
    var address = endpoints.get("kafka");
    var password = endpoints.get("kafkaPassword");
    return address.isEmpty() || password.isEmpty()
        ? Optional.empty()
        : Optional.of(EmbeddedKafka.connection(address.get(), password.get()));
  }

  private KafkaConnection external() throws CommandException {
    NotifierConfig.Kafka kafka;
    try {
      kafka =
          Binder.get(LocalSettings.environment(Optional.ofNullable(config)))
              .bindOrCreate(KAFKA, NotifierConfig.Kafka.class);
    } catch (BindException e) {
      throw new CommandException(e.getName() + ": the value is not valid.");
    }
    var servers = bootstrapServers == null ? kafka.bootstrapServers() : bootstrapServers;
    if (servers.isEmpty()) {
      throw new CommandException(
          "The file " + config + " has no " + KAFKA + ".bootstrap-servers: set it there.");
    }
    var violations = KafkaSecurityRules.check(kafka.security());
    if (!violations.isEmpty()) {
      throw new CommandException(
          violations.stream()
              .map(one ->
                  KAFKA + ".security." + one.key() + ": " + one.problem() + ". " + one.advice())
              .collect(Collectors.joining("\n")));
    }
    return new KafkaConnection(servers, kafka.security()::clientProperties);
  }
}
