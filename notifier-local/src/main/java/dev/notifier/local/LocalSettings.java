package dev.notifier.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.bind.handler.NoUnboundElementsBindHandler;
import org.springframework.boot.context.properties.source.UnboundElementsSourceFilter;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.FileSystemResource;

/**
 * What the local start itself needs to know; the section {@code local} of the configuration file.
 *
 * @param kafkaPort port of the embedded broker on 127.0.0.1
 * @param postgresPort port of the embedded database on 127.0.0.1
 * @param smscPort port of the simulator's SMPP server on 127.0.0.1
 * @param handsetPort port of the simulator's handset page on 127.0.0.1
 */
record LocalSettings(
    @DefaultValue("19092") int kafkaPort,
    @DefaultValue("15432") int postgresPort,
    @DefaultValue("2775") int smscPort,
    @DefaultValue("2780") int handsetPort) {

  private static final int USUAL_API_PORT = 8080;
  private static final int HIGHEST_PORT = 65_535;

  /**
   * The settings, and which servers are somebody else's.
   *
   * @param kafka bootstrap servers of a Kafka outside; empty = embedded
   * @param postgres JDBC URL of a PostgreSQL outside; empty = embedded
   * @param apiKey the callers' key; empty = the home's own
   * @param privacyKey the secret of keyed hashes; empty = the home's own
   * @param ownRoutes whether routes are configured, which replace the shipped one
   * @param ownOperators whether operators are configured; else the home has two of its own
   * @param apiPort where the api listens
   */
  record Loaded(
      LocalSettings local,
      Optional<String> kafka,
      Optional<String> postgres,
      Optional<String> apiKey,
      Optional<String> privacyKey,
      boolean ownRoutes,
      boolean ownOperators,
      int apiPort) {}

  /** Reads the file over the defaults; environment variables and system properties come first. */
  static Loaded load(Optional<Path> file) throws CommandException {
    var environment = environment(file);
    var binder = Binder.get(environment);
    try {
      var local =
          binder.bindOrCreate(
              "local",
              Bindable.of(LocalSettings.class),
              new NoUnboundElementsBindHandler(
                  BindHandler.DEFAULT, new UnboundElementsSourceFilter()));
      local.check();
      return new Loaded(
          local,
          text(environment, "notifier.kafka.bootstrap-servers"),
          text(environment, "notifier.postgres.url"),
          text(environment, "notifier.api-key"),
          text(environment, "notifier.privacy-key"),
          binder.bind("notifier.routes", Bindable.mapOf(String.class, Object.class)).isBound(),
          binder.bind("notifier.operators", Bindable.mapOf(String.class, Object.class)).isBound(),
          environment.getProperty("server.port", Integer.class, USUAL_API_PORT));
    } catch (BindException e) {
      throw new CommandException(explain(e));
    }
  }

  /** Everything that is set, wherever it is set. */
  static StandardEnvironment environment(Optional<Path> file) throws CommandException {
    var environment = new StandardEnvironment();
    if (file.isPresent()) {
      addFile(environment, file.get());
    }
    return environment;
  }

  private static void addFile(StandardEnvironment environment, Path file) throws CommandException {
    if (!Files.isReadable(file)) {
      throw new CommandException("The configuration file " + file + " cannot be read.");
    }
    try {
      new YamlPropertySourceLoader()
          .load(file.toString(), new FileSystemResource(file))
          .forEach(environment.getPropertySources()::addLast);
    } catch (IOException | RuntimeException e) {
      throw new CommandException(
          "The configuration file " + file + " is not YAML: " + firstLine(e));
    }
  }

  private void check() throws CommandException {
    port("kafka-port", kafkaPort);
    port("postgres-port", postgresPort);
    port("smsc-port", smscPort);
    port("handset-port", handsetPort);
  }

  private static void port(String key, int value) throws CommandException {
    if (value < 1 || value > HIGHEST_PORT) {
      throw new CommandException(
          "local." + key + " is " + value + "; a port lies between 1 and 65535.");
    }
  }

  private static Optional<String> text(StandardEnvironment environment, String key) {
    return Optional.ofNullable(environment.getProperty(key)).filter(text -> !text.isBlank());
  }

  private static String explain(BindException e) {
    var cause = e.getCause() == null ? e : e.getCause();
    return "The configuration is refused: " + firstLine(e) + " " + firstLine(cause);
  }

  private static String firstLine(Throwable e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("").strip();
  }
}
