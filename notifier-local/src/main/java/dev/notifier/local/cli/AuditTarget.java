package dev.notifier.local.cli;

import dev.notifier.config.ConfigLoader;
import dev.notifier.config.ConfigurationException;
import dev.notifier.contracts.Topics;
import dev.notifier.kafka.clients.KafkaClients;
import dev.notifier.kafka.clients.KafkaConnection;
import dev.notifier.kafka.clients.RecordSignatures;
import dev.notifier.local.components.DatabaseLocation;
import dev.notifier.local.components.LocalSettings;
import dev.notifier.local.console.AbsolutePath;
import dev.notifier.local.console.CommandException;
import dev.notifier.local.home.HomeDirectory;
import dev.notifier.local.home.HomeOption;
import dev.notifier.local.home.LogFiles;
import dev.notifier.store.Database;
import dev.notifier.store.audit.AuditKey;
import dev.notifier.worker.audit.AuditHeads;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the audit and its noted end are: in the home, or where the configuration says. */
final class AuditTarget {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  @Option(
      names = "--config",
      paramLabel = "FILE",
      converter = AbsolutePath.class,
      description =
          "the configuration file with notifier.postgres, notifier.kafka and notifier.privacy-key,"
              + " instead of those of the home")
  private @Nullable Path config;

  /** The key of the chain. */
  AuditKey key(HomeOption homeOption) throws CommandException, IOException {
    return AuditKey.of(privacyKey(homeOption));
  }

  private LocalSettings.Loaded loaded() throws CommandException {
    return LocalSettings.load(Optional.ofNullable(config));
  }

  private String privacyKey(HomeOption homeOption) throws CommandException, IOException {
    Optional<String> configured = loaded().privacyKey();
    return configured.isPresent()
        ? configured.get()
        : homeOption.openExisting().secret("privacy-key");
  }

  /** The database with the audit. */
  Database.Settings database(HomeOption homeOption) throws CommandException, IOException {
    return DatabaseLocation.of(homeOption, Optional.ofNullable(config), "audit");
  }

  /**
   * The noted ends, read completely.
   *
   * @return empty if no Kafka is configured, or none runs in the home
   * @throws IOException if it cannot be read within 10 s
   */
  Optional<AuditHeads> heads(HomeOption homeOption) throws CommandException, IOException {
    Optional<KafkaConnection> kafka = kafka(homeOption);
    if (kafka.isEmpty()) {
      return Optional.empty();
    }
    AuditHeads heads =
        new AuditHeads(
            new KafkaClients(
                kafka.get(),
                "audit",
                RecordSignatures.of(privacyKey(homeOption), Clock.systemUTC())),
            System::nanoTime);
    boolean complete = false;
    try {
      heads.start();
      complete = heads.awaitComplete(TIMEOUT);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      if (!complete) {
        heads.close();
      }
    }
    if (!complete) {
      String error = heads.error();
      throw new UnreadableHeadsException(error == null ? "no response in 10 s" : error);
    }
    return Optional.of(heads);
  }

  /** Kafka is configured, and what is noted there cannot be read. */
  static final class UnreadableHeadsException extends IOException {
    private static final long serialVersionUID = 1;

    UnreadableHeadsException(String problem) {
      super(
          "Kafka cannot be read: check that it runs, the login, and Read on "
              + Topics.AUDIT_HEADS
              + " ("
              + problem
              + ").");
    }
  }

  private Optional<KafkaConnection> kafka(HomeOption homeOption)
      throws CommandException, IOException {
    LocalSettings.Loaded loaded = loaded();
    if (loaded.kafka().isEmpty()) {
      // Never the Kafka of a home with the database of others.
      if (loaded.postgres().isPresent()) {
        return Optional.empty();
      }
      HomeDirectory home = homeOption.openExisting();
      LogFiles.use(home.directory(), "commands");
      return KafkaOption.embedded(home);
    }
    try {
      var kafka = ConfigLoader.loadKafka(LocalSettings.environment(Optional.ofNullable(config)));
      return Optional.of(
          new KafkaConnection(kafka.bootstrapServers(), kafka.security()::clientProperties));
    } catch (ConfigurationException e) {
      throw new CommandException(String.valueOf(e.getMessage()));
    }
  }
}
